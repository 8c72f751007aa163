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
  exportedManifestSchema,
  MANIFEST_API_VERSION,
  MANIFEST_KIND,
  type ExportedConfiguration,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import type { StoredPlan } from '../../database/RecoveryPlanStore';
import type { StoredAccount } from '../../database/TargetAccountStore';
import type { PresentRecords } from './presentRecords';

export type ExportedManifest = ExportedConfiguration['manifest'];

/** By code points and not by any language, so that it is the same everywhere. */
const compare = (a: string, b: string): number => {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
};

const byKey = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => compare(a, b)));

/** An account as a manifest has it, with its roles for whoever may see them. */
export const manifestAccountOf = (
  account: StoredAccount,
  withDetails: boolean,
): ExportedManifest['accounts'][number] => ({
  accountId: account.accountId,
  accountName: account.accountName,
  ...(withDetails && { roleName: account.roleName }),
  ...(withDetails && account.hasExternalId && { hasExternalId: true }),
  regions: account.regions,
  ...(account.stagingAccounts.length > 0 && {
    stagingAccounts: account.stagingAccounts.map(
      ({ roleName, ...staging }) => ({
        ...staging,
        ...(withDetails && { roleName }),
      }),
    ),
  }),
});

/** A group as a manifest has it. */
export function manifestGroupOf({
  groupId,
  version,
  createdAt,
  createdBy,
  updatedAt,
  selection,
  servers,
  ...content
}: StoredGroup): ExportedManifest['protectionGroups'][number] {
  return {
    ...content,
    ...(selection.kind === 'tags'
      ? { serverSelectionTags: byKey(selection.tags) }
      : { sourceServerIds: [...selection.sourceServerIds] }),
    ...(servers && { servers: [...servers] }),
  };
}

const inOrder = (hooks: Wave['preWaveHooks']): Wave['preWaveHooks'] =>
  hooks.map(hook => ({
    ...hook,
    ...(hook.parameters && { parameters: byKey(hook.parameters) }),
  }));

/**
 * A plan as a manifest has it.
 *
 * @param nameOf - of a group, by its ID
 */
export function manifestPlanOf(
  {
    planId,
    version,
    createdAt,
    createdBy,
    updatedAt,
    updatedBy,
    waves,
    ...content
  }: StoredPlan,
  nameOf: (groupId: string) => string,
): ExportedManifest['recoveryPlans'][number] {
  return {
    ...content,
    waves: waves.map(({ waveId, protectionGroupIds, ...wave }) => ({
      ...wave,
      protectionGroups: protectionGroupIds.map(nameOf),
      preWaveHooks: inOrder(wave.preWaveHooks),
      postWaveHooks: inOrder(wave.postWaveHooks),
    })),
  };
}

/** The name of each group, by its ID; a plan names none that is not there. */
export function groupNames(
  groups: readonly StoredGroup[],
): (groupId: string) => string {
  const names = new Map(
    groups.map(({ groupId, groupName }) => [groupId, groupName]),
  );
  return groupId => names.get(groupId) ?? groupId;
}

/**
 * Records as one manifest: the same text for the same records, whatever order
 * the database has them in.
 *
 * @param records - every group that a plan names is among them
 */
export function manifestOf(
  { accounts, groups, plans, tagSync }: PresentRecords,
  options: { withAccountDetails: boolean },
): ExportedManifest {
  const nameOf = groupNames(groups);
  // The schema gives the fields of each record their order.
  return exportedManifestSchema.parse({
    apiVersion: MANIFEST_API_VERSION,
    kind: MANIFEST_KIND,
    accounts: accounts
      .map(account => manifestAccountOf(account, options.withAccountDetails))
      .sort((a, b) => compare(a.accountId, b.accountId)),
    protectionGroups: groups
      .map(manifestGroupOf)
      .sort((a, b) => compare(a.groupName, b.groupName)),
    recoveryPlans: plans
      .map(plan => manifestPlanOf(plan, nameOf))
      .sort((a, b) => compare(a.planName, b.planName)),
    ...(tagSync && { settings: { tagSync: tagSync.rules } }),
  });
}
