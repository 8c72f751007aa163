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

import type {
  AwsAccess,
  Clock,
  ExecutionEngine,
} from '@drs-orchestrator/drs-engine';
import type { Knex } from 'knex';
import type { Authorizer } from '../../access/Authorizer';
import { ApplyFailureStore } from '../../database/ApplyFailureStore';
import { ExecutionListings } from '../../database/ExecutionListings';
import { ProtectionGroupStore } from '../../database/ProtectionGroupStore';
import { RecoveryPlanStore } from '../../database/RecoveryPlanStore';
import type { Settings } from '../../settings/settings';
import type { TargetAccounts } from '../accounts/TargetAccounts';
import { Quotas } from '../capacity/Quotas';
import { isApprovalRequired } from '../executions/isApprovalRequired';
import type { Inventory } from '../inventory/Inventory';
import { LaunchConfigurations } from '../launchConfiguration/LaunchConfigurations';
import { ResourceLookup } from '../launchConfiguration/ResourceLookup';
import { SettingsChanges } from '../launchConfiguration/SettingsChanges';
import { SettingsInAws } from '../launchConfiguration/SettingsInAws';
import type { FreezeSwitch } from '../settings/FreezeSwitch';
import { ExecutionHolders } from './ExecutionHolders';
import { LaunchHistory } from './LaunchHistory';
import { PlanSurveys } from './PlanSurveys';
import { Preflights } from './Preflights';

/** What the services that judge launches before they happen are made of. */
export interface LaunchJudgesOptions {
  knex: Knex;
  access: AwsAccess;
  engine: ExecutionEngine;
  accounts: TargetAccounts;
  inventory: Inventory;
  freeze: FreezeSwitch;
  authorizer: Authorizer;
  settings: Pick<Settings, 'approvals' | 'drills' | 'hooks' | 'limits'>;
  clock: Clock;
}

/** Makes what judges launches before they happen: quotas, launch settings and preflights share what they learn. */
export function createLaunchJudges(options: LaunchJudgesOptions): {
  quotas: Quotas;
  launchConfigurations: LaunchConfigurations;
  preflights: Preflights;
} {
  const { knex, access, accounts, inventory, freeze, settings, clock } =
    options;
  const groups = ProtectionGroupStore.create(knex);
  const quotas = Quotas.create({
    access,
    inventory,
    accounts,
    limits: settings.limits,
    clock,
  });
  const resources = ResourceLookup.create({ access, clock });
  const settingsInAws = SettingsInAws.create({ access, clock });
  const holders = ExecutionHolders.create(knex);
  const surveys = PlanSurveys.create({
    access,
    clock,
    groups,
    inventory,
    quotas,
    resources,
    settings: settingsInAws,
    holders,
    history: LaunchHistory.create({
      engine: options.engine,
      listings: ExecutionListings.create(knex),
    }),
    rules: async executionType => ({
      freeze: await freeze.current(),
      approvalNeeded: isApprovalRequired(settings.approvals, executionType),
      hooks: {
        allowedHosts: settings.hooks.allowedHosts,
        accountIds: await accounts.ids(),
      },
      timeToLiveMinutes: settings.drills.timeToLiveMinutes,
    }),
  });
  return {
    quotas,
    launchConfigurations: LaunchConfigurations.create({
      inventory,
      groups,
      failures: ApplyFailureStore.create(knex),
      authorizer: options.authorizer,
      resources,
      settings: settingsInAws,
      changes: SettingsChanges.create({
        access,
        resources,
        settings: settingsInAws,
        holders,
      }),
      clock,
    }),
    preflights: Preflights.create({
      access,
      plans: RecoveryPlanStore.create(knex),
      surveys,
    }),
  };
}
