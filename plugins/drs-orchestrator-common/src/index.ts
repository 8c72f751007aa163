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
 * The contract of the DRS orchestrator, for browser and server alike.
 *
 * @packageDocumentation
 */
export * from './access/breakGlass';
export * from './access/permissions';
export * from './access/roles';
export * from './client/DrsOrchestratorClient';
export * from './contract/endpoints';
export * from './contract/errors';
export * from './contract/openapi';
export * from './contract/validate';
export * from './format/duration';
export * from './manifest/manifestText';
export * from './records/actions';
export * from './records/audit';
export * from './records/capacity';
export * from './records/catalogScope';
export * from './records/derivation';
export * from './records/configuration';
export * from './records/drsJobLog';
export * from './records/ec2';
export * from './records/execution';
export * from './records/executionCommands';
export * from './records/executionStart';
export * from './records/finding';
export * from './records/health';
export * from './records/healthCheck';
export * from './records/hook';
export * from './records/launchConfiguration';
export * from './records/manifest';
export * from './records/pointInTime';
export * from './records/preflight';
export * from './records/primitives';
export * from './records/profile';
export * from './records/protectionGroup';
export * from './records/quotas';
export * from './records/posture';
export * from './records/readiness';
export * from './records/recoveryInstance';
export * from './records/recoveryPlan';
export * from './records/recoverySnapshot';
export * from './records/region';
export * from './records/replicationHistory';
export * from './records/settings';
export * from './records/sourceServer';
export * from './records/tagSync';
export * from './records/targetAccount';
export * from './records/timeline';
export * from './selection/annotations';
export * from './selection/tagSelection';
export * from './signals';
export * from './waves/waveGraph';
