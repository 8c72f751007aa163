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
  launchChoiceActions,
  requiredActions,
  stagingActions,
  tagSyncActions,
  type AwsFailure,
  type ObservedSourceServer,
} from '@drs-orchestrator/drs-engine';
import type {
  AccountFinding,
  AccountStatus,
  Quota,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { quotaUse } from '../capacity/quotasInForce';
import type {
  AccountSituation,
  EnteredRegion,
  ObservedStaging,
} from './accountSituation';
import {
  hubPolicy,
  permissionsPolicy,
  trustPolicy,
  type RoleOnRecord,
} from './policyStatements';

/** A limit is near where so much of it is used. */
const NEAR = 0.8;

/** Limits that ease by themselves: jobs end. */
const momentary: ReadonlySet<Quota['name']> = new Set([
  'CONCURRENT_JOBS',
  'SERVERS_IN_ALL_JOBS',
]);

interface Place {
  readonly accountId: string;
  readonly region: string;
}

const placeOf = ({ accountId, region }: Place): string =>
  `account ${accountId}, ${region}`;

const about = ({ accountId, region }: Place) => ({
  accountId,
  region,
  subject: {
    kind: 'account' as const,
    id: accountId,
    name: `${accountId} ${region}`,
  },
});

const awsWords = ({ code, requestId }: AwsFailure) => ({
  aws: { code, ...(requestId && { requestId }) },
});

/** Everything that stands in the way of using an account, and what is worth knowing. */
export function accountFindings(situation: AccountSituation): AccountFinding[] {
  const { account } = situation;
  return [
    ...hubFindings(situation),
    ...situation.regions.flatMap(observed => {
      const place = { accountId: account.accountId, region: observed.region };
      return [
        ...(observed.entered
          ? enteredFindings(situation, place, observed)
          : [entryFinding(situation, account, place, observed.failure)]),
        ...observed.staging.flatMap(staging =>
          stagingFindings(situation, staging),
        ),
      ];
    }),
  ];
}

/** What the findings make of the account. */
export function accountStatus({
  regions,
  findings,
}: {
  regions: AccountSituation['regions'];
  findings: readonly AccountFinding[];
}): AccountStatus {
  if (regions.every(region => !region.entered)) {
    return 'UNREACHABLE';
  }
  return findings.some(({ severity }) => severity !== 'INFO')
    ? 'ATTENTION'
    : 'READY';
}

function hubFindings({ account, hub }: AccountSituation): AccountFinding[] {
  if (hub.known) {
    return [];
  }
  const { failure } = hub;
  return [
    {
      code: 'HUB_IDENTITY_UNKNOWN',
      severity: 'BLOCKING',
      accountId: account.accountId,
      subject: { kind: 'account', id: account.accountId },
      message: `AWS does not accept the orchestrator's own credentials (${failure.code}): ${failure.message}`,
      remedy:
        'Check the credentials of the hub account in the portal’s configuration (aws), and that AWS can be reached from the portal',
      ...awsWords(failure),
    },
  ];
}

/** AWS answers the same whatever is wrong with a role, so that everything it may be is told. */
function entryFinding(
  { hub }: AccountSituation,
  role: RoleOnRecord,
  place: Place,
  failure: AwsFailure,
): AccountFinding {
  if (failure.kind !== 'access-denied') {
    return {
      code: 'ACCOUNT_UNREACHABLE',
      severity: 'BLOCKING',
      ...about(place),
      message: `AWS could not be asked for the role in ${placeOf(place)} (${
        failure.code
      }): ${failure.message}`,
      remedy:
        'Try again; if it stays so, check that the portal reaches STS in this Region, and that the account has the Region switched on',
      ...awsWords(failure),
    };
  }
  return {
    code: 'ROLE_NOT_ASSUMABLE',
    severity: 'BLOCKING',
    ...about(place),
    message: `The role ${role.roleName} in ${placeOf(
      place,
    )} cannot be assumed (${failure.code}): ${failure.message}`,
    remedy: [
      `AWS does not say why. The account must have a role ${role.roleName}`,
      `its trust policy must name ${
        hub.known ? hub.value.arn : 'the orchestrator’s own identity'
      }`,
      role.hasExternalId
        ? 'and ask for the external ID that is on record here, or for none'
        : 'and ask for no external ID, as none is on record here',
      'and the orchestrator’s own identity must be allowed sts:AssumeRole on it',
    ].join('; '),
    ...awsWords(failure),
    ...(hub.known && {
      policies: [trustPolicy(role, hub.value), hubPolicy(role, hub.value)],
    }),
  };
}

function enteredFindings(
  { account }: AccountSituation,
  place: Place,
  observed: EnteredRegion,
): AccountFinding[] {
  return [
    ...serversFindings(place, observed.servers, account),
    ...permissionFindings(place, account, observed.missingPermissions),
    ...(observed.servers.known ? quotaFindings(place, observed.quotas) : []),
    ...quotaReadingFindings(place, account, observed.quotasNotice),
    ...unrecordedStagingFindings(account, place, observed),
  ];
}

/** Whether DRS is set up, and lets itself be asked. */
function serversFindings(
  place: Place,
  servers: EnteredRegion['servers'],
  role: Pick<RoleOnRecord, 'accountId' | 'roleName'>,
): AccountFinding[] {
  if (servers.known) {
    return [];
  }
  const { failure } = servers;
  switch (failure.kind) {
    case 'not-initialized':
      return [
        {
          code: 'REGION_NOT_INITIALIZED',
          severity: 'BLOCKING',
          ...about(place),
          message: `DRS is not set up in ${placeOf(place)}`,
          remedy:
            'Open the console of AWS DRS in this account and Region once and set it up, or take the Region off the record',
          ...awsWords(failure),
        },
      ];
    case 'access-denied':
      return [
        {
          code: 'DRS_NOT_READABLE',
          severity: 'BLOCKING',
          ...about(place),
          message: `The role ${
            role.roleName
          } may not read the source servers of ${placeOf(place)} (${
            failure.code
          }): ${failure.message}`,
          remedy: 'Allow the role to read them',
          ...awsWords(failure),
          policies: [permissionsPolicy(role, ['drs:DescribeSourceServers'])],
        },
      ];
    case 'throttled':
    case 'quota':
    case 'conflict':
    case 'invalid':
    case 'not-found':
    case 'server-error':
    case 'no-answer':
    case 'unknown':
      return [
        {
          code: 'NOT_CHECKED',
          severity: 'WARNING',
          ...about(place),
          message: `DRS in ${placeOf(place)} could not be asked (${
            failure.code
          }): ${failure.message}`,
          remedy: 'Validate again',
          ...awsWords(failure),
        },
      ];
    default:
      throw new Error(`Unknown failure ${failure.kind satisfies never}`);
  }
}

function permissionFindings(
  place: Place,
  role: Pick<RoleOnRecord, 'accountId' | 'roleName'>,
  missing: readonly string[] | undefined,
): AccountFinding[] {
  if (missing === undefined) {
    return [
      {
        code: 'PERMISSIONS_UNKNOWN',
        severity: 'WARNING',
        ...about(place),
        message: `Whether the role ${role.roleName} may do in ${placeOf(
          place,
        )} what a recovery takes cannot be told: it may not ask IAM`,
        remedy: 'Allow the role iam:SimulatePrincipalPolicy on itself',
        policies: [permissionsPolicy(role, ['iam:SimulatePrincipalPolicy'])],
      },
    ];
  }
  const lacks = (
    severity: 'BLOCKING' | 'WARNING',
    actions: readonly string[],
    what: string,
  ): AccountFinding[] =>
    actions.length === 0
      ? []
      : [
          {
            code: 'PERMISSIONS_MISSING',
            severity,
            ...about(place),
            message: `The role ${role.roleName} may not do ${what}in ${placeOf(
              place,
            )}: ${actions.join(', ')}`,
            remedy:
              'Add the statement to a policy of the role; an explicit denial elsewhere would have to go, too',
            policies: [permissionsPolicy(role, actions)],
          },
        ];
  const isAside = (action: string) =>
    !requiredActions.includes(action) &&
    (tagSyncActions.includes(action) || launchChoiceActions.includes(action));
  return [
    ...lacks(
      'BLOCKING',
      missing.filter(action => !isAside(action)),
      '',
    ),
    // No recovery fails for the lack of them.
    ...lacks(
      'WARNING',
      missing.filter(isAside),
      'what tag synchronisation and the choice of launch settings take ',
    ),
  ];
}

function quotaFindings(
  place: Place,
  quotas: readonly Quota[],
): AccountFinding[] {
  return quotas.flatMap((quota): AccountFinding[] => {
    const { name, description, value, used } = quota;
    if (used === undefined || used < value * NEAR) {
      return [];
    }
    return [
      {
        code: used >= value ? 'QUOTA_REACHED' : 'QUOTA_NEAR',
        severity: momentary.has(name) ? 'INFO' : 'WARNING',
        ...about(place),
        message: `${used} of ${value} are used in ${placeOf(
          place,
        )}: ${description}`,
        remedy: quotaRemedy(quota),
      },
    ];
  });
}

function quotaRemedy({ name, quotaCode, adjustable }: Quota): string {
  if (momentary.has(name)) {
    return 'Jobs that run will end; an execution waits for them';
  }
  if (name === 'REPLICATING_SERVERS') {
    return 'Let further servers replicate into a staging account, and extend them from there';
  }
  if (name === 'RECOVERY_INSTANCES') {
    return 'Terminate recovery instances of drills that are over';
  }
  return adjustable
    ? `Ask AWS for more in Service Quotas (${quotaCode})`
    : 'Use another account or Region for further servers';
}

function quotaReadingFindings(
  place: Place,
  role: Pick<RoleOnRecord, 'accountId' | 'roleName'>,
  notice: string | undefined,
): AccountFinding[] {
  return notice === undefined
    ? []
    : [
        {
          code: 'QUOTAS_UNREADABLE',
          severity: 'INFO',
          ...about(place),
          message: `${notice}. The values that AWS documents stand in for ${placeOf(
            place,
          )}`,
          remedy: 'Allow the role to read Service Quotas',
          policies: [
            permissionsPolicy(role, ['servicequotas:ListServiceQuotas']),
          ],
        },
      ];
}

/** Servers that are extended from accounts of which nothing is on record. */
function unrecordedStagingFindings(
  account: AccountSituation['account'],
  place: Place,
  { servers, staging }: EnteredRegion,
): AccountFinding[] {
  if (!servers.known) {
    return [];
  }
  const onRecord = new Set(
    staging.map(({ staging: { accountId } }) => accountId),
  );
  const unrecorded = Map.groupBy(
    servers.value.filter(
      ({ stagingAccountId = account.accountId }) =>
        stagingAccountId !== account.accountId &&
        !onRecord.has(stagingAccountId),
    ),
    server => server.stagingAccountId ?? account.accountId,
  );
  return [...unrecorded].map(
    ([stagingAccountId, extended]): AccountFinding => ({
      code: 'STAGING_ACCOUNT_NOT_ON_RECORD',
      severity: 'INFO',
      ...about(place),
      message: `${extended.length} servers of ${placeOf(
        place,
      )} are extended from account ${stagingAccountId}, which is not on record`,
      remedy:
        'Add it to the staging accounts, so that its capacity is watched and further servers can be extended from it',
    }),
  );
}

function stagingFindings(
  situation: AccountSituation,
  {
    staging,
    entered,
    servers,
    missingPermissions,
    extensible,
  }: ObservedStaging,
): AccountFinding[] {
  const role: RoleOnRecord = {
    accountId: staging.accountId,
    roleName: staging.roleName,
    hasExternalId: situation.account.hasExternalId,
  };
  const trust = extensible ? trustFindings(situation, staging, extensible) : [];
  if (!entered.known) {
    // Recoveries do not depend on it: servers that are extended stay so.
    const finding = entryFinding(situation, role, staging, entered.failure);
    return [{ ...finding, severity: 'WARNING' }, ...trust];
  }
  return [
    ...(servers ? serversFindings(staging, servers, role) : []),
    ...(missingPermissions
      ? permissionFindings(
          staging,
          role,
          missingPermissions.filter(action => stagingActions.includes(action)),
        )
      : []),
    ...(servers?.known ? stagingRoomFindings(staging, servers.value) : []),
    ...trust,
  ];
}

function stagingRoomFindings(
  staging: ObservedStaging['staging'],
  servers: readonly ObservedSourceServer[],
): AccountFinding[] {
  const used =
    quotaUse(staging.accountId, servers, []).REPLICATING_SERVERS ?? 0;
  return used < staging.maxServers * NEAR
    ? []
    : [
        {
          code:
            used >= staging.maxServers
              ? 'STAGING_ACCOUNT_FULL'
              : 'STAGING_ACCOUNT_NEARLY_FULL',
          severity: 'WARNING',
          ...about(staging),
          message: `${used} of ${
            staging.maxServers
          } servers replicate into staging ${placeOf(staging)}`,
          remedy: 'Let further servers replicate into another staging account',
        },
      ];
}

/** Whether servers of the staging account can be extended by the target account. */
function trustFindings(
  { account }: AccountSituation,
  staging: ObservedStaging['staging'],
  extensible: NonNullable<ObservedStaging['extensible']>,
): AccountFinding[] {
  if (extensible.known) {
    return [];
  }
  const { failure } = extensible;
  return [
    {
      code: 'STAGING_ACCOUNT_CLOSED',
      severity: 'WARNING',
      ...about(staging),
      message: `Servers of staging ${placeOf(
        staging,
      )} cannot be extended into ${account.accountId} (${failure.code}): ${
        failure.message
      }`,
      remedy: `Make ${account.accountId} a trusted account of the staging account (console of AWS DRS there: Settings, Trusted accounts), and allow drs:ListExtensibleSourceServers to the role of the target account`,
      ...awsWords(failure),
    },
  ];
}
