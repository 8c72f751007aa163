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
  dependenciesOf,
  type ChangedRecoveryPlan,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** What becomes of one wave when the catalog's order is adopted. Groups and waits are named. */
export type WaveChange =
  | {
      kind: 'ADDED';
      waveName: string;
      groupIds: string[];
      waitsFor: string[];
    }
  | { kind: 'REMOVED'; waveName: string }
  | {
      kind: 'CHANGED';
      waveName: string;
      groupsAdded: string[];
      groupsRemoved: string[];
      /** Set where which servers of its groups it launches changes; absent count: all. */
      servers?: { count: number | undefined };
      waitsAdded: string[];
      waitsRemoved: string[];
    };

/** What is compared of a wave; what people set stays as it is. */
interface Compared {
  waveId: string | undefined;
  waveName: string;
  groupIds: readonly string[];
  serverIds: readonly string[] | undefined;
  /** Names of the waves that it waits for: numbers change when a wave is added. */
  waitsFor: readonly string[];
}

function comparedOf(
  waves: RecoveryPlan['waves'] | ChangedRecoveryPlan['waves'],
): Compared[] {
  const names = new Map(
    waves.map(({ waveNumber, waveName }) => [waveNumber, waveName]),
  );
  return waves.map((wave, index) => ({
    waveId: wave.waveId,
    waveName: wave.waveName,
    groupIds: wave.protectionGroupIds,
    serverIds: wave.serverIds,
    waitsFor: dependenciesOf(waves, index).flatMap(
      number => names.get(number) ?? [],
    ),
  }));
}

const without = (all: readonly string[], others: readonly string[]) =>
  all.filter(item => !others.includes(item));

const isSame = (
  a: readonly string[] | undefined,
  b: readonly string[] | undefined,
) =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.length === b.length &&
    without(a, b).length === 0);

/** What adopting a proposal changes, wave by wave, in the order of the proposal; what stays is left out. */
export function proposalChanges(
  plan: Pick<RecoveryPlan, 'waves'>,
  proposal: Pick<ChangedRecoveryPlan, 'waves'>,
): WaveChange[] {
  const before = comparedOf(plan.waves);
  const after = comparedOf(proposal.waves);
  const kept = new Set(after.map(({ waveId }) => waveId));
  return [
    ...after.flatMap((wave): WaveChange[] => {
      const former = before.find(
        ({ waveId }) => waveId !== undefined && waveId === wave.waveId,
      );
      return former ? changesOf(former, wave) : [addedOf(wave)];
    }),
    ...before
      .filter(({ waveId }) => !kept.has(waveId))
      .map(({ waveName }): WaveChange => ({ kind: 'REMOVED', waveName })),
  ];
}

const addedOf = ({ waveName, groupIds, waitsFor }: Compared): WaveChange => ({
  kind: 'ADDED',
  waveName,
  groupIds: [...groupIds],
  waitsFor: [...waitsFor],
});

function changesOf(former: Compared, wave: Compared): WaveChange[] {
  const change: WaveChange = {
    kind: 'CHANGED',
    waveName: wave.waveName,
    groupsAdded: without(wave.groupIds, former.groupIds),
    groupsRemoved: without(former.groupIds, wave.groupIds),
    waitsAdded: without(wave.waitsFor, former.waitsFor),
    waitsRemoved: without(former.waitsFor, wave.waitsFor),
    ...(!isSame(former.serverIds, wave.serverIds) && {
      servers: { count: wave.serverIds?.length },
    }),
  };
  const isChanged =
    change.servers !== undefined ||
    [
      change.groupsAdded,
      change.groupsRemoved,
      change.waitsAdded,
      change.waitsRemoved,
    ].some(names => names.length > 0);
  return isChanged ? [change] : [];
}
