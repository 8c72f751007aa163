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

import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { event } from '../__testUtils__/examples';
import { Story } from '../__testUtils__/Story';
import { PortalUnreachable } from '../failures';
import { follow, type Sighting } from './follow';

const AWAY = new PortalUnreachable('Nothing listens there', false);

/** Everything that is seen, with how long was waited. */
async function watched(story: Story, giveUpSeconds = 600) {
  const sightings: Sighting[] = [];
  const waits: number[] = [];
  let clock = 0;
  const end = (async () => {
    for await (const sighting of follow(story, {
      executionId: 'e-1',
      intervalSeconds: 2,
      giveUpSeconds,
      sleep: async seconds => {
        waits.push(seconds);
        clock += seconds * 1000;
      },
      clock: () => clock,
      random: () => 1,
    })) {
      sightings.push(sighting);
    }
  })();
  const error = await end.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { sightings, waits, error };
}

const seqsOf = (sightings: readonly Sighting[]) =>
  sightings.map(sighting =>
    sighting.kind === 'changed'
      ? sighting.events.map(({ seq }) => seq)
      : sighting.kind,
  );

describe('follow', () => {
  it('tells of each change once, with the facts since the one before', async () => {
    const story = new Story(
      [{ seq: 1 }, { seq: 1 }, { seq: 3 }, { seq: 4, status: 'COMPLETED' }],
      [1, 2, 3, 3, 4].map(seq => event(seq, 'Fact')),
    );
    const { sightings, waits, error } = await watched(story);
    expect(error).toBeUndefined();
    expect(seqsOf(sightings)).toEqual([[1], [2, 3, 3], [4]]);
    expect(waits).toEqual([2, 2, 2]);
    // Where nothing has changed, the small answer is all that is asked for.
    expect(
      story.calls.filter(name => name === 'get_execution_details'),
    ).toHaveLength(3);
  });

  it('asks for facts in as many pages as they take', async () => {
    const story = new Story(
      [{ seq: 7, status: 'FAILED' }],
      [1, 2, 3, 4, 5, 6, 7].map(seq => event(seq, 'Fact')),
      2,
    );
    expect(seqsOf((await watched(story)).sightings)).toEqual([
      [1, 2, 3, 4, 5, 6, 7],
    ]);
  });

  it('waits longer and longer for a portal that is away, and says when it is back', async () => {
    const story = new Story(
      [
        { seq: 1 },
        AWAY,
        new DrsError('INTERNAL_ERROR', 'The database is away'),
        new DrsError('THROTTLED', 'Too many requests'),
        { seq: 1 },
        AWAY,
        { seq: 2, status: 'PARTIAL' },
      ],
      [1, 2].map(seq => event(seq, 'Fact')),
    );
    const { sightings, waits } = await watched(story);
    expect(seqsOf(sightings)).toEqual([
      [1],
      'lost',
      'lost',
      'lost',
      'found',
      'lost',
      'found',
      [2],
    ]);
    expect(waits).toEqual([2, 1, 2, 4, 2, 1]);
  });

  it.each(['NOT_AUTHENTICATED', 'EXECUTION_NOT_FOUND'] as const)(
    'does not wait for what waiting does not mend: %s',
    async code => {
      const { waits, error } = await watched(
        new Story([{ seq: 1 }, new DrsError(code, 'No')]),
      );
      expect(error).toMatchObject({ code });
      expect(waits).toEqual([2]);
    },
  );

  it('gives up a portal that stays away', async () => {
    const { error, waits } = await watched(
      new Story(Array.from({ length: 100 }, () => AWAY)),
      60,
    );
    expect(error).toMatchObject({
      exit: 'UNREACHABLE',
      message: 'Nothing listens there, for 61 s now',
    });
    expect(waits).toEqual([1, 2, 4, 8, 16, 30]);
  });
});
