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

import type { ObservedSourceServer } from '@drs-orchestrator/drs-engine';
import {
  dependenciesOf,
  type DependencyReason,
  type Finding,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import { serverKey } from '../inventory/membership';
import type { WaveServer } from '../recoveryPlans/resolveWaves';
import { ofEntity, type Component } from './components';
import { someOf } from './dependencies';
import type { Derivation } from './deriveWaves';

/**
 * Dependencies that are not kept are told of no more than so many: dependencies
 * times waves times waves are more than anybody could mend one by one.
 */
const MAX_NOT_KEPT = 1000;

/** A plan's waves with the servers that each would launch now. */
export type LaunchedWaves = readonly {
  readonly wave: Wave;
  readonly servers: readonly WaveServer[];
}[];

const ofWave = ({ waveNumber, waveName }: Wave) => ({
  kind: 'wave' as const,
  id: String(waveNumber),
  name: waveName,
});

const named = (servers: readonly ObservedSourceServer[]): string =>
  servers
    .slice(0, 5)
    .map(({ hostname }) => hostname)
    .join(', ') + (servers.length > 5 ? ` and ${servers.length - 5} more` : '');

/** The numbers of all waves that must be done before each, near and far, by wave number. */
export function awaitedBy(
  waves: readonly Wave[],
): ReadonlyMap<number, ReadonlySet<number>> {
  const direct = new Map(
    waves.map((wave, index) => [wave.waveNumber, dependenciesOf(waves, index)]),
  );
  return new Map(
    waves.map(({ waveNumber }) => {
      const reached = new Set(direct.get(waveNumber));
      for (const number of reached) {
        direct.get(number)?.forEach(other => reached.add(other));
      }
      return [waveNumber, reached] as const;
    }),
  );
}

/** The groups of a plan none of whose servers a component stands for, by the number of the wave. */
export function unclaimedGroups(
  launched: LaunchedWaves,
  { units }: Derivation,
): ReadonlyMap<number, readonly string[]> {
  const claimed = new Set(
    units.flatMap(({ servers }) => servers.map(serverKey)),
  );
  return new Map(
    launched.map(({ wave, servers }) => [
      wave.waveNumber,
      wave.protectionGroupIds.filter(
        groupId =>
          !servers.some(
            launching =>
              launching.groupId === groupId &&
              claimed.has(serverKey(launching.server)),
          ),
      ),
    ]),
  );
}

/** Where a plan does not do what the catalog's graph says. */
export function driftFindings(
  launched: LaunchedWaves,
  derivation: Derivation,
  groups: ReadonlyMap<string, StoredGroup>,
): Finding[] {
  const wavesOfServer = new Map<string, Wave[]>();
  for (const { wave, servers } of launched) {
    for (const { server } of servers) {
      const key = serverKey(server);
      wavesOfServer.set(key, [...(wavesOfServer.get(key) ?? []), wave]);
    }
  }
  const wavesOf = (servers: readonly ObservedSourceServer[]): Wave[] => [
    ...new Set(
      servers.flatMap(server => wavesOfServer.get(serverKey(server)) ?? []),
    ),
  ];
  return [
    ...derivation.units
      .flatMap(({ components }) => components)
      .flatMap(component => missingFindings(component, wavesOf)),
    ...orderFindings(launched, derivation, wavesOf),
    ...unclaimedFindings(launched, derivation, groups),
  ];
}

/** What a component has and the plan does not launch. */
function missingFindings(
  { entity, servers }: Component,
  wavesOf: (servers: readonly ObservedSourceServer[]) => Wave[],
): Finding[] {
  const missing = servers.filter(server => wavesOf([server]).length === 0);
  if (missing.length === 0) {
    return [];
  }
  const subject = ofEntity(entity);
  return [
    missing.length === servers.length
      ? {
          code: 'COMPONENT_NOT_IN_PLAN',
          severity: 'WARNING',
          subject,
          message: `No wave launches ${entity.entityRef}: ${named(missing)}`,
          remedy: 'Add a wave with its protection group',
        }
      : {
          code: 'SERVERS_NOT_IN_PLAN',
          severity: 'WARNING',
          subject,
          message: `No wave launches ${missing.length} of ${
            servers.length
          } servers of ${entity.entityRef}: ${named(missing)}`,
          remedy: 'Add the groups that hold these servers to its wave',
        },
  ];
}

/** Dependencies of the graph that the waves do not keep, the first of them. */
function orderFindings(
  launched: LaunchedWaves,
  { units, dependencies, plan }: Derivation,
  wavesOf: (servers: readonly ObservedSourceServer[]) => Wave[],
): Finding[] {
  const awaited = awaitedBy(launched.map(({ wave }) => wave));
  // No order keeps a circle, and the circle is told.
  const circleOf = new Map(
    plan.circles.flatMap((circle, index) =>
      circle.entityRefs.map(ref => [ref, index] as const),
    ),
  );
  const inCircle = ({ entityRef, dependsOn }: DependencyReason) =>
    circleOf.has(entityRef) &&
    circleOf.get(entityRef) === circleOf.get(dependsOn);
  const wavesByRef = new Map(
    units.flatMap(({ components }) =>
      components.map(
        ({ entity, servers }) => [entity.entityRef, wavesOf(servers)] as const,
      ),
    ),
  );
  const reasons = units
    .flatMap(({ name }) => [...(dependencies.get(name)?.values() ?? [])])
    .flat()
    .filter(reason => !inCircle(reason));
  const findings: Finding[] = [];
  for (const reason of reasons) {
    const earlier = wavesByRef.get(reason.dependsOn) ?? [];
    for (const wave of wavesByRef.get(reason.entityRef) ?? []) {
      const isKept = (other: Wave) =>
        awaited.get(wave.waveNumber)?.has(other.waveNumber) === true;
      findings.push(
        ...earlier
          .filter(other => !isKept(other))
          .map(other => notKept(reason, wave, other)),
      );
      if (findings.length >= MAX_NOT_KEPT) {
        return findings;
      }
    }
  }
  return findings;
}

function notKept(
  { entityRef, dependsOn, path }: DependencyReason,
  wave: Wave,
  other: Wave,
): Finding {
  const through =
    path.length > 1
      ? ` (by way of ${someOf(path.slice(0, -1).map(({ to }) => to))})`
      : '';
  return {
    code: 'DEPENDENCY_NOT_KEPT',
    severity: 'WARNING',
    subject: ofWave(wave),
    message:
      wave === other
        ? `${entityRef} depends on ${dependsOn}${through}, and wave ${wave.waveNumber} launches both at once`
        : `${entityRef} of wave ${wave.waveNumber} depends on ${dependsOn}${through} of wave ${other.waveNumber}, for which wave ${wave.waveNumber} does not wait`,
    remedy:
      wave === other
        ? 'Launch them in two waves, one after the other'
        : `Let wave ${wave.waveNumber} depend on wave ${other.waveNumber}`,
  };
}

/** Groups of the plan that no component stands for. */
function unclaimedFindings(
  launched: LaunchedWaves,
  derivation: Derivation,
  groups: ReadonlyMap<string, StoredGroup>,
): Finding[] {
  const unclaimed = unclaimedGroups(launched, derivation);
  return launched.flatMap(({ wave }) =>
    (unclaimed.get(wave.waveNumber) ?? []).map(
      (groupId): Finding => ({
        code: 'GROUP_WITHOUT_COMPONENT',
        severity: 'WARNING',
        subject: ofWave(wave),
        message: `No chosen component stands for a server of the group "${
          groups.get(groupId)?.groupName ?? groupId
        }" of wave ${wave.waveNumber}`,
        remedy:
          'Annotate the component that these servers belong to, or take the group out of the plan',
      }),
    ),
  );
}
