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
  Finding,
  Readiness,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { EntityWords } from '../translations/entity';

/** Codes of findings about servers that no plan launches. */
const unplannedCodes = ['SERVER_WITHOUT_GROUP', 'SERVER_WITHOUT_PLAN'];

/** The answer to "could it be recovered now?" in words: how its servers are, and what follows. */
export function readinessSentence(
  t: EntityWords,
  readiness: Pick<Readiness, 'answer' | 'servers' | 'findings'>,
): string {
  const total = readiness.servers.length;
  switch (readiness.answer) {
    case 'YES':
      return `${serversSentence(t, readiness)} ${t('sentence.launched', {
        count: total,
      })}`;
    case 'YES_WITH_GAPS':
      return `${serversSentence(t, readiness)} ${t('sentence.gaps')}`;
    case 'NO':
      return `${serversSentence(t, readiness)} ${obstacle(t, readiness)}`;
    case 'UNKNOWN':
      return t('sentence.unknown');
    default:
      return readiness.answer satisfies never;
  }
}

const readyOf = ({ servers }: Pick<Readiness, 'servers'>): number =>
  servers.filter(({ recoverability }) => recoverability === 'READY').length;

function serversSentence(
  t: EntityWords,
  readiness: Pick<Readiness, 'servers'>,
): string {
  const total = readiness.servers.length;
  const ready = readyOf(readiness);
  if (total === 0) {
    return t('sentence.noServers');
  }
  if (ready < total) {
    return t('sentence.someReady', {
      ready: String(ready),
      total: String(total),
    });
  }
  return total === 2
    ? t('sentence.bothReady')
    : t('sentence.allReady', { count: total });
}

/** What stands in the way of a recovery. */
function obstacle(
  t: EntityWords,
  readiness: Pick<Readiness, 'servers' | 'findings'>,
): string {
  const total = readiness.servers.length;
  const unplanned = new Set(
    readiness.findings
      .filter(({ code }) => unplannedCodes.includes(code))
      .map(({ subject }) => subject?.id),
  ).size;
  if (readyOf(readiness) < total || unplanned === 0) {
    return t('sentence.mendFirst');
  }
  return unplanned < total
    ? t('sentence.noPlanForSome', { count: unplanned })
    : t('sentence.noPlan', { count: total });
}

/** The finding that weighs most; absent when there is none. */
export function worstFinding(
  readiness: Pick<Readiness, 'findings'>,
): Finding | undefined {
  const order = ['BLOCKING', 'WARNING', 'INFO'] as const;
  return order
    .map(severity =>
      readiness.findings.find(finding => finding.severity === severity),
    )
    .find(finding => finding !== undefined);
}
