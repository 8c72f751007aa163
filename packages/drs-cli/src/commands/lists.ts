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

import type { Command } from 'commander';
import { z } from 'zod';
import type { Page } from '../render/records';
import { wholeNumber } from './command';

/** Rows that the API gives at once. */
const LARGEST_PAGE = 200;

/** The options of a list. */
export const listOptions = {
  limit: wholeNumber(1, 100_000).optional(),
  all: z.boolean().optional(),
  cursor: z.string().optional(),
};

/** Adds the options of a list to its command. */
export const withListOptions = (command: Command): Command =>
  command
    .option('--limit <rows>', 'how many to list (default: 50)')
    .option('--all', 'list all of them')
    .option('--cursor <cursor>', 'go on where a list before has ended');

/** The filters that lists of groups and of plans have in common. */
export const recordListOptions = {
  ...listOptions,
  account: z.string().optional(),
  region: z.string().optional(),
  name: z.string().optional(),
  owner: z.string().optional(),
};

/** Adds them to a command, with the options of a list. */
export const withRecordListOptions = (command: Command): Command =>
  withListOptions(command)
    .option('--account <id>', 'only those of this account')
    .option('--region <region>', 'only those of this Region')
    .option('--name <text>', 'only those whose name has this in it')
    .option('--owner <entity-ref>', 'only those of this owner');

/**
 * Reads as much of a list as was asked for, in as many requests as that takes.
 *
 * @param read - reads one page
 * @returns one page of all of it, with the cursor of what comes after
 */
export async function readList<P extends Page<unknown>>(
  options: { limit?: number; all?: boolean; cursor?: string },
  read: (page: { limit: number; cursor?: string }) => Promise<P>,
): Promise<P> {
  const wanted = options.all ? Infinity : options.limit ?? 50;
  let page = await read({
    limit: Math.min(LARGEST_PAGE, wanted),
    ...(options.cursor !== undefined && { cursor: options.cursor }),
  });
  const items = [...page.items];
  while (page.nextCursor !== undefined && items.length < wanted) {
    page = await read({
      limit: Math.min(LARGEST_PAGE, wanted - items.length),
      cursor: page.nextCursor,
    });
    items.push(...page.items);
  }
  return { ...page, items };
}
