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

import { scopeKey } from '@drs-orchestrator/drs-engine';
import {
  waveInputSchema,
  type ChangedRecoveryPlan,
  type DerivedWave,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredPlan } from '../../database/RecoveryPlanStore';
import { selected, serverKey } from '../inventory/membership';
import type { PlanWorld } from '../recoveryPlans/resolveWaves';
import type { Derivation } from './deriveWaves';
import {
  awaitedBy,
  unclaimedGroups,
  type LaunchedWaves,
} from './driftFindings';

type ChangedWave = ChangedRecoveryPlan['waves'][number];

/** A wave of the proposal, before it has its number. */
interface Merged {
  readonly wave: ChangedWave;
  /** The others that it waits for, by their place. */
  readonly waitsFor: Set<number>;
}

/**
 * The plan that agrees with the graph and keeps what people set: a derived wave
 * takes the settings of the plan's wave with which it has most servers in common.
 * Groups that no component stands for stay where they are, and so does every wait
 * that does not contradict the graph: one too many costs time, one too few may
 * cost the recovery.
 */
export function adoptGraph(
  plan: StoredPlan,
  launched: LaunchedWaves,
  derivation: Derivation,
  world: PlanWorld,
): ChangedRecoveryPlan {
  const derived = derivation.plan.waves;
  const unclaimed = unclaimedGroups(launched, derivation);
  const unclaimedOf = ({ waveNumber }: Wave) => unclaimed.get(waveNumber) ?? [];
  const serversOf = serversOfWaves(derivation);
  const likest = match(launched, derived, serversOf);
  const kept = launched
    .map(({ wave }) => wave)
    .filter(
      wave =>
        ![...likest.values()].includes(wave) && unclaimedOf(wave).length > 0,
    );
  const serversOfGroups = (groupIds: readonly string[]): string[] =>
    groupIds.flatMap(groupId => {
      const group = world.groups.get(groupId);
      return group
        ? selected(
            group.selection,
            world.servers.get(scopeKey(group)) ?? [],
          ).map(({ sourceServerId }) => sourceServerId)
        : [];
    });
  const withUnclaimed = (
    wave: Pick<DerivedWave, 'protectionGroupIds' | 'serverIds'>,
    former: Wave,
  ) => {
    const groupIds = unclaimedOf(former);
    const chosen =
      former.serverIds &&
      serversOfGroups(groupIds).filter(id => former.serverIds?.includes(id));
    return {
      protectionGroupIds: [...wave.protectionGroupIds, ...groupIds],
      ...((wave.serverIds || (chosen && groupIds.length > 0)) && {
        serverIds: [
          ...(wave.serverIds ?? serversOfGroups(wave.protectionGroupIds)),
          ...(chosen ?? serversOfGroups(groupIds)),
        ],
      }),
    };
  };

  const merged: Merged[] = [
    ...derived.map((wave): Merged => {
      const former = likest.get(wave);
      const waitsFor = new Set(wave.dependsOnWaves.map(number => number - 1));
      const { waveNumber, waveName, protectionGroupIds, serverIds } = wave;
      return {
        waitsFor,
        wave: former
          ? { ...settingsOf(former), ...withUnclaimed(wave, former) }
          : waveInputSchema.parse({
              waveNumber,
              waveName,
              protectionGroupIds,
              ...(serverIds && { serverIds }),
            }),
      };
    }),
    ...kept.map(
      (former): Merged => ({
        waitsFor: new Set(),
        wave: {
          ...settingsOf(former),
          ...withUnclaimed({ protectionGroupIds: [] }, former),
        },
      }),
    ),
  ];
  const placesOf = new Map(
    launched.map(({ wave, servers }) => {
      const keys = new Set(servers.map(({ server }) => serverKey(server)));
      return [
        wave,
        [
          ...serversOf.flatMap((own, place) =>
            own.some(key => keys.has(key)) ? [place] : [],
          ),
          ...(kept.includes(wave) ? [derived.length + kept.indexOf(wave)] : []),
        ],
      ] as const;
    }),
  );
  keepWaits(plan.waves, placesOf, merged);

  const { planName, description, owner, version, maxDurationMinutes } = plan;
  const { targetRtoMinutes, targetRpoMinutes } = plan;
  return {
    planName,
    ...(description !== undefined && { description }),
    ...(owner !== undefined && { owner }),
    ...(targetRtoMinutes !== undefined && { targetRtoMinutes }),
    ...(targetRpoMinutes !== undefined && { targetRpoMinutes }),
    maxDurationMinutes,
    version,
    waves: numbered(merged),
  };
}

/** Keys of the servers of each derived wave. */
function serversOfWaves({ plan, units }: Derivation): string[][] {
  const serversByRef = new Map(
    units.flatMap(({ components }) =>
      components.map(
        ({ entity, servers }) => [entity.entityRef, servers] as const,
      ),
    ),
  );
  return plan.waves.map(({ entityRefs }) =>
    entityRefs.flatMap(ref => serversByRef.get(ref)?.map(serverKey) ?? []),
  );
}

/** The wave of the plan from which each derived wave takes its settings. */
function match(
  launched: LaunchedWaves,
  derived: readonly DerivedWave[],
  serversOf: readonly (readonly string[])[],
): ReadonlyMap<DerivedWave, Wave> {
  const pairs = derived.flatMap((wave, place) => {
    const own = new Set(serversOf[place]);
    return launched.map(({ wave: former, servers }) => ({
      wave,
      former,
      common: servers.filter(({ server }) => own.has(serverKey(server))).length,
    }));
  });
  const likest = new Map<DerivedWave, Wave>();
  const taken = new Set<Wave>();
  for (const { wave, former, common } of pairs.sort(
    (a, b) => b.common - a.common,
  )) {
    if (common > 0 && !likest.has(wave) && !taken.has(former)) {
      likest.set(wave, former);
      taken.add(former);
    }
  }
  return likest;
}

/** What people set of a wave; plans from before a rule of today are put right. */
function settingsOf(former: Wave): ChangedWave {
  const { serverIds, dependsOnWaves, successThresholdPercent, ...settings } =
    former;
  return {
    ...settings,
    ...(former.continueOnFailure &&
      successThresholdPercent !== undefined && { successThresholdPercent }),
  };
}

/**
 * Adds the waits of the plan to those of the graph, where they do not contradict it.
 *
 * @param placesOf - where the servers of each wave of the plan went
 */
function keepWaits(
  waves: readonly Wave[],
  placesOf: ReadonlyMap<Wave, readonly number[]>,
  merged: readonly Merged[],
): void {
  // Near and far: where one wait in a chain contradicts the graph, the ends of the
  // chain must not lose each other.
  const awaitedByWave = awaitedBy(waves);
  const reaches = (from: number, to: number): boolean => {
    const reached = new Set([from]);
    for (const place of reached) {
      merged[place].waitsFor.forEach(next => reached.add(next));
    }
    return reached.has(to);
  };
  for (const [wave, places] of placesOf) {
    const awaited = waves
      .filter(({ waveNumber }) =>
        awaitedByWave.get(wave.waveNumber)?.has(waveNumber),
      )
      .flatMap(other => placesOf.get(other) ?? []);
    for (const place of places) {
      for (const other of awaited.filter(at => !reaches(at, place))) {
        merged[place].waitsFor.add(other);
      }
    }
  }
}

/** Puts waves after what they wait for, and numbers them. */
function numbered(merged: readonly Merged[]): ChangedWave[] {
  const order: number[] = [];
  while (order.length < merged.length) {
    const next = merged.findIndex(
      ({ waitsFor }, place) =>
        !order.includes(place) &&
        [...waitsFor].every(other => order.includes(other)),
    );
    if (next < 0) {
      throw new RangeError('Waves wait for each other');
    }
    order.push(next);
  }
  const awaited = new Map<number, ReadonlySet<number>>();
  for (const place of order) {
    const { waitsFor } = merged[place];
    awaited.set(
      place,
      new Set(
        [...waitsFor].flatMap(other => [other, ...(awaited.get(other) ?? [])]),
      ),
    );
  }
  return order.map((place, index) => {
    const { wave, waitsFor } = merged[place];
    return {
      ...wave,
      waveNumber: index + 1,
      // What follows from the others need not be said.
      dependsOnWaves: [...waitsFor]
        .filter(
          other => ![...waitsFor].some(next => awaited.get(next)?.has(other)),
        )
        .map(other => order.indexOf(other) + 1)
        .sort((a, b) => a - b),
    };
  });
}
