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
  fieldPath,
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import { wantedSettings } from './wantedSettings';

interface Claim {
  readonly group: StoredGroup;
  readonly address: string;
  /** Absent: the group leaves the subnet as AWS has it, so that it may be any. */
  readonly subnetId?: string;
}

const claimsOf = (group: StoredGroup): (Claim & { index: number })[] =>
  (group.servers ?? []).flatMap(({ sourceServerId, staticPrivateIp }, index) =>
    staticPrivateIp === undefined
      ? []
      : [
          {
            group,
            index,
            address: staticPrivateIp,
            subnetId: wantedSettings(group, sourceServerId, {
              forDrill: false,
            }).launchSettings?.subnetId,
          },
        ],
  );

const mayMeet = (a: Claim, b: Claim): boolean =>
  a.subnetId === undefined ||
  b.subnetId === undefined ||
  a.subnetId === b.subnetId;

/**
 * Addresses that servers of other groups are given, too, in the same subnet:
 * whoever is launched second fails. That a group may not want two servers to
 * have one address, the contract's schema sees to.
 *
 * @param others - the groups of the account and Region
 * @param isSeen - whether the caller may know of a group; others are not named
 */
export function addressesOfOtherGroups(
  group: StoredGroup,
  others: readonly StoredGroup[],
  isSeen: (other: StoredGroup) => boolean,
): Finding[] {
  const claims = Map.groupBy(
    others.filter(({ groupId }) => groupId !== group.groupId).flatMap(claimsOf),
    ({ address }) => address,
  );
  return claimsOf(group).flatMap((claim): Finding[] => {
    const rivals = (claims.get(claim.address) ?? []).filter(other =>
      mayMeet(claim, other),
    );
    if (rivals.length === 0) {
      return [];
    }
    const named = [
      ...new Set(
        rivals
          .filter(other => isSeen(other.group))
          .map(other => `"${other.group.groupName}"`),
      ),
    ];
    return [
      {
        code: 'ADDRESS_OF_OTHER_GROUP',
        severity: 'WARNING',
        field: fieldPath(['servers', claim.index, 'staticPrivateIp']),
        message: `The address ${claim.address} is also given to a server of ${
          named.length > 0 ? named.join(', ') : 'another group'
        }: once one is launched, the other cannot be`,
        remedy: 'Give one of them another address',
      },
    ];
  });
}
