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
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Step } from './Step';

/** What to do about a record that has the name already. */
export const ifExistsSchema = z
  .enum(['REFUSE', 'USE'])
  .default('REFUSE')
  .describe(
    'What to do where the name is taken: REFUSE, or USE what is there if it is just what is asked for. Default: REFUSE',
  );
export type IfExists = z.output<typeof ifExistsSchema>;

/** A record with a unique name. */
interface NamedRecord {
  readonly id: string;
  readonly createdAt: string;
  readonly createdBy: string;
}

/** How a record is created, and found again. */
export interface Creation<R extends NamedRecord> {
  /** "protection group" */
  readonly kind: string;
  readonly name: string;
  /** Names the creation among those of its step. */
  readonly about: unknown;
  readonly ifExists: IfExists;
  create(): Promise<R>;
  /** The record that has the name; undefined where there is none that the initiator may see. */
  find(): Promise<R | undefined>;
  /** Fields in which a record is not what is asked for. */
  differences(record: R): string[];
}

/**
 * Creates a record once, however often its task is run. That it was about to be
 * created is kept before it is: where the answer was lost, be it that the process
 * was killed in between, the record is known as this task's own by who made it,
 * when, and that it is just what was asked for.
 *
 * @returns its ID
 * @throws DrsError as the orchestrator refuses
 */
export async function createOnce<R extends NamedRecord>(
  step: Step,
  creation: Creation<R>,
): Promise<string> {
  const { kind, name, about } = creation;
  const since = await step.once(
    `intent to create ${kind}`,
    about,
    z.iso.datetime(),
    async () => new Date().toISOString(),
  );
  return step.once(`created ${kind}`, about, z.string(), async () => {
    try {
      const { id } = await creation.create();
      step.logger.info(`Created the ${kind} "${name}" (${id})`);
      return id;
    } catch (error) {
      if (!isNameTaken(error)) {
        throw error;
      }
      const present = await creation.find();
      if (
        present &&
        present.createdBy === step.initiator &&
        present.createdAt >= since &&
        creation.differences(present).length === 0
      ) {
        step.logger.info(
          `The ${kind} "${name}" (${present.id}) was created by this task before`,
        );
        return present.id;
      }
      return useOrRefuse(step, creation, present, error);
    }
  });
}

/**
 * For a dry run: what {@link createOnce} would do about the name.
 *
 * @returns the ID of the record that would be used; undefined where one would be created
 * @throws DrsError DUPLICATE_NAME
 */
export async function wouldUse<R extends NamedRecord>(
  step: Step,
  creation: Creation<R>,
): Promise<string | undefined> {
  const present = await creation.find();
  if (!present) {
    return undefined;
  }
  const { kind, name } = creation;
  return useOrRefuse(
    step,
    creation,
    present,
    new DrsError(
      'DUPLICATE_NAME',
      `There is a ${kind} named "${name}" already`,
    ),
  );
}

function useOrRefuse<R extends NamedRecord>(
  step: Step,
  { kind, name, ifExists, differences }: Creation<R>,
  present: R | undefined,
  refusal: DrsError,
): string {
  if (!present || ifExists === 'REFUSE') {
    throw refusal;
  }
  const fields = differences(present);
  if (fields.length > 0) {
    throw new DrsError(
      'DUPLICATE_NAME',
      `There is a ${kind} named "${name}" already, and it is not what is asked for`,
      fields.map(
        (field): Finding => ({
          code: 'DIFFERENT_VALUE',
          severity: 'BLOCKING',
          field,
          message: `The ${kind} that is there (${present.id}) has another value`,
        }),
      ),
    );
  }
  step.logger.info(
    `The ${kind} "${name}" (${present.id}) is there already, and is used as it is`,
  );
  return present.id;
}

/** The name may be one of several problems: a group that is there holds its servers too. */
const isNameTaken = (error: unknown): error is DrsError =>
  error instanceof DrsError &&
  (error.code === 'DUPLICATE_NAME' ||
    error.details.some(({ code }) => code === 'DUPLICATE_NAME'));

/** Names as the orchestrator compares them. */
export const isSameName = (a: string, b: string): boolean =>
  a.trim().toLocaleLowerCase('en-US') === b.trim().toLocaleLowerCase('en-US');

const plain = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));

/** Fields that are asked for and that the record has otherwise; what is not asked for may be anything. */
export const differingFields = (
  wanted: Readonly<Record<string, unknown>>,
  present: Readonly<Record<string, unknown>>,
): string[] =>
  Object.keys(wanted).filter(
    field =>
      wanted[field] !== undefined &&
      !isDeepStrictEqual(plain(wanted[field]), plain(present[field])),
  );
