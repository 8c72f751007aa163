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

import type { UserInfoService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  Clock,
  DrsAccess,
  ExecutionEngine,
} from '@drs-orchestrator/drs-engine';
import { openApiDocument } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import type { Authorizer } from '../access/Authorizer';
import type { RoleBinding } from '../access/roleBindings';
import { ExecutionListings } from '../database/ExecutionListings';
import { ProtectionGroupStore } from '../database/ProtectionGroupStore';
import { RecoveryPlanStore } from '../database/RecoveryPlanStore';
import type { TargetAccountStore } from '../database/TargetAccountStore';
import { TargetAccounts } from './accounts/TargetAccounts';
import { ExecutionStarts } from './executions/ExecutionStarts';
import { Executions } from './executions/Executions';
import { Inventory } from './inventory/Inventory';
import { SourceServers } from './inventory/SourceServers';
import { Profile } from './profile/Profile';
import { ProtectionGroups } from './protectionGroups/ProtectionGroups';
import { Readiness } from './readiness/Readiness';
import { PlanWorlds } from './recoveryPlans/PlanWorlds';
import { RecoveryPlans } from './recoveryPlans/RecoveryPlans';
import type { Services } from './Services';

/** What the services are made of. */
export interface ServicesOptions {
  knex: Knex;
  accountStore: TargetAccountStore;
  access: DrsAccess;
  engine: ExecutionEngine;
  authorizer: Authorizer;
  catalog: CatalogService;
  userInfo: UserInfoService;
  bindings: readonly RoleBinding[];
  clock: Clock;
}

/** Joins each operation of the contract to what serves it. */
export function createServices(options: ServicesOptions): Services {
  const { knex, access, engine, authorizer, clock } = options;
  const groupStore = ProtectionGroupStore.create(knex);
  const planStore = RecoveryPlanStore.create(knex);
  const listings = ExecutionListings.create(knex);

  const accounts = TargetAccounts.create({
    store: options.accountStore,
    clock,
  });
  const inventory = Inventory.create({ access, clock });
  const worlds = PlanWorlds.create({ groups: groupStore, inventory });
  const groups = ProtectionGroups.create({
    knex,
    accounts,
    inventory,
    authorizer,
    clock,
  });
  const plans = RecoveryPlans.create({
    knex,
    accounts,
    worlds,
    authorizer,
    clock,
  });
  const starts = ExecutionStarts.create({
    engine,
    access,
    worlds,
    plans: planStore,
    groups: groupStore,
  });
  const executions = Executions.create({ engine, listings, authorizer });
  const sourceServers = SourceServers.create({
    inventory,
    accounts,
    groups: groupStore,
  });
  const readiness = Readiness.create({
    catalog: options.catalog,
    accounts,
    inventory,
    groups: groupStore,
    plans: planStore,
    listings,
  });
  const profile = Profile.create({
    userInfo: options.userInfo,
    authorizer,
    bindings: options.bindings,
  });

  return {
    list_protection_groups: (request, context) => groups.list(request, context),
    create_protection_group: (request, context) =>
      groups.create(request, context),
    resolve_protection_group_tags: (request, context) =>
      groups.resolve(request, context),
    get_protection_group: (request, context) => groups.get(request, context),
    update_protection_group: (request, context) =>
      groups.update(request, context),
    delete_protection_group: request => groups.delete(request),

    list_recovery_plans: (request, context) => plans.list(request, context),
    create_recovery_plan: (request, context) => plans.create(request, context),
    validate_recovery_plan: (request, context) =>
      plans.validate(request, context),
    get_recovery_plan: (request, context) => plans.get(request, context),
    update_recovery_plan: (request, context) => plans.update(request, context),
    delete_recovery_plan: request => plans.delete(request),

    execute_recovery_plan: ({ params, body }, context) =>
      starts.start(params.planId, body, context),
    start_execution: ({ body: { planId, ...body } }, context) =>
      starts.start(planId, body, context),
    list_executions: request => executions.list(request),
    get_execution_details: ({ params }, context) =>
      executions.get(params.executionId, context),
    get_execution_status: ({ params }) => executions.status(params.executionId),
    get_execution_waves: ({ params }) => executions.waves(params.executionId),
    get_execution_jobs: ({ params }) => executions.jobs(params.executionId),
    get_execution_job_logs: request => executions.jobLog(request),
    get_execution_events: request => executions.events(request),
    cancel_execution: (request, context) => executions.cancel(request, context),
    terminate_recovery_instances: (request, context) =>
      executions.terminate(request, context),
    get_termination_status: ({ params }) =>
      executions.termination(params.executionId),

    get_drs_source_servers: request => sourceServers.list(request),

    list_target_accounts: request => accounts.list(request),
    create_target_account: (request, context) =>
      accounts.create(request, context),
    get_target_account: request => accounts.get(request),

    get_readiness: (request, context) => readiness.get(request, context),
    get_user_permissions: (_request, context) => profile.get(context),

    get_openapi: async () => openApiDocument(),
    get_health: async () => ({ status: 'ok' }),
  };
}
