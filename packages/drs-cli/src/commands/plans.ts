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
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Portal } from '../portal/Portal';
import { preflightLines } from '../render/preflight';
import { pageLines, planLines, plansTable } from '../render/records';
import { noOptions, runs, type Runner } from './command';
import { findPlan } from './find';
import { readList, recordListOptions, withRecordListOptions } from './lists';
import {
  startConditionOptions,
  startConditionsOf,
  withStartConditions,
} from './startConditions';

const filters = z.object(recordListOptions);

/** The names of a plan's groups; those that the caller may not see keep their IDs. */
async function groupNamesOf(
  portal: Portal,
  plan: RecoveryPlan,
): Promise<Map<string, string>> {
  const ids = new Set(plan.waves.flatMap(wave => wave.protectionGroupIds));
  const names = new Map<string, string>();
  for (const groupId of ids) {
    try {
      const group = await portal.call('get_protection_group', {
        params: { groupId },
      });
      names.set(groupId, group.groupName);
    } catch (error) {
      if (!(error instanceof DrsError) || error.status >= 500) {
        throw error;
      }
    }
  }
  return names;
}

/** The command that looks before a start; it stands in two places. */
function addPreflight(parent: Command, runner: Runner): void {
  runs(
    withStartConditions(
      parent
        .command('preflight')
        .description(
          'what speaks against a start now, and how long it would take; changes nothing',
        )
        .argument('<plan>', 'its name or ID'),
    ),
    runner,
    z.object(startConditionOptions),
    async (invocation, [plan], options) => {
      const body = startConditionsOf(options);
      const portal = invocation.portal();
      const { planId } = await findPlan(portal, plan);
      const preflight = await portal.call('preflight_recovery_plan', {
        params: { planId },
        body,
      });
      invocation.output.answer(preflight, preflightLines);
      return preflight.ready ? 'OK' : 'PREFLIGHT_FAILED';
    },
  );
}

/** Adds `plans list`, `plans show`, `plans preflight`, and `preflight`. */
export function addPlans(program: Command, runner: Runner): void {
  const plans = program
    .command('plans')
    .description('recovery plans: waves over protection groups');

  runs(
    withRecordListOptions(plans.command('list')).description(
      'list recovery plans by name',
    ),
    runner,
    filters,
    async (invocation, _args, options) => {
      const portal = invocation.portal();
      const { account: accountId, region, name, owner } = options;
      const page = await readList(options, slice =>
        portal.call('list_recovery_plans', {
          query: { ...slice, accountId, region, name, owner },
        }),
      );
      invocation.output.answer(
        page,
        pageLines<RecoveryPlan>(plansTable, 'There is no such recovery plan.'),
      );
    },
  );

  runs(
    plans
      .command('show')
      .description('show a recovery plan with its waves')
      .argument('<plan>', 'its name or ID'),
    runner,
    noOptions,
    async (invocation, [text]) => {
      const portal = invocation.portal();
      const plan = await findPlan(portal, text);
      const { output } = invocation;
      output.answer(
        plan,
        planLines(output.json ? new Map() : await groupNamesOf(portal, plan)),
      );
    },
  );

  addPreflight(plans, runner);
  addPreflight(program, runner);
}
