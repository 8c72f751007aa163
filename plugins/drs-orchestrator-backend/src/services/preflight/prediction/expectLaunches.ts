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

import { serverKey } from '../../inventory/membership';
import type { Scope } from '@drs-orchestrator/drs-engine';

/**
 * What a launch takes of which nothing is known. DRS usually needs 10 to 20
 * minutes; the upper end, as a target has to be met by slow machines too.
 */
export const DEFAULT_LAUNCH_SECONDS = 20 * 60;

/** How many launches of a server are looked at: machines change. */
const LATEST_LAUNCHES = 5;

/** A launch that has ended well. */
export interface PastLaunch extends Scope {
  readonly sourceServerId: string;
  readonly planId: string;
  /** From the request to AWS until the server was up. */
  readonly seconds: number;
  /** When it was up; ISO 8601. */
  readonly at: string;
}

/** What an expectation rests on. */
export type ExpectationBasis = 'SERVER_HISTORY' | 'PLAN_HISTORY' | 'DEFAULT';

/** How long a launch is expected to take, and why. */
export interface Expectation {
  readonly launchSeconds: number;
  readonly basis: ExpectationBasis;
  /** How many launches it was learnt from. */
  readonly samples: number;
}

/** The middle one, or the longer of the two in the middle: rather late than early. */
function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Says of each server how long its launch will take: as long as its own last
 * ones, else as long as those of the plan's other servers, else the default.
 *
 * @param past - in any order; launches of other servers in other plans are left aside
 */
export function expectLaunches<S extends Scope & { sourceServerId: string }>(
  servers: readonly S[],
  planId: string,
  past: readonly PastLaunch[],
): ReadonlyMap<S, Expectation> {
  const newestFirst = [...past].sort((a, b) => b.at.localeCompare(a.at));
  const byServer = Map.groupBy(newestFirst, serverKey);
  const ofPlan = newestFirst.filter(launch => launch.planId === planId);
  const fallback: Expectation =
    ofPlan.length > 0
      ? {
          launchSeconds: Math.ceil(
            median(ofPlan.map(launch => launch.seconds)),
          ),
          basis: 'PLAN_HISTORY',
          samples: ofPlan.length,
        }
      : {
          launchSeconds: DEFAULT_LAUNCH_SECONDS,
          basis: 'DEFAULT',
          samples: 0,
        };
  return new Map(
    servers.map(server => {
      const own = byServer.get(serverKey(server))?.slice(0, LATEST_LAUNCHES);
      return [
        server,
        own
          ? {
              launchSeconds: Math.ceil(
                median(own.map(launch => launch.seconds)),
              ),
              basis: 'SERVER_HISTORY',
              samples: own.length,
            }
          : fallback,
      ];
    }),
  );
}
