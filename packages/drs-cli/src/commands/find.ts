/*
 * Copyright 2026 The DRS Orchestrator Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import {
  DrsError,
  type ErrorCode,
  type ProtectionGroup,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import { CliError } from '../failures';
import type { Portal } from '../portal/Portal';
import type { Page } from '../render/records';

const isId = (text: string): boolean => z.uuid().safeParse(text).success;

// Names are unique whatever their case, as the API has it.
const isCalled = (name: string, text: string): boolean =>
  name.toLocaleLowerCase('en-US') === text.trim().toLocaleLowerCase('en-US');

/** By its ID if it is one, else by its name. */
async function byIdOrName<T>(
  text: string,
  missing: ErrorCode,
  byId: () => Promise<T>,
  byName: () => Promise<T>,
): Promise<T> {
  if (!isId(text)) {
    return byName();
  }
  try {
    return await byId();
  } catch (error) {
    // A name may look like an ID, too.
    if (error instanceof DrsError && error.code === missing) {
      return byName();
    }
    throw error;
  }
}

/** The first record of a list that is meant, in as many pages as that takes. */
async function firstOf<T>(
  read: (cursor: string | undefined) => Promise<Page<T>>,
  isMeant: (record: T) => boolean,
): Promise<T | undefined> {
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = await read(cursor);
    const found = items.find(isMeant);
    if (found !== undefined || nextCursor === undefined) {
      return found;
    }
    cursor = nextCursor;
  }
}

/**
 * The plan of that ID or name.
 *
 * @throws CliError NOT_FOUND where there is none, or none that the caller may see
 */
export const findPlan = (portal: Portal, text: string): Promise<RecoveryPlan> =>
  byIdOrName(
    text,
    'RECOVERY_PLAN_NOT_FOUND',
    () => portal.call('get_recovery_plan', { params: { planId: text } }),
    async () => {
      const plan = await firstOf(
        cursor =>
          portal.call('list_recovery_plans', {
            query: { name: text.trim(), limit: 200, cursor },
          }),
        ({ planName }) => isCalled(planName, text),
      );
      if (plan) {
        return plan;
      }
      throw new CliError(
        'NOT_FOUND',
        `There is no recovery plan "${text}" that you may see`,
        'drs plans list shows those there are',
      );
    },
  );

/**
 * The protection group of that ID or name.
 *
 * @throws CliError NOT_FOUND where there is none, or none that the caller may see
 */
export const findGroup = (
  portal: Portal,
  text: string,
): Promise<ProtectionGroup> =>
  byIdOrName(
    text,
    'PROTECTION_GROUP_NOT_FOUND',
    () => portal.call('get_protection_group', { params: { groupId: text } }),
    async () => {
      const group = await firstOf(
        cursor =>
          portal.call('list_protection_groups', {
            query: { name: text.trim(), limit: 200, cursor },
          }),
        ({ groupName }) => isCalled(groupName, text),
      );
      if (group) {
        return group;
      }
      throw new CliError(
        'NOT_FOUND',
        `There is no protection group "${text}" that you may see`,
        'drs groups list shows those there are',
      );
    },
  );
