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

import type { Readiness } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { counted } from './counting';

/** The answer to "could it be recovered now?" in one sentence. */
export function readinessSentence(readiness: Readiness): string {
  const ready = readiness.servers.filter(
    server => server.recoverability === 'READY',
  ).length;
  const total = readiness.servers.length;
  const servers =
    total === 0
      ? 'No servers stand behind it'
      : `${
          ready === total
            ? `${allServers(total)} ${total === 1 ? 'is' : 'are'}`
            : `${ready} of ${counted(total, 'server')} ${
                ready === 1 ? 'is' : 'are'
              }`
        } ready`;
  switch (readiness.answer) {
    case 'YES':
      return `${servers}, and a plan launches them.`;
    case 'YES_WITH_GAPS':
      return `${servers}, but there are gaps worth closing before they matter.`;
    case 'NO':
      return `${servers}${obstacle(readiness, total > 0 && ready === total)}.`;
    case 'UNKNOWN':
      return 'Not every account could be asked, so nobody can tell.';
    default:
      return readiness.answer satisfies never;
  }
}

/** What stands in the way of a recovery. */
function obstacle(readiness: Readiness, allReady: boolean): string {
  const unplanned = new Set(
    readiness.findings
      .filter(({ code }) =>
        ['SERVER_WITHOUT_GROUP', 'SERVER_WITHOUT_PLAN'].includes(code),
      )
      .map(({ subject }) => subject?.id),
  ).size;
  const total = readiness.servers.length;
  if (!allReady || unplanned === 0) {
    return `${allReady ? ', but' : ';'} something below must be mended first`;
  }
  if (unplanned < total) {
    return `, but no plan launches ${unplanned} of them`;
  }
  return `, but no plan launches ${total === 1 ? 'it' : 'them'}`;
}

function allServers(total: number): string {
  switch (total) {
    case 1:
      return 'Its server';
    case 2:
      return 'Both servers';
    default:
      return `All ${total} servers`;
  }
}

/** The finding that weighs most; absent when there is none. */
export function worstFinding(
  readiness: Pick<Readiness, 'findings'>,
): Readiness['findings'][number] | undefined {
  const order = ['BLOCKING', 'WARNING', 'INFO'] as const;
  return order
    .map(severity =>
      readiness.findings.find(finding => finding.severity === severity),
    )
    .find(finding => finding !== undefined);
}
