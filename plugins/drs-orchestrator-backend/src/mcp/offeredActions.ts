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

import type { ServedOperation } from '../services/Services';

/** An operation of the contract as MCP clients may use it. */
export interface OfferedAction {
  /** Of the action: `start-drill`. */
  readonly name: string;
  readonly operation: ServedOperation;
  readonly title: string;
  /** For whom chooses among tools: what it does, when to use it, and what not to expect of it. */
  readonly description: string;
  /**
   * `reads`: changes nothing. `steers`: changes what an execution does; the same
   * again changes nothing more. `starts`: begins something new each time.
   */
  readonly effect: 'reads' | 'steers' | 'starts';
  /** Fields that are set for the client, and that it cannot give. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** Fields of the operation that a client cannot give. */
  readonly withheld?: readonly string[];
  /** Refused for a recovery: what becomes of one is decided by people. */
  readonly drillsOnly?: true;
}

/**
 * Everything that MCP clients are offered. They may look at what their person may
 * look at, hold anything up, and act on drills. Not offered: starting a recovery,
 * and resuming, cancelling or terminating one; approvals, for which four eyes need
 * two people; overriding a finding of preflight; changes of groups, plans,
 * accounts and settings.
 */
export const offeredActions: readonly OfferedAction[] = [
  {
    name: 'list-protection-groups',
    operation: 'list_protection_groups',
    title: 'List protection groups',
    description:
      'Lists protection groups: named sets of source servers of AWS Elastic Disaster Recovery (DRS), chosen by tags or by ID. Paged: pass nextCursor as cursor.',
    effect: 'reads',
  },
  {
    name: 'get-protection-group',
    operation: 'get_protection_group',
    title: 'Get a protection group',
    description: 'Gets one protection group by its groupId.',
    effect: 'reads',
  },
  {
    name: 'list-recovery-plans',
    operation: 'list_recovery_plans',
    title: 'List recovery plans',
    description:
      'Lists recovery plans with their waves, targets and last execution. A plan launches the servers of its waves in the order of their dependencies. Paged: pass nextCursor as cursor.',
    effect: 'reads',
  },
  {
    name: 'get-recovery-plan',
    operation: 'get_recovery_plan',
    title: 'Get a recovery plan',
    description: 'Gets one recovery plan by its planId.',
    effect: 'reads',
  },
  {
    name: 'preflight-recovery-plan',
    operation: 'preflight_recovery_plan',
    title: 'Preflight a recovery plan',
    description:
      'Tells everything that speaks against starting a plan now (replication, quotas, permissions, launch settings, live instances), and how long it would take. Changes nothing. Call it before start-drill, and tell the person what blocks.',
    effect: 'reads',
  },
  {
    name: 'check-existing-instances',
    operation: 'check_existing_instances',
    title: 'Check existing recovery instances',
    description:
      'Lists the recovery instances of a plan’s servers that a launch would delete first.',
    effect: 'reads',
  },
  {
    name: 'derive-recovery-plan',
    operation: 'derive_recovery_plan',
    title: 'Derive a recovery plan from the catalog',
    description:
      'Proposes waves from what the catalog says depends on what, for Systems, Domains, Components or Resources. Stores nothing: a person makes a plan of it.',
    effect: 'reads',
  },
  {
    name: 'get-plan-drift',
    operation: 'get_plan_drift',
    title: 'Get the drift of a plan',
    description:
      'Tells where a recovery plan and the catalog’s graph of dependencies disagree.',
    effect: 'reads',
  },
  {
    name: 'list-executions',
    operation: 'list_executions',
    title: 'List executions',
    description:
      'Lists drills and recoveries, newest first, by status, type, plan, account, time or person. Paged: pass nextCursor as cursor.',
    effect: 'reads',
  },
  {
    name: 'get-execution-status',
    operation: 'get_execution_status',
    title: 'Get the status of an execution',
    description:
      'Gets how far an execution is, in short. Use it to follow one that runs.',
    effect: 'reads',
  },
  {
    name: 'get-execution-details',
    operation: 'get_execution_details',
    title: 'Get an execution',
    description:
      'Gets an execution with the state of every wave and server, and why servers failed.',
    effect: 'reads',
  },
  {
    name: 'list-source-servers',
    operation: 'get_drs_source_servers',
    title: 'List source servers',
    description:
      'Lists the servers that DRS replicates, with replication state, lag and protection group. Accounts that did not answer are named in unavailable.',
    effect: 'reads',
  },
  {
    name: 'get-readiness',
    operation: 'get_readiness',
    title: 'Get the readiness of a catalog entity',
    description:
      'Tells whether a Component, Resource or System could be recovered now, with every reason against it and what mends it.',
    effect: 'reads',
  },
  {
    name: 'start-drill',
    operation: 'execute_recovery_plan',
    title: 'Start a drill',
    description:
      'Starts a drill of a recovery plan: launches drill instances of its servers in AWS, which cost money until they are terminated, and replaces those of the last drill. Production is not touched. Ask the person first. Give a clientToken, so that a call that is repeated starts one drill only. It is refused with everything that blocks; no finding can be overridden here.',
    effect: 'starts',
    fixed: { executionType: 'DRILL' },
    withheld: ['acknowledge'],
  },
  {
    name: 'pause-execution',
    operation: 'pause_execution',
    title: 'Pause an execution',
    description:
      'Pauses a drill or a recovery: running launches finish, nothing new starts. It delays a recovery, so ask the person first.',
    effect: 'steers',
  },
  {
    name: 'resume-drill',
    operation: 'resume_execution',
    title: 'Resume a drill',
    description:
      'Lets a paused drill go on. A paused recovery is resumed by a person, in the portal.',
    effect: 'steers',
    drillsOnly: true,
  },
  {
    name: 'cancel-drill',
    operation: 'cancel_execution',
    title: 'Cancel a drill',
    description:
      'Cancels a drill: nothing new starts, running launches are followed to their end. A cancelled drill cannot be resumed. A recovery is cancelled by a person, in the portal.',
    effect: 'steers',
    drillsOnly: true,
  },
  {
    name: 'terminate-drill-instances',
    operation: 'terminate_recovery_instances',
    title: 'Terminate the instances of a drill',
    description:
      'Terminates the instances that a drill launched, once it has ended. Instances of a recovery are terminated by a person, in the portal.',
    effect: 'steers',
    drillsOnly: true,
  },
  {
    name: 'get-termination-status',
    operation: 'get_termination_status',
    title: 'Get the status of a termination',
    description: 'Gets how far the termination of an execution’s instances is.',
    effect: 'reads',
  },
];
