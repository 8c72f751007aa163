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

import { inEnglish } from '../__testUtils__/inEnglish';
import { drsOrchestratorTranslationRef } from '../translations/words';
import type { ReplicationHistory } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { heldSpans, lagSentence } from './lagHistory';

const words = inEnglish(drsOrchestratorTranslationRef);

const START = Date.parse('2026-11-22T00:00:00.000Z');
const at = (hour: number): string =>
  new Date(START + hour * 3_600_000).toISOString();
const NOW = START + 24 * 3_600_000;

const history = (
  differences: Partial<ReplicationHistory>,
): ReplicationHistory => ({
  sourceServerId: 's-0123456789abcdef0',
  accountId: '111122223333',
  region: 'us-west-2',
  from: at(0),
  to: at(24),
  points: [],
  gaps: [],
  ...differences,
});

const spansOf = (told: ReplicationHistory, now = NOW) =>
  heldSpans(told, now).map(({ from, to, lagSeconds, state }) => [
    (from - START) / 3_600_000,
    (to - START) / 3_600_000,
    lagSeconds,
    state,
  ]);

describe('the history of a lag', () => {
  const told = history({
    points: [
      { time: at(-3), lagSeconds: 2, replicationState: 'CONTINUOUS' },
      { time: at(6), lagSeconds: 600, replicationState: 'STALLED' },
      { time: at(20) },
    ],
    gaps: [
      { from: at(0), to: at(1), code: 'NOT_LOOKED', message: 'Nobody looked' },
      {
        from: at(8),
        to: at(10),
        code: 'AccessDenied',
        message: 'The role cannot be assumed',
      },
    ],
  });

  it('holds from point to point, and not where nobody knows or in what is to come', () => {
    expect(spansOf(told)).toEqual([
      [1, 6, 2, 'CONTINUOUS'],
      [6, 8, 600, 'STALLED'],
      [10, 20, 600, 'STALLED'],
      [20, 24, undefined, undefined],
    ]);
    expect(spansOf(told, START + 7 * 3_600_000).at(-1)).toEqual([
      6,
      7,
      600,
      'STALLED',
    ]);
    const closed = history({
      points: told.points,
      gaps: [{ from: at(0), to: at(24), code: 'X', message: 'x' }],
    });
    expect(spansOf(closed)).toEqual([]);
  });

  it('is told in a sentence', () => {
    expect(lagSentence(words, told, NOW)).toBe(
      'The lag was from 2 s to 10 min. For 12 h its replication was not continuous: stalled. For 4 h DRS did not describe it at all. Of 3 h nobody knows.',
    );
    expect(lagSentence(words, history({ points: [told.points[0]] }), NOW)).toBe(
      'The lag was 2 s.',
    );
    expect(lagSentence(words, history({}), NOW)).toBe(
      'Nothing was seen of this server in that time.',
    );
    expect(
      lagSentence(
        words,
        history({
          points: [{ time: at(0), replicationState: 'INITIAL_SYNC' }],
        }),
        NOW,
      ),
    ).toMatch(/^DRS stated no lag in that time\. For 1 d its replication/);
  });
});
