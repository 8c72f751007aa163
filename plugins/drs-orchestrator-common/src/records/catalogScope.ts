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
import { accountIdSchema } from './primitives';

/** Kinds of catalog entities that a plan can be derived from. */
const derivableKinds = ['system', 'domain', 'component', 'resource'] as const;

/** A System, Domain, Component or Resource of the catalog. */
const derivableRefSchema = z
  .string()
  .max(300)
  .regex(
    new RegExp(
      `^(${derivableKinds.join('|')}):[a-z0-9-_.]+/[a-z0-9-_.]+$`,
      'i',
    ),
    'Name a System, Domain, Component or Resource, such as "system:default/orders"',
  );

/**
 * How components become waves. `FEWEST_WAVES`: as many waves as the longest chain
 * of dependencies has parts; what has nothing to do with each other is kept in
 * waves of its own. `EXACT_ORDER`: nothing waits for what it does not depend on,
 * which may take many more waves.
 *
 * @public
 */
export const waveGroupingSchema = z.enum(['FEWEST_WAVES', 'EXACT_ORDER']);
/** @public */
export type WaveGrouping = z.infer<typeof waveGroupingSchema>;

/** The most entities that can be chosen at once; their parts do not count. */
const MAX_CHOSEN = 50;

/**
 * What in the catalog a plan is kept in step with. Written with no entities, it
 * takes away what was there.
 *
 * @public
 */
export const derivedFromInputSchema = z.strictObject({
  entityRefs: z.array(derivableRefSchema).max(MAX_CHOSEN),
  grouping: waveGroupingSchema.default('FEWEST_WAVES'),
});

/** What in the catalog a plan was derived from. @public */
export const derivedFromSchema = z.object({
  entityRefs: z.array(z.string()).min(1),
  grouping: waveGroupingSchema,
});
/** @public */
export type DerivedFrom = z.infer<typeof derivedFromSchema>;

/** Body of `derive_recovery_plan`. @public */
export const derivePlanSchema = z.strictObject({
  entityRefs: z.array(derivableRefSchema).min(1).max(MAX_CHOSEN),
  /** A plan recovers one account; absent: the one that all annotations name. */
  accountId: accountIdSchema.optional(),
  options: z
    .strictObject({ grouping: waveGroupingSchema.default('FEWEST_WAVES') })
    .prefault({}),
});
