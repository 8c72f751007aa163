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

import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { spoken } from '../../inventory/recoverability';
import { readinessFindings } from '../../recoveryPlans/readinessFindings';
import type { PlannedServer, PreflightSituation } from '../situation';
import { subjectOf } from './instances';

/** How old the data would be that servers are launched with, and whether there is any. */
export function dataFindings(
  situation: Pick<
    PreflightSituation,
    'plan' | 'now' | 'resolved' | 'servers' | 'pointFindings'
  >,
): Finding[] {
  return [
    ...readinessFindings(situation.resolved.waves, 'BLOCKING'),
    ...situation.pointFindings,
    ...chosenRange(situation.servers),
    ...rpoFindings(situation),
  ];
}

/** Which data the servers will have, of those that a point in time was found for. */
function chosenRange(servers: readonly PlannedServer[]): Finding[] {
  const times = servers.flatMap(({ dataFrom }) => dataFrom ?? []).sort();
  const [oldest] = times;
  const newest = times.at(-1);
  return oldest === undefined || newest === undefined
    ? []
    : [
        {
          code: 'POINT_IN_TIME_CHOSEN',
          severity: 'INFO',
          field: 'pointInTime',
          message: `${times.length} ${
            times.length === 1 ? 'server is' : 'servers are'
          } launched with data from ${
            oldest === newest ? oldest : `${oldest} to ${newest}`
          }`,
        },
      ];
}

/** Servers whose data is, or would be, older than the plan's target allows. */
function rpoFindings({
  plan,
  now,
  servers,
}: Pick<PreflightSituation, 'plan' | 'now' | 'servers'>): Finding[] {
  const { targetRpoMinutes } = plan;
  if (targetRpoMinutes === undefined) {
    return [];
  }
  const target = `${targetRpoMinutes} ${
    targetRpoMinutes === 1 ? 'minute' : 'minutes'
  }`;
  return servers.flatMap((planned): Finding[] => {
    const age = ageOfData(planned, now);
    return age === undefined || age <= targetRpoMinutes * 60
      ? []
      : [
          {
            code: 'RPO_AT_RISK',
            severity: 'WARNING',
            subject: subjectOf(planned),
            message: `${
              planned.server.hostname
            } would be launched with data ${spoken(
              age,
            )} old, and the plan's target is ${target}`,
            remedy:
              planned.dataFrom === undefined
                ? 'Look at the replication of the server'
                : 'Choose a later point in time',
          },
        ];
  });
}

/** In seconds; undefined where DRS states no lag. */
function ageOfData(
  { dataFrom, server }: PlannedServer,
  now: Date,
): number | undefined {
  return dataFrom === undefined
    ? server.lagSeconds
    : (now.getTime() - Date.parse(dataFrom)) / 1000;
}
