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
  launchConfigSchema,
  MANIFEST_API_VERSION,
  MANIFEST_KIND,
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredAccount } from '../../../database/TargetAccountStore';
import {
  accountOfGroup,
  groupIdOf,
  serversOf,
  type ServerPlace,
} from './derivedAccounts';
import type {
  ServerlessAccount,
  ServerlessGroup,
  ServerlessHook,
  ServerlessPlan,
  ServerlessRecords,
  ServerlessWave,
} from './serverlessRecords';

/** What records of the predecessor are in the words of a manifest. */
export interface Translation {
  /** A manifest, if its schema says so. */
  readonly document: unknown;
  readonly accounts: readonly TranslatedAccount[];
  /** That records of accounts held, by account ID; secret. */
  readonly externalIds: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
}

export interface TranslatedAccount {
  readonly accountId: string;
  readonly accountName: string;
  readonly roleName?: string;
  readonly hasExternalId?: true;
  readonly regions: readonly string[];
}

type Tell = (
  code: string,
  severity: Finding['severity'],
  message: string,
  more?: Partial<Finding>,
) => void;

const nameOfGroup = (group: ServerlessGroup): string =>
  group.groupName ?? group.name ?? groupIdOf(group) ?? '';

const withoutUndefined = (value: object): unknown =>
  JSON.parse(JSON.stringify(value));

const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)];

/**
 * Translates records of the serverless predecessor into a manifest: pure, so that
 * what AWS and the database know comes in as arguments. What cannot be carried
 * over is told, and so is everything that did not stand in the records.
 *
 * @param onRecord - the accounts that are on record here
 */
export function translateServerless(
  records: ServerlessRecords,
  places: ReadonlyMap<string, readonly ServerPlace[]>,
  onRecord: readonly StoredAccount[],
): Translation {
  const findings: Finding[] = [];
  const tell: Tell = (code, severity, message, more) =>
    findings.push({ code, severity, message, ...more });
  tellWhatStaysBehind(records, tell);

  const accountIds = new Set(
    [...records.accounts, ...onRecord].map(({ accountId }) => accountId),
  );
  const groups = records.groups.flatMap(group => {
    const subject = {
      kind: 'protection-group',
      id: groupIdOf(group) ?? '',
      name: nameOfGroup(group),
    } as const;
    const derived = accountOfGroup(group, records, places, accountIds);
    if ('problem' in derived) {
      tell(
        'ACCOUNT_NOT_DERIVABLE',
        'BLOCKING',
        `Nobody can say in which account the group "${subject.name}" is: ${derived.problem}`,
        {
          subject,
          remedy: 'Write its "accountId" into the document',
        },
      );
      return [];
    }
    if (derived.from !== undefined) {
      tell(
        'ACCOUNT_DERIVED',
        'INFO',
        `The account of the group "${subject.name}", ${derived.accountId}, follows from ${derived.from}`,
        { subject },
      );
    }
    return [{ group, accountId: derived.accountId, subject }];
  });
  const protectionGroups = groups.map(({ group, accountId, subject }) =>
    translatedGroup(group, accountId, places, (code, severity, message, more) =>
      tell(code, severity, message, { subject, ...more }),
    ),
  );
  const byId = new Map(
    groups.flatMap(({ group, accountId }) => {
      const id = groupIdOf(group);
      return id === undefined ? [] : [[id, { group, accountId }] as const];
    }),
  );
  const recoveryPlans = records.plans.flatMap(plan =>
    translatedPlan(plan, byId, (code, severity, message, more) =>
      tell(code, severity, message, {
        subject: {
          kind: 'recovery-plan',
          id: plan.planId,
          name: plan.planName ?? plan.name,
        },
        ...more,
      }),
    ),
  );
  const externalIds: Record<string, string> = {};
  const accounts = translatedAccounts(
    records.accounts,
    groups,
    onRecord,
    externalIds,
    tell,
  );
  return {
    document: withoutUndefined({
      apiVersion: MANIFEST_API_VERSION,
      kind: MANIFEST_KIND,
      accounts,
      protectionGroups,
      recoveryPlans,
    }),
    accounts,
    externalIds,
    findings,
  };
}

function tellWhatStaysBehind(records: ServerlessRecords, tell: Tell): void {
  for (const why of records.unreadable.slice(0, 20)) {
    tell('RECORD_UNREADABLE', 'BLOCKING', `A record cannot be read: ${why}`);
  }
  if (records.executions > 0) {
    tell(
      'HISTORY_LEFT_OUT',
      'INFO',
      `${records.executions} executions are not imported: history here is a sealed log of what this product did itself`,
      { remedy: 'Keep the export of their table as evidence of its own' },
    );
  }
  if (records.tagSyncSettings > 0) {
    tell(
      'TAG_SYNC_LEFT_OUT',
      'WARNING',
      'Settings of tag synchronisation are not imported',
      { remedy: 'Set them under Settings' },
    );
  }
}

/** The name of a role by its name or ARN; roles with a path cannot be named here. */
function roleNameOf(
  role: string | undefined,
  accountId: string,
  tell: Tell,
): string | undefined {
  const path = /^arn:[^/]*:role\/(.+)$/.exec(role ?? '')?.[1] ?? role;
  if (path?.includes('/')) {
    tell(
      'ROLE_WITH_PATH',
      'BLOCKING',
      `The role ${role} of account ${accountId} has a path`,
      { remedy: 'Make a role without a path, and name it in the document' },
    );
  }
  return path?.split('/').at(-1);
}

/** The accounts of the document, and those that its groups are in where nobody has them on record. */
function translatedAccounts(
  accounts: readonly ServerlessAccount[],
  groups: readonly { group: ServerlessGroup; accountId: string }[],
  onRecord: readonly StoredAccount[],
  externalIds: Record<string, string>,
  tell: Tell,
): TranslatedAccount[] {
  const known = new Map(onRecord.map(account => [account.accountId, account]));
  const inDocument = new Map(
    accounts.map(account => [account.accountId, account]),
  );
  const needed = distinct(groups.map(({ accountId }) => accountId)).filter(
    accountId => !known.has(accountId) && !inDocument.has(accountId),
  );
  return [
    ...inDocument.values(),
    ...needed.map((accountId): ServerlessAccount => ({ accountId })),
  ].flatMap((account): TranslatedAccount[] => {
    const { accountId, externalId } = account;
    const before = known.get(accountId);
    const own = groups.filter(group => group.accountId === accountId);
    const role =
      account.roleArn ??
      account.roleName ??
      account.assumeRoleName ??
      own.find(({ group }) => group.assumeRoleName)?.group.assumeRoleName;
    if (!inDocument.has(accountId)) {
      if (role === undefined) {
        // That the account is not on record is told with its groups.
        return [];
      }
      tell(
        'ACCOUNT_RECORD_DERIVED',
        'INFO',
        `The record of account ${accountId} follows from its groups`,
        { subject: { kind: 'account', id: accountId } },
      );
    }
    const hasExternalId =
      externalId !== undefined || before?.hasExternalId === true;
    if (externalId !== undefined && !before?.hasExternalId) {
      externalIds[accountId] = externalId;
    }
    return [
      {
        accountId,
        accountName: account.accountName ?? before?.accountName ?? accountId,
        roleName: roleNameOf(role, accountId, tell),
        ...(hasExternalId && { hasExternalId }),
        regions: distinct([
          ...(account.regions ?? before?.regions ?? []),
          ...own.flatMap(({ group }) => group.region ?? []),
        ]),
        ...(before && { stagingAccounts: before.stagingAccounts }),
      },
    ];
  });
}

/** Fields of launch configurations by the same names here. */
const launchFields = new Set(Object.keys(launchConfigSchema.shape));

function translatedGroup(
  group: ServerlessGroup,
  accountId: string,
  places: ReadonlyMap<string, readonly ServerPlace[]>,
  tell: Tell,
) {
  const sourceServerIds = serversOf(group);
  const tags = group.serverSelectionTags ?? group.tags;
  const byServers = sourceServerIds.length > 0;
  if (byServers && tags && Object.keys(tags).length > 0) {
    tell(
      'TAGS_LEFT_OUT',
      'WARNING',
      `The group "${nameOfGroup(
        group,
      )}" has servers and tags; its servers are taken`,
      { remedy: 'Take the servers out of the document to select by tags' },
    );
  }
  const region =
    group.region ??
    sourceServerIds.flatMap(id => places.get(id) ?? []).at(0)?.region;
  if (group.region === undefined && region !== undefined) {
    tell(
      'REGION_DERIVED',
      'INFO',
      `The Region of the group "${nameOfGroup(
        group,
      )}", ${region}, is that of its servers`,
    );
  }
  const settings = Object.entries(group.launchConfig ?? {});
  const left = settings.filter(([field]) => !launchFields.has(field));
  if (left.length > 0) {
    tell(
      'FIELDS_LEFT_OUT',
      'WARNING',
      `Of the launch settings of the group "${nameOfGroup(
        group,
      )}", these are not carried over: ${left
        .map(([field]) => field.slice(0, 100))
        .join(', ')}`,
    );
  }
  const launchConfig = Object.fromEntries(
    settings.filter(
      ([field, value]) =>
        launchFields.has(field) && value !== null && value !== '',
    ),
  );
  return {
    groupName: nameOfGroup(group),
    description: group.description,
    accountId,
    region,
    owner: group.owner,
    ...(byServers
      ? { sourceServerIds: distinct(sourceServerIds) }
      : { serverSelectionTags: tags }),
    ...(Object.keys(launchConfig).length > 0 && { launchConfig }),
  };
}

type GroupsById = ReadonlyMap<
  string,
  { group: ServerlessGroup; accountId: string }
>;

function translatedPlan(plan: ServerlessPlan, groups: GroupsById, tell: Tell) {
  const planName = plan.planName ?? plan.name ?? plan.planId;
  const numbers = numbersOf(plan.waves);
  const waves = plan.waves.map((wave, index) =>
    translatedWave(wave, {
      waveNumber: numbers.of(index),
      groups: groupsOfWave(wave, plan, groups),
      dependsOnWaves: dependenciesOf(wave, plan, numbers, tell),
    }),
  );
  const accounts = distinct(
    waves
      .flatMap(wave => wave.groupIds)
      .flatMap(groupId => groups.get(groupId)?.accountId ?? []),
  );
  const accountId = plan.accountId ?? accounts.at(0);
  if (accounts.length > 1) {
    tell(
      'PLAN_OVER_SEVERAL_ACCOUNTS',
      'BLOCKING',
      `The plan "${planName}" is invalid: its groups are in the accounts ${accounts.join(
        ', ',
      )}`,
      { remedy: 'Make a plan for each account' },
    );
  }
  if (accountId === undefined) {
    tell(
      'ACCOUNT_NOT_DERIVABLE',
      'BLOCKING',
      `Nobody can say for which account the plan "${planName}" is: it names none, and none of its groups is known`,
      { remedy: 'Write its "accountId" into the document' },
    );
    return [];
  }
  if (plan.accountId === undefined) {
    tell(
      'ACCOUNT_DERIVED',
      'INFO',
      `The account of the plan "${planName}", ${accountId}, follows from its groups`,
    );
  }
  if (plan.notificationEmail !== undefined) {
    tell(
      'FIELDS_LEFT_OUT',
      'WARNING',
      `The plan "${planName}" notified by mail, which this release does not`,
    );
  }
  return [
    {
      planName,
      description: plan.description,
      accountId,
      owner: plan.owner,
      waves: waves.map(({ groupIds, ...wave }) => wave),
    },
  ];
}

/** The numbers of waves, which the predecessor began with 0 or with 1. */
function numbersOf(waves: readonly ServerlessWave[]) {
  const shift = waves.some(({ waveNumber }) => waveNumber === 0) ? 1 : 0;
  return {
    of: (index: number): number =>
      (waves[index].waveNumber ?? index + 1 - shift) + shift,
    shifted: (number: number): number => number + shift,
  };
}

/**
 * The waves that one waits for. The predecessor ran waves one after another
 * whatever they said, so one that names none waits for the one before.
 */
function dependenciesOf(
  wave: ServerlessWave,
  { waves }: ServerlessPlan,
  numbers: ReturnType<typeof numbersOf>,
  tell: Tell,
): number[] | undefined {
  const named = (wave.dependencies ?? [])
    .filter(name => name !== '')
    .flatMap(name => {
      const index = waves.findIndex(
        other => (other.waveName ?? other.name) === name,
      );
      if (index >= 0) {
        return [numbers.of(index)];
      }
      const number = /^(?:wave[-_ ]?)?(\d{1,3})$/i.exec(name)?.[1];
      if (number !== undefined) {
        return [numbers.shifted(Number(number))];
      }
      tell(
        'UNKNOWN_DEPENDENCY',
        'BLOCKING',
        `The wave "${wave.waveName ?? ''}" depends on "${name.slice(
          0,
          100,
        )}", which is no wave of the plan`,
      );
      return [];
    });
  const all = distinct([
    ...named,
    ...(wave.dependsOnWaves ?? []).map(numbers.shifted),
  ]);
  return all.length > 0 ? all : undefined;
}

/** The groups of a wave: those it names, or those of the plan that hold its servers. */
function groupsOfWave(
  wave: ServerlessWave,
  plan: ServerlessPlan,
  groups: GroupsById,
): { id: string; name: string }[] {
  const named =
    wave.protectionGroupIds ??
    (wave.protectionGroupId === undefined ? [] : [wave.protectionGroupId]);
  const ofPlan = plan.protectionGroupIds ?? [];
  const wanted = new Set(wave.serverIds);
  const holding = ofPlan.filter(id => {
    const known = groups.get(id);
    return known && serversOf(known.group).some(server => wanted.has(server));
  });
  const isCovered = [...wanted].every(server =>
    holding.some(id => {
      const known = groups.get(id);
      return known && serversOf(known.group).includes(server);
    }),
  );
  const found = wanted.size > 0 && isCovered ? holding : ofPlan;
  return distinct(named.length > 0 ? named : found).map(id => {
    const known = groups.get(id);
    // What is not in the document may be a group that is there already, by its name.
    return {
      id,
      name: known ? nameOfGroup(known.group) : wave.protectionGroupName ?? id,
    };
  });
}

function translatedWave(
  wave: ServerlessWave,
  about: {
    waveNumber: number;
    groups: readonly { id: string; name: string }[];
    dependsOnWaves: number[] | undefined;
  },
) {
  const isSequential = wave.executionType?.toUpperCase() === 'SEQUENTIAL';
  const serverIds = wave.serverIds ?? [];
  const preWaveHook = translatedHook(wave.preRecoveryHook, 'Before recovery');
  const postWaveHook = translatedHook(wave.postRecoveryHook, 'After recovery');
  return {
    groupIds: about.groups.map(({ id }) => id),
    waveNumber: about.waveNumber,
    waveName: wave.waveName ?? wave.name ?? `Wave ${about.waveNumber}`,
    description: wave.description ?? wave.waveDescription,
    protectionGroups: about.groups.map(({ name }) => name),
    ...(serverIds.length > 0 && {
      serverIds: isSequential ? inOrderOf(wave, serverIds) : serverIds,
    }),
    dependsOnWaves: about.dependsOnWaves,
    pauseBeforeWave: wave.pauseBeforeWave ?? wave.pauseBeforeExecution,
    ...(isSequential && { parallelism: 1 }),
    waitTimeSeconds: wave.waitTimeSeconds,
    ...(preWaveHook && { preWaveHooks: [preWaveHook] }),
    ...(postWaveHook && { postWaveHooks: [postWaveHook] }),
  };
}

/** Servers one after another, as the wave says which comes when. */
function inOrderOf(
  { executionOrder = [] }: ServerlessWave,
  serverIds: readonly string[],
): string[] {
  return executionOrder.length === serverIds.length
    ? serverIds
        .map((id, index) => ({ id, order: executionOrder[index] }))
        .sort((a, b) => a.order - b.order)
        .map(({ id }) => id)
    : [...serverIds];
}

function translatedHook(hook: ServerlessHook | undefined, name: string) {
  const document = hook?.ssmDocument ?? hook?.sSMDocument;
  const timeout = hook?.timeout !== undefined && {
    timeoutSeconds: hook.timeout,
  };
  if (hook?.lambdaArn !== undefined) {
    return { type: 'lambda', name, target: hook.lambdaArn, ...timeout };
  }
  return document === undefined
    ? undefined
    : { type: 'ssm-automation', name, target: document, ...timeout };
}
