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
import { actionsSchema } from './actions';
import { executionSummarySchema } from './execution';
import { findingSchema } from './finding';
import { tagsSchema, unavailableSchema } from './primitives';
import { sourceServerSchema } from './sourceServer';

/**
 * Whether something could be recovered now. `UNKNOWN`: an account could not be asked.
 *
 * @public
 */
export const readinessAnswerSchema = z.enum([
  'YES',
  'YES_WITH_GAPS',
  'NO',
  'UNKNOWN',
]);
/** @public */
export type ReadinessAnswer = z.infer<typeof readinessAnswerSchema>;

/** An entity that names servers, in short. @public */
export const entityReadinessSchema = z.object({
  entityRef: z.string(),
  answer: readinessAnswerSchema,
  serverCount: z.number().int(),
  /** Of these, those that DRS could launch now, with fresh data. */
  readyCount: z.number().int(),
  /** Of these, those that no plan launches. */
  unprotectedCount: z.number().int(),
  /** What speaks most against it. */
  worst: findingSchema.optional(),
});
/** @public */
export type EntityReadiness = z.infer<typeof entityReadinessSchema>;

/**
 * Answer of `get_readiness`: could this entity be recovered now, and why (not).
 * A System and a Domain sum up their parts.
 *
 * @public
 */
export const readinessSchema = z.object({
  entityRef: z.string(),
  answer: readinessAnswerSchema,
  findings: z.array(findingSchema),
  /** The entity's parts that name servers, each with what its annotations select. */
  selections: z.array(
    z.object({
      entityRef: z.string(),
      accountId: z.string(),
      region: z.string(),
      tags: tagsSchema,
      sourceServerIds: z.array(z.string()),
    }),
  ),
  /** Of a System or Domain: each of its parts that names servers, by itself. */
  parts: z.array(entityReadinessSchema).default([]),
  /** Parts without annotations that name servers. */
  withoutServers: z.array(z.string()),
  servers: z.array(sourceServerSchema),
  groups: z.array(z.object({ groupId: z.string(), groupName: z.string() })),
  plans: z.array(
    z.object({
      planId: z.string(),
      planName: z.string(),
      /** Numbers of the waves in which servers of this entity are launched. */
      waves: z.array(z.number().int()),
      /** How many waves the plan has. */
      waveCount: z.number().int(),
      ...actionsSchema,
    }),
  ),
  /** The last drill that ended and took any of the servers in. */
  lastDrill: executionSummarySchema.optional(),
  /** The last drills of these plans that ended, newest first, at most 12. */
  drills: z.array(executionSummarySchema).default([]),
  unavailable: z.array(unavailableSchema),
});
/** @public */
export type Readiness = z.infer<typeof readinessSchema>;

/** An entity that another one waits for, or that waits for it. @public */
export const neighbourSchema = z.object({
  entityRef: z.string(),
  /** The API or the whole that lies between them. */
  via: z.string().optional(),
  /** Absent where it names no servers, or some that the caller may not see. */
  readiness: entityReadinessSchema.optional(),
});
/** @public */
export type Neighbour = z.infer<typeof neighbourSchema>;

/**
 * Answer of `get_dependency_readiness`: what stands next to an entity in the
 * catalog's graph, at most 100 on each side.
 *
 * @public
 */
export const dependencyReadinessSchema = z.object({
  entityRef: z.string(),
  /** What it depends on, which is to be up before it. */
  before: z.array(neighbourSchema),
  /** What depends on it. */
  after: z.array(neighbourSchema),
  /** Accounts and Regions that could not be asked. */
  unavailable: z.array(unavailableSchema),
});
/** @public */
export type DependencyReadiness = z.infer<typeof dependencyReadinessSchema>;
