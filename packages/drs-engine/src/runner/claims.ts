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

import { createHash } from 'node:crypto';
import type { StartRequest } from '../executionEngine';

/** One running execution a plan. */
export const planClaim = (planId: string): string => `plan:${planId}`;

/** A server is in one execution. */
export const serverClaim = (sourceServerId: string): string =>
  `server:${sourceServerId}`;

/** A client token starts one execution, for ever. */
export const tokenClaim = (
  request: Pick<StartRequest, 'actor' | 'clientToken'> & { planId: string },
): string | undefined =>
  request.clientToken === undefined
    ? undefined
    : `token:${createHash('sha256')
        .update(
          JSON.stringify([request.actor, request.planId, request.clientToken]),
        )
        .digest('hex')}`;

/** The claims that an execution holds until it has ended. */
export const runningClaims = (
  planId: string,
  sourceServerIds: Iterable<string>,
): string[] => [planClaim(planId), ...[...sourceServerIds].map(serverClaim)];
