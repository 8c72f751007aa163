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

import {
  isPerhapsGone,
  isReplacedByRetry,
  type Execution,
  type ExecutionApproval,
  type ExecutionServer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { counted, listed } from '../format/counting';
import { instantText } from '../format/time';
import type { Render } from '../Output';
import type { Paint } from '../terminal/paint';
import { facts, table } from '../terminal/table';
import { safeText } from '../terminal/text';
import { subjectOf } from './subject';

/** Approvals that are waited for. */
export const openApprovals = (execution: Execution): ExecutionApproval[] =>
  execution.approvals.filter(({ decision }) => decision === undefined);

/** What waits for a person, and the command that decides it. */
export function waitsFor(execution: Execution, paint: Paint): string[] {
  const id = execution.executionId;
  return [
    ...openApprovals(execution).map(approval => {
      const what =
        approval.waveNumber === undefined
          ? 'The start waits for approval'
          : `Wave ${approval.waveNumber} waits for approval`;
      const wave =
        approval.waveNumber === undefined
          ? ''
          : ` --wave ${approval.waveNumber}`;
      return paint(
        'warning',
        `${what} until ${instantText(
          approval.until,
        )}: drs approve ${id}${wave}`,
      );
    }),
    ...pauseLines(execution).map(line => paint('warning', line)),
  ];
}

function pauseLines({ status, pause, executionId: id }: Execution): string[] {
  if (status !== 'PAUSED' || !pause) {
    return [];
  }
  const until = `until ${instantText(pause.until)}`;
  const why = pause.message ? ` (${pause.message})` : '';
  const wave = pause.waveNumber === undefined ? '' : ` ${pause.waveNumber}`;
  switch (pause.reason) {
    case 'APPROVAL':
      // Said by the approval itself.
      return [];
    case 'FAILURE':
      return [
        `${
          pause.message ?? `Wave${wave} failed`
        }; it waits for a decision ${until}: drs retry, drs skip or drs cancel ${id}`,
      ];
    case 'OPERATOR':
      return [`Paused ${until}${why}: drs resume ${id}`];
    case 'FREEZE':
      return [`Held by the freeze switch ${until}${why}`];
    case 'RECOVERED_LOG':
      return [
        `Held ${until}, as AWS shows launches that its log does not know${why}: drs resume ${id} takes them as its own`,
      ];
    default:
      return pause.reason satisfies never;
  }
}

/**
 * What to ask before a retry that replaces instances that are up, though not well, or
 * may be up yet; absent where it replaces none.
 */
export function replacingQuestion(
  execution: Pick<Execution, 'executionType' | 'waves'>,
  chosen: { waves?: readonly number[]; servers?: readonly string[] },
): string | undefined {
  const replaced = execution.waves.flatMap(({ waveNumber, servers }) =>
    servers.filter(
      server =>
        isReplacedByRetry(server) &&
        (chosen.waves?.includes(waveNumber) ||
          chosen.servers?.includes(server.sourceServerId)),
    ),
  );
  if (replaced.length === 0) {
    return undefined;
  }
  const up = replaced.filter(server => !isPerhapsGone(server));
  const perhapsUp = replaced.filter(isPerhapsGone);
  const counting = (count: number) =>
    execution.executionType === 'RECOVERY'
      ? counted(count, 'recovered server')
      : counted(count, 'copy', 'copies');
  return safeText(
    [
      ...(up.length > 0
        ? [
            `This replaces ${counting(
              up.length,
            )} that failed a health check but ${
              up.length === 1 ? 'is' : 'are'
            } up, perhaps in use (${instancesOf(up)}).`,
          ]
        : []),
      ...(perhapsUp.length > 0
        ? [
            `This replaces ${counting(
              perhapsUp.length,
            )} of an earlier launch that may still be up, perhaps in use (${instancesOf(
              perhapsUp,
            )}).`,
          ]
        : []),
      'What was written there since the launch is lost for good. Go on?',
    ].join(' '),
  );
}

function instancesOf(servers: readonly ExecutionServer[]): string {
  const names = servers.map(
    ({ hostname, recoveryInstanceId }) =>
      `${hostname}, ${recoveryInstanceId ?? 'of unknown ID'}`,
  );
  return `${names.slice(0, 5).join('; ')}${
    names.length > 5 ? `; and ${names.length - 5} more` : ''
  }`;
}

/** What somebody is about to approve or reject. */
export const approvalLines =
  (approval: ExecutionApproval): Render<Execution> =>
  (execution, { paint }) => {
    const waves = execution.waves.filter(
      ({ waveNumber }) =>
        approval.waveNumber === undefined || waveNumber === approval.waveNumber,
    );
    return [
      ...facts(
        [
          ['Execution', { text: subjectOf(execution), tone: 'strong' }],
          [
            'To approve',
            approval.waveNumber === undefined
              ? 'the start of the whole execution'
              : `wave ${approval.waveNumber} (${waves[0]?.waveName ?? ''})`,
          ],
          ['Started by', execution.initiatedBy],
          ['Reason', execution.reason],
          ['Plan version', String(approval.planVersion)],
          ['Open until', instantText(approval.until)],
          [
            'May not decide',
            approval.fourEyes
              ? listed([...approval.excluded, 'programs'])
              : undefined,
          ],
          ['Digest', approval.serversDigest],
        ],
        paint,
      ),
      ...table(
        [
          { title: 'Wave', align: 'right' },
          { title: 'Server' },
          { title: 'ID' },
          { title: 'Account' },
          { title: 'Region' },
          { title: 'Data of' },
        ],
        waves.flatMap(wave =>
          wave.servers.map(server => [
            String(wave.waveNumber),
            server.hostname,
            server.sourceServerId,
            server.accountId,
            server.region,
            server.recoverySnapshotId ?? 'the launch',
          ]),
        ),
        { paint },
      ),
    ];
  };
