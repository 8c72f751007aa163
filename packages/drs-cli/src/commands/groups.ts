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

import type { ProtectionGroup } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Command } from 'commander';
import { z } from 'zod';
import {
  groupLines,
  groupsTable,
  pageLines,
  serversLines,
} from '../render/records';
import { noOptions, runs, type Runner } from './command';
import { findGroup } from './find';
import {
  listOptions,
  readList,
  recordListOptions,
  withListOptions,
  withRecordListOptions,
} from './lists';

const filters = z.object(recordListOptions);

/** Adds `groups list`, `groups show` and `groups servers`. */
export function addGroups(program: Command, runner: Runner): void {
  const groups = program
    .command('groups')
    .description('protection groups: named sets of source servers');

  runs(
    withRecordListOptions(groups.command('list')).description(
      'list protection groups by name',
    ),
    runner,
    filters,
    async (invocation, _args, options) => {
      const portal = invocation.portal();
      const { account: accountId, region, name, owner } = options;
      const page = await readList(options, slice =>
        portal.call('list_protection_groups', {
          query: { ...slice, accountId, region, name, owner },
        }),
      );
      invocation.output.answer(
        page,
        pageLines<ProtectionGroup>(
          groupsTable,
          'There is no such protection group.',
        ),
      );
    },
  );

  runs(
    groups
      .command('show')
      .description('show a protection group')
      .argument('<group>', 'its name or ID'),
    runner,
    noOptions,
    async (invocation, [group]) => {
      invocation.output.answer(
        await findGroup(invocation.portal(), group),
        groupLines,
      );
    },
  );

  runs(
    withListOptions(groups.command('servers'))
      .description('list the source servers that a group holds now')
      .argument('<group>', 'its name or ID'),
    runner,
    z.object(listOptions),
    async (invocation, [group], options) => {
      const portal = invocation.portal();
      const { groupId } = await findGroup(portal, group);
      const page = await readList(options, slice =>
        portal.call('get_drs_source_servers', { query: { ...slice, groupId } }),
      );
      invocation.output.answer(page, serversLines);
    },
  );
}
