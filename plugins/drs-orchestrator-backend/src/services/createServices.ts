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
  LoggerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  AccountAccess,
  AwsAccess,
  Clock,
  ExecutionEngine,
} from '@drs-orchestrator/drs-engine';
import { openApiDocument } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import type { AuditKeys } from '../audit/auditKeys';
import type { Authorizer } from '../access/Authorizer';
import { AuditStore } from '../database/AuditStore';
import { ExecutionListings } from '../database/ExecutionListings';
import { FreezeStore } from '../database/FreezeStore';
import { HiddenExecutions } from '../database/HiddenExecutions';
import { KnexExecutionLog } from '../database/KnexExecutionLog';
import { RecordAttributes } from '../database/RecordAttributes';
import { ProtectionGroupStore } from '../database/ProtectionGroupStore';
import { RecoveryPlanStore } from '../database/RecoveryPlanStore';
import { ReplicationStore } from '../database/ReplicationStore';
import type { TargetAccountStore } from '../database/TargetAccountStore';
import type { Settings } from '../settings/settings';
import { AccountValidations } from './accounts/AccountValidations';
import { CurrentAccount } from './accounts/CurrentAccount';
import { DrsAccounts } from './accounts/DrsAccounts';
import { ExtendedSourceServers } from './accounts/ExtendedSourceServers';
import { TargetAccounts } from './accounts/TargetAccounts';
import { AccountCapacity } from './capacity/AccountCapacity';
import { ConfigurationExports } from './configuration/ConfigurationExports';
import {
  ConfigurationImports,
  type ConnectAws,
} from './configuration/ConfigurationImports';
import { AuditEntries } from './audit/AuditEntries';
import { InstanceTerminations } from './ec2/InstanceTerminations';
import { SystemHealth } from './health/SystemHealth';
import { LaunchChoices } from './ec2/LaunchChoices';
import { LaunchingExecutions } from './ec2/LaunchingExecutions';
import { RecoveryInstances } from './ec2/RecoveryInstances';
import { CatalogGraphs } from './derivation/CatalogGraphs';
import { Derivations } from './derivation/Derivations';
import { ExecutionAnswers } from './executions/ExecutionAnswers';
import { ExecutionCommands } from './executions/ExecutionCommands';
import { ExecutionDeletions } from './executions/ExecutionDeletions';
import { ExecutionStarts } from './executions/ExecutionStarts';
import { Executions } from './executions/Executions';
import { DrsJobLogs } from './inventory/DrsJobLogs';
import type { Inventory } from './inventory/Inventory';
import { RecoverySnapshots } from './inventory/RecoverySnapshots';
import { Regions } from './inventory/Regions';
import { ReplicationHistories } from './inventory/ReplicationHistories';
import { SourceServers } from './inventory/SourceServers';
import { createLaunchJudges } from './preflight/createLaunchJudges';
import { ExecutionHolders } from './preflight/ExecutionHolders';
import { Profile } from './profile/Profile';
import { ProtectionGroups } from './protectionGroups/ProtectionGroups';
import { Ownership } from './posture/Ownership';
import { Postures } from './posture/Postures';
import { EndedDrills } from './readiness/EndedDrills';
import { EntityWorlds } from './readiness/EntityWorlds';
import { OwnedEntities } from './readiness/OwnedEntities';
import { Readiness } from './readiness/Readiness';
import { PlanWorlds } from './recoveryPlans/PlanWorlds';
import { RecoveryPlans } from './recoveryPlans/RecoveryPlans';
import type { Services } from './Services';
import type { FreezeSwitch } from './settings/FreezeSwitch';
import { OrchestratorSettings } from './settings/OrchestratorSettings';
import { TagSync } from './tagSync/TagSync';

/** What the services are made of. */
export interface ServicesOptions {
  knex: Knex;
  auditKeys: AuditKeys;
  accountStore: TargetAccountStore;
  connectAws: ConnectAws;
  access: AwsAccess & AccountAccess;
  inventory: Inventory;
  engine: ExecutionEngine;
  authorizer: Authorizer;
  catalog: CatalogService;
  userInfo: UserInfoService;
  freeze: FreezeSwitch;
  settings: Settings;
  clock: Clock;
  logger: LoggerService;
}

/** Joins each operation of the contract to what serves it. */
export function createServices(options: ServicesOptions): Services {
  const {
    knex,
    access,
    inventory,
    engine,
    authorizer,
    freeze,
    settings,
    clock,
  } = options;
  const groupStore = ProtectionGroupStore.create(knex);
  const planStore = RecoveryPlanStore.create(knex);
  const listings = ExecutionListings.create(knex);

  const accounts = TargetAccounts.create({
    knex,
    store: options.accountStore,
    authorizer,
    clock,
  });
  const worlds = PlanWorlds.create({ groups: groupStore, inventory });
  const { quotas, launchConfigurations, preflights } = createLaunchJudges({
    knex,
    access,
    engine,
    accounts,
    inventory,
    freeze,
    authorizer,
    settings,
    clock,
  });
  const groups = ProtectionGroups.create({
    knex,
    accounts,
    inventory,
    launchConfigurations,
    authorizer,
    clock,
  });
  const plans = RecoveryPlans.create({
    knex,
    accounts,
    hooks: settings.hooks,
    worlds,
    freeze,
    authorizer,
    clock,
  });
  const derivations = Derivations.create({
    catalog: CatalogGraphs.create({ catalog: options.catalog, clock }),
    accounts,
    inventory,
    groups: groupStore,
    plans: planStore,
    authorizer,
  });
  const records = RecordAttributes.create(knex);
  const starts = ExecutionStarts.create({
    engine,
    authorizer,
    records,
    plans: planStore,
    preflights,
    freeze,
    approvals: settings.approvals,
    drills: settings.drills,
  });
  const answers = ExecutionAnswers.create({ engine, authorizer, records });
  const executions = Executions.create({
    engine,
    listings,
    answers,
    authorizer,
  });
  const commands = ExecutionCommands.create({ engine, answers });
  const deletions = ExecutionDeletions.create({
    hidden: HiddenExecutions.create(knex),
    clock,
  });
  const sourceServers = SourceServers.create({
    inventory,
    accounts,
    authorizer,
    groups: groupStore,
  });
  const snapshots = RecoverySnapshots.create({ access, inventory, accounts });
  const histories = ReplicationHistories.create({
    store: ReplicationStore.create(knex),
    inventory,
    accounts,
    clock,
    intervalMs: settings.inventory?.intervalMs,
  });
  const launchChoices = LaunchChoices.create({ access, accounts, clock });
  const launched = {
    access,
    accounts,
    authorizer,
    clock,
    holders: ExecutionHolders.create(knex),
    executions: LaunchingExecutions.create({ knex, engine }),
  };
  const instances = RecoveryInstances.create(launched);
  const terminations = InstanceTerminations.create({
    ...launched,
    engine,
    instances,
  });
  const jobLogs = DrsJobLogs.create({ access, accounts, authorizer });
  const regions = Regions.create({
    accounts: options.accountStore,
    authorizer,
  });
  const validations = AccountValidations.create({
    accounts,
    store: options.accountStore,
    access,
    quotas,
    clock,
  });
  const extendedServers = ExtendedSourceServers.create({
    accounts,
    access,
    inventory,
  });
  const currentAccount = CurrentAccount.create({ access, accounts, clock });
  const drsAccounts = DrsAccounts.create({ accounts, inventory });
  const capacity = AccountCapacity.create({
    access,
    accounts,
    inventory,
    quotas,
    clock,
  });
  const orchestratorSettings = OrchestratorSettings.create({
    store: FreezeStore.create(knex),
    audit: AuditStore.create(knex),
    freeze,
    engine,
    clock,
  });
  const drills = EndedDrills.create({
    listings,
    log: KnexExecutionLog.create(knex),
    records,
  });
  const readiness = Readiness.create({
    authorizer,
    catalog: options.catalog,
    worlds: EntityWorlds.create({
      records,
      accounts,
      inventory,
      groups: groupStore,
      plans: planStore,
      listings,
      drills,
    }),
    plans,
    listings,
  });
  const postures = Postures.create({
    authorizer,
    ownership: Ownership.create({
      userInfo: options.userInfo,
      entities: OwnedEntities.create({ catalog: options.catalog, clock }),
    }),
    accounts,
    inventory,
    groups: groupStore,
    plans: planStore,
    records,
    listings,
    drills,
    clock,
  });
  const health = SystemHealth.create({
    knex,
    auditKeys: options.auditKeys,
    accounts: drsAccounts,
    leaseDurationMs: settings.engine.leaseDurationMs,
    clock,
    logger: options.logger,
  });
  const tagSync = TagSync.create({
    knex,
    accounts: options.accountStore,
    freeze,
    defaults: settings.tagSync,
    clock,
  });
  const auditEntries = AuditEntries.create({ knex, keys: options.auditKeys });
  const configurationExports = ConfigurationExports.create({
    knex,
    authorizer,
  });
  const configurationImports = ConfigurationImports.create({
    knex,
    authorizer,
    accountStore: options.accountStore,
    inventory,
    access,
    connectAws: options.connectAws,
    allowedHosts: settings.hooks.allowedHosts,
    tagSync: settings.tagSync,
    clock,
    auditKey: settings.auditKey,
  });
  const profile = Profile.create({
    userInfo: options.userInfo,
    authorizer,
    bindings: settings.roles,
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
    delete_protection_group: (request, context) =>
      groups.delete(request, context),
    get_launch_configuration: (request, context) =>
      launchConfigurations.get(request, context),
    apply_launch_configuration: request => launchConfigurations.apply(request),

    list_recovery_plans: (request, context) => plans.list(request, context),
    create_recovery_plan: (request, context) => plans.create(request, context),
    validate_recovery_plan: (request, context) =>
      plans.validate(request, context),
    derive_recovery_plan: (request, context) =>
      derivations.derive(request, context),
    get_plan_drift: (request, context) => derivations.drift(request, context),
    get_recovery_plan: (request, context) => plans.get(request, context),
    update_recovery_plan: (request, context) => plans.update(request, context),
    delete_recovery_plan: request => plans.delete(request),
    preflight_recovery_plan: request => preflights.run(request),
    check_existing_instances: request => preflights.existingInstances(request),

    execute_recovery_plan: ({ params, body }, context) =>
      starts.start(params.planId, body, context),
    start_execution: ({ body: { planId, ...body } }, context) =>
      starts.start(planId, body, context),
    list_executions: (request, context) => executions.list(request, context),
    get_execution_details: ({ params }, context) =>
      executions.get(params.executionId, context),
    get_execution_status: ({ params }) => executions.status(params.executionId),
    get_execution_waves: ({ params }) => executions.waves(params.executionId),
    get_execution_jobs: ({ params }) => executions.jobs(params.executionId),
    get_execution_job_logs: request => executions.jobLog(request),
    get_execution_events: request => executions.events(request),
    pause_execution: (request, context) => commands.pause(request, context),
    resume_execution: (request, context) => commands.resume(request, context),
    decide_approval: (request, context) => commands.approve(request, context),
    retry_execution_items: (request, context) =>
      commands.retry(request, context),
    skip_execution_items: (request, context) => commands.skip(request, context),
    cancel_execution: (request, context) => commands.cancel(request, context),
    terminate_recovery_instances: (request, context) =>
      commands.terminate(request, context),
    get_termination_status: ({ params }) =>
      executions.termination(params.executionId),

    delete_completed_executions: (request, context) =>
      deletions.deleteCompleted(request, context),
    delete_executions: (request, context) => deletions.delete(request, context),

    get_drs_source_servers: (request, context) =>
      sourceServers.list(request, context),
    get_recovery_snapshots: request => snapshots.list(request),
    get_replication_history: request => histories.get(request),
    get_drs_quotas: (request, context) => quotas.get(request, context),
    get_drs_service_limits: (request, context) =>
      quotas.serviceLimits(request, context),

    get_drs_job_logs: (request, context) => jobLogs.list(request, context),
    list_regions: (request, context) => regions.list(request, context),

    list_recovery_instances: (request, context) =>
      instances.list(request, context),
    get_recovery_instance: (request, context) =>
      instances.get(request, context),
    terminate_instances: (request, context) =>
      terminations.terminate(request, context),
    get_ec2_subnets: (request, context) =>
      launchChoices.subnets(request, context),
    get_ec2_security_groups: (request, context) =>
      launchChoices.securityGroups(request, context),
    get_ec2_instance_types: (request, context) =>
      launchChoices.instanceTypes(request, context),
    get_ec2_instance_profiles: (request, context) =>
      launchChoices.instanceProfiles(request, context),
    get_ec2_launch_templates: (request, context) =>
      launchChoices.launchTemplates(request, context),

    get_drs_account_capacity: (request, context) =>
      capacity.get(request, context),
    get_drs_accounts: (request, context) => drsAccounts.list(request, context),

    list_target_accounts: (request, context) => accounts.list(request, context),
    create_target_account: (request, context) =>
      accounts.create(request, context),
    get_target_account: (request, context) => accounts.get(request, context),
    update_target_account: (request, context) =>
      accounts.update(request, context),
    delete_target_account: request => accounts.delete(request),
    validate_target_account: (request, context) =>
      validations.validate(request, context),
    extend_source_servers: request => extendedServers.extend(request),
    get_current_account: () => currentAccount.get(),

    get_system_health: (_request, context) => health.get(context),
    export_configuration: (request, context) =>
      configurationExports.export(request, context),
    import_configuration: (request, context) =>
      configurationImports.import(request, context),

    get_settings: () => orchestratorSettings.get(),
    update_settings: (request, context) =>
      orchestratorSettings.update(request, context),

    sync_tags: (request, context) => tagSync.start(request, context),
    get_tag_sync_settings: () => tagSync.settings(),
    update_tag_sync_settings: (request, context) =>
      tagSync.update(request, context),

    get_readiness: (request, context) => readiness.get(request, context),
    get_dependency_readiness: (request, context) =>
      readiness.dependencies(request, context),
    get_posture: (request, context) => postures.get(request, context),
    list_audit_entries: request => auditEntries.list(request),
    get_user_permissions: (_request, context) => profile.get(context),

    get_openapi: async () => openApiDocument(),
    get_health: async () => ({ status: 'ok' }),
  };
}
