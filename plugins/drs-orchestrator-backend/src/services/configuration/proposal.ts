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
  type FieldChange,
  type Finding,
  type ImportAction,
  type Manifest,
  type ManifestAccount,
  type ManifestPlan,
  type TagSyncRules,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { createHmac } from 'node:crypto';
import { nameKey } from '../../database/columns';
import {
  selectionOf,
  type GroupContent,
  type StoredGroup,
} from '../../database/ProtectionGroupStore';
import type { PlanContent, StoredPlan } from '../../database/RecoveryPlanStore';
import type {
  AccountContent,
  StoredAccount,
} from '../../database/TargetAccountStore';
import type { StoredTagSyncRules } from '../../database/TagSyncStore';
import { TAG_SYNC_NAME } from '../tagSync/tagSyncRules';
import { fieldChanges } from './fieldChanges';
import {
  groupNames,
  manifestAccountOf,
  manifestGroupOf,
  manifestPlanOf,
} from './manifestOf';
import type { PresentRecords } from './presentRecords';

/** One record of a manifest, and what becomes of it. */
interface Proposed<Before, Content> {
  /** Where it stands in the manifest: `protectionGroups[3]`. */
  readonly field: string;
  readonly name: string;
  readonly before?: Before;
  readonly content: Content;
  readonly action: ImportAction;
  readonly fields: readonly FieldChange[];
  /** The record as the manifest would have it afterwards. */
  readonly after: unknown;
}

export interface ProposedAccount
  extends Proposed<
    StoredAccount,
    /** Undefined where something is missing without which nobody gets in; a finding says what. */
    AccountContent | undefined
  > {
  readonly accountId: string;
  readonly regions: readonly string[];
}

export interface ProposedGroup extends Proposed<StoredGroup, GroupContent> {
  readonly groupId: string;
  readonly accountId: string;
  readonly region: string;
}

export interface ProposedPlan extends Proposed<StoredPlan, PlanContent> {
  readonly planId: string;
  readonly accountId: string;
}

export type ProposedTagSync = Proposed<StoredTagSyncRules, TagSyncRules>;

/** What a manifest would make of the records that there are. */
export interface Proposal {
  readonly accounts: readonly ProposedAccount[];
  readonly groups: readonly ProposedGroup[];
  readonly plans: readonly ProposedPlan[];
  /** Absent where the manifest does not name it. */
  readonly tagSync?: ProposedTagSync;
  /** What is wrong with it whatever AWS says. */
  readonly findings: readonly Finding[];
}

/** What a manifest cannot say itself. */
export interface ImportOptions {
  /** By account ID. */
  readonly externalIds: Readonly<Record<string, string>>;
  readonly newId: () => string;
}

const blocking = (
  code: string,
  field: string,
  message: string,
  remedy?: string,
): Finding => ({
  code,
  severity: 'BLOCKING',
  field,
  message,
  ...(remedy && { remedy }),
});

/** As JSON has it: without what is undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function changeOf(
  before: unknown,
  after: unknown,
): Pick<Proposed<never, never>, 'action' | 'fields' | 'after'> {
  const is = plain(after);
  if (before === undefined) {
    return { action: 'CREATE', fields: [], after: is };
  }
  const fields = fieldChanges(plain(before), is);
  return {
    action: fields.length > 0 ? 'UPDATE' : 'UNCHANGED',
    fields,
    after: is,
  };
}

/**
 * Compares a manifest with the records that there are. A record is known by its
 * name, an account by its ID; records that the manifest does not name stay.
 */
export function propose(
  manifest: Manifest,
  present: PresentRecords,
  options: ImportOptions,
): Proposal {
  const findings: Finding[] = [];
  const accounts = proposedAccounts(manifest, present, options, findings);
  const groups = proposedGroups(manifest, present, options, findings);
  const plans = proposedPlans(manifest, present, groups, options, findings);
  const tagSync = proposedTagSync(manifest, present);
  return { accounts, groups, plans, ...(tagSync && { tagSync }), findings };
}

/** The entries of a section with their places; one that names a record again is told and left out. */
function once<T>(
  section: keyof Pick<
    Manifest,
    'accounts' | 'protectionGroups' | 'recoveryPlans'
  >,
  entries: readonly T[],
  keyOf: (entry: T) => string,
  nameField: string,
  findings: Finding[],
): { entry: T; field: string; key: string }[] {
  const places = new Map<string, string>();
  return entries.flatMap((entry, index) => {
    const field = fieldPath([section, index]);
    const key = keyOf(entry);
    const first = places.get(key);
    if (first !== undefined) {
      findings.push(
        blocking(
          'DUPLICATE_NAME',
          `${field}.${nameField}`,
          `The same record stands at ${first}`,
          'Name each record once; upper and lower case count as the same',
        ),
      );
      return [];
    }
    places.set(key, field);
    return [{ entry, field, key }];
  });
}

function proposedAccounts(
  manifest: Manifest,
  present: PresentRecords,
  { externalIds }: ImportOptions,
  findings: Finding[],
): ProposedAccount[] {
  const known = new Map(
    present.accounts.map(account => [account.accountId, account]),
  );
  const holders = new Map(
    present.accounts.map(account => [nameKey(account.accountName), account]),
  );
  const named = new Map<string, string>();
  const proposed = once(
    'accounts',
    manifest.accounts,
    ({ accountId }) => accountId,
    'accountId',
    findings,
  ).map(({ entry, field, key: accountId }): ProposedAccount => {
    const before = known.get(accountId);
    const name = nameKey(entry.accountName);
    const holder =
      named.get(name) ??
      (holders.get(name)?.accountId === accountId
        ? undefined
        : holders.get(name)?.accountId);
    if (holder !== undefined) {
      findings.push(
        blocking(
          'DUPLICATE_NAME',
          `${field}.accountName`,
          `Account ${holder} is named "${entry.accountName}"`,
          'Give each account a name of its own',
        ),
      );
    }
    named.set(name, accountId);
    const given = Object.hasOwn(externalIds, accountId)
      ? externalIds[accountId]
      : undefined;
    if (given !== undefined && before?.hasExternalId) {
      findings.push({
        code: 'EXTERNAL_ID_KEPT',
        severity: 'WARNING',
        field: `externalIds.${accountId}`,
        message: `Account ${accountId} has an external ID on record, which stays`,
        remedy: 'To replace it, change the account itself',
      });
    }
    const externalId = before?.hasExternalId ? undefined : given;
    const content = accountContent(entry, field, before, externalId, findings);
    const has = before?.hasExternalId === true || externalId !== undefined;
    const after = {
      ...entry,
      roleName: entry.roleName ?? before?.roleName,
      hasExternalId: has || entry.hasExternalId,
      stagingAccounts:
        (entry.stagingAccounts ?? []).length > 0
          ? entry.stagingAccounts?.map(staging => ({
              ...staging,
              roleName: staging.roleName ?? stagingRole(before, staging),
            }))
          : undefined,
    };
    return {
      field,
      accountId,
      name: entry.accountName,
      regions: entry.regions,
      before,
      content,
      ...changeOf(before && manifestAccountOf(before, true), {
        ...after,
        hasExternalId: after.hasExternalId || undefined,
      }),
    };
  });
  const inManifest = new Set(proposed.map(({ accountId }) => accountId));
  for (const accountId of Object.keys(externalIds)) {
    if (!inManifest.has(accountId)) {
      findings.push(
        blocking(
          'ACCOUNT_UNKNOWN',
          `externalIds.${accountId}`,
          `Account ${accountId} is not in the manifest`,
        ),
      );
    }
  }
  return proposed;
}

const stagingRole = (
  account: StoredAccount | undefined,
  staging: { accountId: string; region: string },
): string | undefined =>
  account?.stagingAccounts.find(
    ({ accountId, region }) =>
      accountId === staging.accountId && region === staging.region,
  )?.roleName;

/** What is written of an account; undefined, and a finding, where the manifest leaves out what nobody has on record. */
function accountContent(
  entry: ManifestAccount,
  field: string,
  before: StoredAccount | undefined,
  externalId: string | undefined,
  findings: Finding[],
): AccountContent | undefined {
  let isWhole = true;
  const missing = (
    code: string,
    at: string,
    message: string,
    remedy: string,
  ) => {
    isWhole = false;
    findings.push(blocking(code, at, message, remedy));
    return '';
  };
  const noRole = (at: string, accountId: string) =>
    missing(
      'ROLE_REQUIRED',
      at,
      `No role is on record for account ${accountId}, and the manifest names none`,
      'Name the role, or have the manifest exported by somebody who manages accounts',
    );
  const roleName =
    entry.roleName ??
    before?.roleName ??
    noRole(`${field}.roleName`, entry.accountId);
  const stagingAccounts = (entry.stagingAccounts ?? []).map(
    (staging, index) => ({
      ...staging,
      roleName:
        staging.roleName ??
        stagingRole(before, staging) ??
        noRole(
          `${field}.${fieldPath(['stagingAccounts', index, 'roleName'])}`,
          staging.accountId,
        ),
    }),
  );
  if (
    entry.hasExternalId &&
    !before?.hasExternalId &&
    externalId === undefined
  ) {
    missing(
      'EXTERNAL_ID_REQUIRED',
      `externalIds.${entry.accountId}`,
      `The roles of account ${entry.accountId} ask for an external ID, which no manifest holds`,
      'Give it beside the manifest, in "externalIds"; or take "hasExternalId" out of the manifest if it is not needed any more',
    );
  }
  return isWhole
    ? {
        accountName: entry.accountName,
        roleName,
        regions: entry.regions,
        stagingAccounts,
        ...(externalId !== undefined && { externalId: { value: externalId } }),
      }
    : undefined;
}

/** That a field of a record that there is cannot become another. */
const fixed = (
  record: { field: string; called: string },
  name: 'accountId' | 'region',
  is: string,
  wanted: string,
): Finding[] =>
  is === wanted
    ? []
    : [
        blocking(
          'IMMUTABLE_FIELD',
          `${record.field}.${name}`,
          `${record.called} is for ${is}, which does not change`,
          `Give it another name in the manifest, or delete the one that there is`,
        ),
      ];

function proposedGroups(
  manifest: Manifest,
  present: PresentRecords,
  { newId }: ImportOptions,
  findings: Finding[],
): ProposedGroup[] {
  const known = new Map(
    present.groups.map(group => [nameKey(group.groupName), group]),
  );
  return once(
    'protectionGroups',
    manifest.protectionGroups,
    ({ groupName }) => nameKey(groupName),
    'groupName',
    findings,
  ).map(({ entry, field, key }) => {
    const before = known.get(key);
    const { accountId, region, ...content } = entry;
    if (before) {
      const record = { field, called: `The group "${before.groupName}"` };
      findings.push(
        ...fixed(record, 'accountId', before.accountId, accountId),
        ...fixed(record, 'region', before.region, region),
      );
    }
    return {
      field,
      groupId: before?.groupId ?? newId(),
      name: entry.groupName,
      accountId,
      region,
      before,
      content,
      ...changeOf(before && manifestGroupOf(before), entry),
    };
  });
}

function proposedPlans(
  manifest: Manifest,
  present: PresentRecords,
  groups: readonly ProposedGroup[],
  { newId }: ImportOptions,
  findings: Finding[],
): ProposedPlan[] {
  const known = new Map(
    present.plans.map(plan => [nameKey(plan.planName), plan]),
  );
  const all = finalGroups(present, groups);
  const nameOf = groupNames(all);
  const idOf = new Map(
    all.map(({ groupId, groupName }) => [nameKey(groupName), groupId]),
  );
  return once(
    'recoveryPlans',
    manifest.recoveryPlans,
    ({ planName }) => nameKey(planName),
    'planName',
    findings,
  ).map(({ entry, field, key }) => {
    const before = known.get(key);
    if (before) {
      findings.push(
        ...fixed(
          { field, called: `The plan "${before.planName}"` },
          'accountId',
          before.accountId,
          entry.accountId,
        ),
      );
    }
    const planId = before?.planId ?? newId();
    const content = planContent(entry, before, idOf, newId);
    // Compared under the names that the groups will have, whatever the case in which the plan writes them.
    const after = manifestPlanOf(
      {
        ...content,
        planId,
        accountId: entry.accountId,
        version: 1,
        createdAt: '',
        createdBy: '',
        updatedAt: '',
      },
      nameOf,
    );
    return {
      field,
      planId,
      name: entry.planName,
      accountId: entry.accountId,
      before,
      content,
      ...changeOf(before && manifestPlanOf(before, nameOf), after),
    };
  });
}

/** A plan with the IDs of its groups; a name that no group has stays, and is told by who judges the waves. */
function planContent(
  { accountId, derivedFrom, waves, ...content }: ManifestPlan,
  before: StoredPlan | undefined,
  idOf: ReadonlyMap<string, string>,
  newId: () => string,
): PlanContent {
  const waveIds = keptWaveIds(before?.waves ?? [], waves);
  return {
    ...content,
    ...(derivedFrom && derivedFrom.entityRefs.length > 0 && { derivedFrom }),
    waves: waves.map(({ protectionGroups, ...wave }, index) => ({
      ...wave,
      waveId: waveIds.get(index) ?? newId(),
      protectionGroupIds: protectionGroups.map(
        name => idOf.get(nameKey(name)) ?? name,
      ),
    })),
  };
}

function proposedTagSync(
  { settings }: Manifest,
  { tagSync: before }: PresentRecords,
): ProposedTagSync | undefined {
  const content = settings?.tagSync;
  return (
    content && {
      field: 'settings.tagSync',
      name: TAG_SYNC_NAME,
      before,
      content,
      ...changeOf(before?.rules, content),
    }
  );
}

/** A wave of a manifest is the one that has its name, or else its number; by index. */
function keptWaveIds(
  before: readonly Wave[],
  waves: ManifestPlan['waves'],
): ReadonlyMap<number, string> {
  const free = new Set(before);
  const kept = new Map<number, string>();
  const isSame = [
    (was: Wave, is: ManifestPlan['waves'][number]) =>
      was.waveName === is.waveName && was.waveNumber === is.waveNumber,
    (was: Wave, is: ManifestPlan['waves'][number]) =>
      was.waveName === is.waveName,
    (was: Wave, is: ManifestPlan['waves'][number]) =>
      was.waveNumber === is.waveNumber,
  ];
  for (const rule of isSame) {
    waves.forEach((wave, index) => {
      const match = kept.has(index)
        ? undefined
        : [...free].find(was => rule(was, wave));
      if (match) {
        kept.set(index, match.waveId);
        free.delete(match);
      }
    });
  }
  return kept;
}

/** A group as it would be stored. */
export const groupAfter = (proposed: ProposedGroup): StoredGroup => {
  const { serverSelectionTags, sourceServerIds, ...content } = proposed.content;
  return {
    version: 1,
    createdAt: '',
    updatedAt: '',
    createdBy: '',
    ...proposed.before,
    groupId: proposed.groupId,
    accountId: proposed.accountId,
    region: proposed.region,
    ...content,
    selection: selectionOf({ serverSelectionTags, sourceServerIds }),
  };
};

/** Every group that there would be. */
export function finalGroups(
  present: PresentRecords,
  groups: readonly ProposedGroup[],
): StoredGroup[] {
  const proposed = new Map(
    groups.map(group => [group.groupId, groupAfter(group)]),
  );
  return [
    ...present.groups.filter(({ groupId }) => !proposed.has(groupId)),
    ...proposed.values(),
  ];
}

/**
 * Names what would be done to which versions: the same again only while the same
 * would be done.
 *
 * @param key - without it nobody can tell by the fingerprint which external IDs
 *   were given
 */
export function fingerprintOf(proposal: Proposal, key: string): string {
  const { accounts, groups, plans, tagSync } = proposal;
  const told = [
    ...accounts,
    ...groups,
    ...plans,
    ...(tagSync ? [tagSync] : []),
  ].map(({ name, action, before, after }) => [
    name,
    action,
    before?.version ?? 0,
    action === 'UNCHANGED' ? undefined : after,
  ]);
  const externalIds = accounts.map(({ accountId, content }) => [
    accountId,
    content?.externalId?.value,
  ]);
  return createHmac('sha256', key)
    .update(JSON.stringify([told, externalIds]))
    .digest('hex');
}
