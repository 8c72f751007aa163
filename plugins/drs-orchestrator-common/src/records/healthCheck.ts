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

const port = z.number().int().min(1).max(65_535);

/** A question to a launched server itself, at its private address. @public */
export const probeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('tcp'), port }),
  z.strictObject({
    type: z.literal('http'),
    port,
    path: z
      .string()
      .max(1024)
      .regex(/^\/[\x21-\x22\x24-\x7e]*$/, 'A path begins with "/"')
      .default('/'),
    expectedStatus: z.number().int().min(100).max(599).default(200),
  }),
]);
/** @public */
export type Probe = z.infer<typeof probeSchema>;

/**
 * What a launched server must show to count as healthy.
 *
 * @public
 */
export const healthCheckSchema = z.strictObject({
  /** EC2's status of the instance and of the system below it. */
  ec2Status: z.boolean().default(true),
  /** The launch actions of DRS that are not optional. */
  launchActions: z.boolean().default(false),
  probes: z.array(probeSchema).max(10).default([]),
  /** What is not healthy by then is unhealthy. */
  timeoutSeconds: z.number().int().min(30).max(300).default(300),
  /** `false`: an unhealthy server is reported; `true`: it counts as failed. */
  required: z.boolean().default(false),
});
/** @public */
export type HealthCheck = z.infer<typeof healthCheckSchema>;
