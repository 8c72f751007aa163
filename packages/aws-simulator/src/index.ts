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
 * A local AWS for development and tests, spoken to over HTTP by any AWS
 * client.
 *
 * @packageDocumentation
 */

export { startSimulator } from './simulator';
export type { Simulator, SimulatorOptions } from './simulator';
export { ManualClock, systemClock } from './time/clock';
export type { Clock } from './time/clock';
export type { FaultEffect, FaultRule, FaultRuleInput } from './faults/rules';
export type { CallFilter, RecordedCall } from './record/calls';
export type { Launch, LaunchFilter } from './record/launches';
export type { Invocation, InvocationFilter } from './record/invocations';
export type {
  AwsEvent,
  DeliveredEvent,
  EventFilter,
  EventListener,
} from './events/event-bus';
export type { AutomationBehaviourInput } from './ssm/behaviours';
export type { FunctionBehaviourInput } from './lambda/behaviours';
export type { TakenAddress } from './ec2/standalone-interfaces';
export type { AppliedQuota, DrsQuotaCode } from './quotas/drs-quotas';
export type {
  AccessKey,
  AwsAccount,
  ServerBlueprint,
  World,
} from './world/world';
