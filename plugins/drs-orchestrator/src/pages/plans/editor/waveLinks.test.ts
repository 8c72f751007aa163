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

import { newWave, type WaveDraft } from '../planDraft';
import { linkWaves, placeWave, unlinkWaves } from './waveLinks';

const wave = (key: string, ...dependsOn: string[]): WaveDraft => ({
  ...newWave([]),
  key,
  waveName: key,
  dependsOn,
});

const chain = [wave('db'), wave('app', 'db'), wave('web', 'app')];
const graph = (waves: readonly WaveDraft[]) =>
  waves.map(({ key, dependsOn }) => [key, ...dependsOn]);

describe('linkWaves', () => {
  it('adds a dependency to those there are', () => {
    const linked = linkWaves(chain, 'db', 'web');
    expect(linked).toMatchObject({ outcome: 'LINKED' });
    expect(linked.outcome === 'LINKED' && graph(linked.waves)).toEqual([
      ['db'],
      ['app', 'db'],
      ['web', 'app', 'db'],
    ]);
  });

  it('refuses a cycle, and says by which waves it would close', () => {
    expect(linkWaves(chain, 'web', 'db')).toEqual({
      outcome: 'CYCLE',
      path: ['web', 'app', 'db'],
    });
    expect(linkWaves(chain, 'db', 'db')).toEqual({ outcome: 'SAME_WAVE' });
    expect(linkWaves(chain, 'db', 'app')).toEqual({ outcome: 'ALREADY' });
  });

  it('ends where the plan holds a cycle already', () => {
    const circle = [wave('a', 'b'), wave('b', 'a'), wave('c')];
    expect(linkWaves(circle, 'a', 'c')).toMatchObject({ outcome: 'LINKED' });
  });
});

describe('unlinkWaves', () => {
  it('takes away that dependency and no other', () => {
    expect(graph(unlinkWaves(chain, 'db', 'app'))).toEqual([
      ['db'],
      ['app'],
      ['web', 'app'],
    ]);
  });
});

describe('placeWave', () => {
  it('moves a wave before or behind another, with what each waits for', () => {
    expect(
      graph(placeWave(chain, 'web', { key: 'db', edge: 'before' })),
    ).toEqual([['web', 'app'], ['db'], ['app', 'db']]);
    expect(
      graph(placeWave(chain, 'db', { key: 'app', edge: 'behind' })),
    ).toEqual([['app', 'db'], ['db'], ['web', 'app']]);
    expect(placeWave(chain, 'db', { key: 'db', edge: 'behind' })).toEqual(
      chain,
    );
  });
});
