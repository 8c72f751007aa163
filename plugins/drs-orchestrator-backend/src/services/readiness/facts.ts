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

import type { ObservedSourceServer } from '@drs-orchestrator/drs-engine';
import type {
  EntitySelection,
  ExecutionSummary,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import type { Survey } from '../inventory/Inventory';
import type {
  ResolvedWaves,
  WaveSelection,
} from '../recoveryPlans/resolveWaves';
import type { DrillsOfPlans } from './rehearsals';

/** A catalog entity with what its annotations say. */
export interface AnnotatedEntity {
  readonly entityRef: string;
  readonly selection: EntitySelection;
}

/** A plan with the servers each of its waves would launch now. */
export interface PlanCoverage {
  readonly planId: string;
  readonly planName: string;
  readonly waves: ResolvedWaves<WaveSelection>['waves'];
}

/** What the answer follows from. */
export interface ReadinessFacts {
  readonly entityRef: string;
  /** The entity, and its parts where it has any. */
  readonly entities: readonly AnnotatedEntity[];
  readonly survey: Survey;
  /** Keys of the accounts and Regions on record. */
  readonly scopesOnRecord: ReadonlySet<string>;
  readonly groups: readonly StoredGroup[];
  readonly plans: readonly PlanCoverage[];
  /** A plan that an annotation names; undefined where there is no such plan. */
  readonly namedPlan?: { readonly name: string; readonly planId?: string };
  readonly endedDrills: DrillsOfPlans;
  /** The last drill of each plan, by plan ID, whether it has ended or not. */
  readonly lastDrills: ReadonlyMap<string, ExecutionSummary>;
}

/** A planned server, and the last drill that ended and took it in, of the plans that launch it. */
export interface Rehearsal {
  readonly server: ObservedSourceServer;
  /** Whether any drill of these plans has ended, with the server or without it. */
  readonly isPlanDrilled: boolean;
  readonly lastDrill?: ExecutionSummary;
}

/** The servers that an annotated entity stands for. */
export interface EntityServers {
  readonly entityRef: string;
  readonly selection: Extract<EntitySelection, { kind: 'selection' }>;
  readonly servers: readonly ObservedSourceServer[];
}
