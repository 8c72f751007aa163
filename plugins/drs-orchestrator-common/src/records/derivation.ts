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

import { z } from 'zod';
import { derivedFromSchema } from './catalogScope';
import { findingSchema } from './finding';
import {
  accountIdSchema,
  regionSchema,
  tagsSchema,
  unavailableSchema,
  versionSchema,
} from './primitives';
import { changedRecoveryPlanSchema } from './recoveryPlan';

/**
 * One relation of the catalog, read so that `from` waits for `to`: a component for
 * what it depends on, a consumer for its API, an API for its provider, a whole
 * for its parts.
 *
 * @public
 */
export const catalogDependencySchema = z.object({
  from: z.string(),
  relation: z.enum(['dependsOn', 'consumesApi', 'apiProvidedBy', 'hasPart']),
  to: z.string(),
});
/** @public */
export type CatalogDependency = z.infer<typeof catalogDependencySchema>;

/** Why one entity waits for another: the relations that lead from it to the other. @public */
export const dependencyReasonSchema = z.object({
  entityRef: z.string(),
  dependsOn: z.string(),
  /** One relation, or several that lead through entities without servers. */
  path: z.array(catalogDependencySchema),
});
/** @public */
export type DependencyReason = z.infer<typeof dependencyReasonSchema>;

/**
 * What became of a component: `IN_WAVE`; `NOT_ANNOTATED`, `INVALID_ANNOTATION`,
 * `NO_SERVERS`: nothing tells its servers, it is told wrongly, or there are none;
 * `NO_GROUP`: it has servers, and no protection group holds any; `OTHER_ACCOUNT`: a
 * plan recovers one account, and this is in another; `NOT_ASKED`: its account is
 * not on record, or could not be asked.
 *
 * @public
 */
export const derivedEntitySchema = z.object({
  entityRef: z.string(),
  title: z.string().optional(),
  state: z.enum([
    'IN_WAVE',
    'NOT_ANNOTATED',
    'INVALID_ANNOTATION',
    'NO_SERVERS',
    'NO_GROUP',
    'OTHER_ACCOUNT',
    'NOT_ASKED',
  ]),
  /** Of `IN_WAVE`, and of `NO_GROUP`: where it will be once it has a group. */
  waveNumber: z.number().int().optional(),
  sourceServerIds: z.array(z.string()),
});
/** @public */
export type DerivedEntity = z.infer<typeof derivedEntitySchema>;

/** A wave as the catalog's graph has it. @public */
export const derivedWaveSchema = z.object({
  waveNumber: z.number().int(),
  waveName: z.string(),
  /** Empty where the servers of its components are in no group yet. */
  protectionGroupIds: z.array(z.string()),
  /** Where a group is divided among waves: the servers of this one. */
  serverIds: z.array(z.string()).optional(),
  dependsOnWaves: z.array(z.number().int()),
  /** The components that it stands for. */
  entityRefs: z.array(z.string()),
  /** Why it waits, wave by wave. */
  dependencies: z.array(
    z.object({
      waveNumber: z.number().int(),
      reasons: z.array(dependencyReasonSchema),
    }),
  ),
});
/** @public */
export type DerivedWave = z.infer<typeof derivedWaveSchema>;

/** A group that is missing, with the tags that the annotations name. @public */
export const proposedGroupSchema = z.object({
  groupName: z.string(),
  accountId: accountIdSchema,
  region: regionSchema,
  serverSelectionTags: tagsSchema,
  entityRefs: z.array(z.string()),
  sourceServerIds: z.array(z.string()),
});
/** @public */
export type ProposedGroup = z.infer<typeof proposedGroupSchema>;

/**
 * Answer of `derive_recovery_plan`: the waves that follow from the catalog's
 * graph, and everything a person must know before it is made a plan.
 *
 * @public
 */
export const derivedPlanSchema = z.object({
  planName: z.string(),
  /** Absent where no component has servers. */
  accountId: accountIdSchema.optional(),
  derivedFrom: derivedFromSchema,
  /** No finding blocks: the waves can be made a plan as they are. */
  complete: z.boolean(),
  waves: z.array(derivedWaveSchema),
  /** Every component and resource that was chosen, parts of what was chosen among them. */
  entities: z.array(derivedEntitySchema),
  proposedGroups: z.array(proposedGroupSchema),
  /** What chosen components depend on, and was not chosen. */
  outside: z.array(
    z.object({ entityRef: z.string(), dependents: z.array(z.string()) }),
  ),
  /** Components that wait for each other: each circle stands in one wave until it is broken. */
  circles: z.array(
    z.object({
      entityRefs: z.array(z.string()),
      /** One way round. */
      path: z.array(catalogDependencySchema),
    }),
  ),
  findings: z.array(findingSchema),
  unavailable: z.array(unavailableSchema),
});
/** @public */
export type DerivedPlan = z.infer<typeof derivedPlanSchema>;

/**
 * Answer of `get_plan_drift`: whether a plan does what the catalog's graph says.
 * `UNKNOWN`: it cannot be told, and the findings say why.
 *
 * @public
 */
export const planDriftSchema = z.object({
  planId: z.string(),
  planVersion: versionSchema,
  state: z.enum(['IN_SYNC', 'DRIFTED', 'UNKNOWN']),
  /** What the plan was compared with, and how that was known. */
  basis: z.object({
    kind: z.enum(['DERIVED_FROM', 'ANNOTATIONS', 'NONE']),
    entityRefs: z.array(z.string()),
  }),
  findings: z.array(findingSchema),
  /** The body of `update_recovery_plan` that adopts the graph and keeps what people set. */
  proposal: changedRecoveryPlanSchema.optional(),
  derived: derivedPlanSchema.optional(),
  unavailable: z.array(unavailableSchema),
});
/** @public */
export type PlanDrift = z.infer<typeof planDriftSchema>;
