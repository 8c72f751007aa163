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
  AwsFailure,
  CurrentLaunchSettings,
  ObservedInstance,
  ObservedJob,
  Scope,
} from '@drs-orchestrator/drs-engine';
import type {
  Finding,
  PreflightRequest,
  Quota,
  Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import type { StoredPlan } from '../../database/RecoveryPlanStore';
import type { KnownResources } from '../launchConfiguration/settingsProblems';
import type { WantedSettings } from '../launchConfiguration/wantedSettings';
import type { HookReach } from '../recoveryPlans/hookFindings';
import type { ResolvedWaves, WaveServer } from '../recoveryPlans/resolveWaves';
import type { Expectation } from './prediction/expectLaunches';
import type { Timeline } from './prediction/predictTimeline';

/** Something that AWS was asked: its answer, or why there is none. */
export type Learnt<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly failure: AwsFailure };

/** The launch settings that servers have in AWS now, as far as they could be read. */
export interface SettingsInAws {
  readonly servers: ReadonlyMap<string, CurrentLaunchSettings>;
  readonly failures: ReadonlyMap<string, AwsFailure>;
}

/** What could be learnt of one account and Region. */
export interface ReachedScope extends Scope {
  readonly reached: true;
  /** Of the plan's servers. */
  readonly instances: Learnt<readonly ObservedInstance[]>;
  /** Those that have not ended, whoever started them. */
  readonly jobs: Learnt<readonly ObservedJob[]>;
  readonly quotas: readonly Quota[];
  /** Why Service Quotas did not tell them, where it did not. */
  readonly quotasNotice?: string;
  /** Actions that the role may not do; undefined where it may not ask either. */
  readonly missingPermissions: Learnt<readonly string[] | undefined>;
  readonly resources: KnownResources;
  /** Why some kinds of resources could not be asked for. */
  readonly resourceFailures: readonly AwsFailure[];
  /** Absent where nobody asked: it takes one call a server. */
  readonly settings?: Learnt<SettingsInAws>;
}

/** An account and Region of which nothing is known. */
export interface UnreachedScope extends Scope {
  readonly reached: false;
  readonly failure: AwsFailure;
}

export type ScopeSituation = ReachedScope | UnreachedScope;

/** A server of the plan with all that its launch takes. */
export interface PlannedServer extends WaveServer {
  readonly wave: Wave;
  readonly group: StoredGroup;
  readonly wanted: WantedSettings;
  /** When the data is from that it is launched with, ISO 8601; absent: the latest. */
  readonly dataFrom?: string;
}

/** An execution that has not ended. */
export interface Holder {
  readonly executionId: string;
  readonly planName: string;
}

/** What the configuration and the freeze switch say about starting. */
export interface StartRules {
  readonly freeze: { readonly active: boolean; readonly reason?: string };
  /** Another person must approve the start. */
  readonly approvalNeeded: boolean;
  readonly hooks: HookReach;
  /** Of drills that name none. */
  readonly timeToLiveMinutes?: number;
}

/** What a start would be judged by, all of it asked just now. */
export interface PreflightSituation {
  readonly plan: StoredPlan;
  readonly conditions: PreflightRequest;
  readonly now: Date;
  readonly resolved: ResolvedWaves<Wave>;
  readonly servers: readonly PlannedServer[];
  /** What is wrong with the points in time that were asked for. */
  readonly pointFindings: readonly Finding[];
  /** Every group of the plan's accounts and Regions. */
  readonly groups: readonly StoredGroup[];
  readonly scopes: readonly ScopeSituation[];
  /** Who runs the plan, and who has its servers, by server ID. */
  readonly planHolder?: Holder;
  readonly holders: ReadonlyMap<string, Holder>;
  readonly rules: StartRules;
  readonly timeline?: Timeline;
  readonly expectations: ReadonlyMap<PlannedServer, Expectation>;
}
