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

/**
 * The recovery engine: decides what an execution needs next, and does it. Knows
 * AWS and its own ports; knows nothing of Backstage.
 *
 * @packageDocumentation
 */
export {
  AwsDrsAccess,
  type AccountOnRecord,
  type AwsDrsAccessOptions,
} from './aws/AwsDrsAccess';
export {
  extendingActions,
  launchChoiceActions,
  requiredActions,
  stagingActions,
  tagSyncActions,
} from './aws/requiredActions';
export { documentedLimits, type ScopeLimits } from './domain/admission';
export * from './domain/events';
export * from './domain/state';
export { refusals } from './domain/commands';
export * from './executionEngine';
export { NetworkProbes } from './network/NetworkProbes';
export { WebhookHooks, type WebhookOptions } from './network/WebhookHooks';
export * from './ports/accountAccess';
export * from './ports/awsAccess';
export * from './ports/freeze';
export * from './ports/clock';
export * from './ports/drs';
export * from './ports/ec2Queries';
export * from './ports/executionLog';
export * from './ports/extendedServers';
export * from './ports/hooks';
export * from './ports/instanceStatus';
export * from './ports/launchResources';
export * from './ports/launchSettings';
export * from './ports/lease';
export * from './ports/logger';
export * from './ports/metrics';
export * from './ports/permissions';
export * from './ports/probes';
export * from './ports/quotas';
export * from './ports/tags';
export * from './reads/course';
export * from './reads/describe';
export * from './reads/narrate';
export * from './reads/summarise';
export * from './Engine';
export type { LeaderDuty } from './runner/duties';
export * from './log/hashChain';
export * from './log/sealedRow';
export { type Silence } from './runner/AwsCalls';
export {
  launchSettingsChange,
  type LaunchSettingsChange,
} from './runner/launchSettingsChange';
export * from './runner/settings';
export * from './store/MemoryExecutionLog';
export { jobLogLineKey } from './store/jobLogLineKey';
export * from './store/MemoryLeaseStore';
export { EXECUTION_TAG } from './domain/observe';
export { planClaim, serverClaim } from './runner/claims';
export { inTime } from './runner/inTime';
