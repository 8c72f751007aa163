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
import {
  startConditions,
  withDrillOptionsForDrillsOnly,
} from './startConditions';
import { findingSchema } from './finding';
import { timelineSchema } from './timeline';
import {
  accountIdSchema,
  instantSchema,
  regionSchema,
  unavailableSchema,
} from './primitives';

/** Body of `preflight_recovery_plan`: how it would be started. @public */
export const preflightRequestSchema = withDrillOptionsForDrillsOnly(
  z.strictObject(startConditions),
);
/** @public */
export type PreflightRequest = z.infer<typeof preflightRequestSchema>;

/**
 * Answer of `preflight_recovery_plan`: everything that speaks against a start
 * now, and what it would take. Nothing is written, here or in AWS.
 *
 * @public
 */
export const preflightSchema = z.object({
  /** Nothing blocks, except what the request acknowledges. */
  ready: z.boolean(),
  findings: z.array(findingSchema),
  timeline: timelineSchema,
  predictedRtoSeconds: z.number(),
  targetRtoMinutes: z.number().int().optional(),
  unavailable: z.array(unavailableSchema),
});
/** @public */
export type Preflight = z.infer<typeof preflightSchema>;

/** Answer of `check_existing_instances`: what a launch would delete first. @public */
export const existingInstancesSchema = z.object({
  planId: z.string(),
  instances: z.array(
    z.object({
      recoveryInstanceId: z.string(),
      sourceServerId: z.string(),
      hostname: z.string(),
      accountId: accountIdSchema,
      region: regionSchema,
      waveNumber: z.number().int(),
      isDrill: z.boolean(),
      /** AWS's EC2 instance state. */
      instanceState: z.string().optional(),
      privateIp: z.string().optional(),
      launchTime: instantSchema.optional(),
      /** The execution that launched it, where it was one of ours. */
      executionId: z.string().optional(),
    }),
  ),
  /** How many of them are live recoveries, for which a drill is refused. */
  liveCount: z.number().int(),
  unavailable: z.array(unavailableSchema),
});
/** @public */
export type ExistingInstances = z.infer<typeof existingInstancesSchema>;
