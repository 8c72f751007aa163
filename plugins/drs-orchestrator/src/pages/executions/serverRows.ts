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
  ExecutionWave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Sort } from '../../components/table/DataTable';
import { isFailure, isUp } from '../../format/states';

/** A server of an execution with its wave. */
export interface ServerRow extends ExecutionServer {
  waveNumber: number;
  waveName: string;
}

// A server that has not changed keeps its object from one read to the next, and so
// does its row: what is drawn of it need not be drawn again.
const rowOf = new WeakMap<ExecutionServer, ServerRow>();

function rowFor(server: ExecutionServer, wave: ExecutionWave): ServerRow {
  const known = rowOf.get(server);
  if (
    known?.waveNumber === wave.waveNumber &&
    known.waveName === wave.waveName
  ) {
    return known;
  }
  const { waveNumber, waveName } = wave;
  const row = { ...server, waveNumber, waveName };
  rowOf.set(server, row);
  return row;
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
  accountId?: string;
  text: string;
}

/** One server of an execution, with its wave. */
export function serverRow(
  execution: Execution,
  sourceServerId: string,
): ServerRow | undefined {
  for (const wave of execution.waves) {
    const server = wave.servers.find(
      candidate => candidate.sourceServerId === sourceServerId,
    );
    if (server) {
      return rowFor(server, wave);
    }
  }
  return undefined;
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
      : wave.servers.map(server => rowFor(server, wave)),
  );
  const shown = rows.filter(
    row =>
      (!filter.outcome || outcomeGroup(row) === filter.outcome) &&
      (!filter.accountId || row.accountId === filter.accountId) &&
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

// Thousands of names are put in order each time that something changes, and
// `localeCompare` builds an order of its own for each two of them.
const { compare: compareNames } = new Intl.Collator('en-US', {
  numeric: true,
});

function compare(a: ServerRow, b: ServerRow, by: string): number {
  const byName = compareNames(a.hostname, b.hostname);
  switch (by) {
    case 'wave':
      return a.waveNumber - b.waveNumber || byName;
    case 'outcome':
      return (
        outcomeGroups.indexOf(outcomeGroup(a)) -
          outcomeGroups.indexOf(outcomeGroup(b)) || byName
      );
    case 'account':
      return compareNames(a.accountId, b.accountId) || byName;
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
