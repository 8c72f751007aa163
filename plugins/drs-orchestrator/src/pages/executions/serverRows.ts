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
  Execution,
  ExecutionServer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Sort } from '../../components/table/DataTable';
import { isFailure, isUp } from '../../format/states';

/** A server of an execution with its wave. */
export interface ServerRow extends ExecutionServer {
  waveNumber: number;
  waveName: string;
}

/** What an operator asks for: what failed, what is under way, what is up, what waits. */
export const outcomeGroups = [
  'failed',
  'running',
  'up',
  'waiting',
  'left-out',
] as const;
export type OutcomeGroup = (typeof outcomeGroups)[number];

/** The group of an outcome. */
export function outcomeGroup(row: ExecutionServer): OutcomeGroup {
  if (isFailure(row.outcome)) {
    return 'failed';
  }
  if (isUp(row.outcome)) {
    return 'up';
  }
  switch (row.outcome) {
    case 'LAUNCHING':
      return 'running';
    case 'SKIPPED':
    case 'CANCELLED':
      return 'left-out';
    default:
      return 'waiting';
  }
}

/** What the table of servers is asked to show. */
export interface ServerFilter {
  wave?: number;
  outcome?: OutcomeGroup;
  text: string;
}

/** The servers of an execution that a filter lets through, in order. */
export function serverRows(
  execution: Execution,
  filter: ServerFilter,
  sort: Sort,
): ServerRow[] {
  const text = filter.text.trim().toLowerCase();
  const rows = execution.waves.flatMap(wave =>
    filter.wave !== undefined && wave.waveNumber !== filter.wave
      ? []
      : wave.servers.map(server => ({
          ...server,
          waveNumber: wave.waveNumber,
          waveName: wave.waveName,
        })),
  );
  const shown = rows.filter(
    row =>
      (!filter.outcome || outcomeGroup(row) === filter.outcome) &&
      (!text ||
        [
          row.hostname,
          row.sourceServerId,
          row.recoveryInstanceId,
          row.privateIp,
          row.errorCode,
          row.errorMessage,
          row.health.message,
        ].some(value => value?.toLowerCase().includes(text))),
  );
  const direction = sort.descending ? -1 : 1;
  return shown.sort((a, b) => direction * compare(a, b, sort.by));
}

function compare(a: ServerRow, b: ServerRow, by: string): number {
  const byName = a.hostname.localeCompare(b.hostname);
  switch (by) {
    case 'wave':
      return a.waveNumber - b.waveNumber || byName;
    case 'outcome':
      return (
        outcomeGroups.indexOf(outcomeGroup(a)) -
          outcomeGroups.indexOf(outcomeGroup(b)) || byName
      );
    case 'lag':
      return (a.lagSeconds ?? -1) - (b.lagSeconds ?? -1) || byName;
    case 'rto':
      return (a.rtoSeconds ?? -1) - (b.rtoSeconds ?? -1) || byName;
    case 'rpo':
      return (a.rpoSeconds ?? -1) - (b.rpoSeconds ?? -1) || byName;
    default:
      return byName;
  }
}
