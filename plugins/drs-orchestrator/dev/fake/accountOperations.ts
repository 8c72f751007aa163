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
  DrsError,
  type AccountFinding,
  type Capacity,
  type TargetAccount,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { FakeRecords, Stored } from './FakeRecords';
import { page, type Operations } from './operations';

const HUB = '999988887777';
/** What replicates into each staging account and could be extended. */
const STAGED = ['loyalty-app-01', 'loyalty-app-02', 'loyalty-db-01'];

const capacity = (used: number, limit: number): Capacity => ({
  used,
  limit,
  headRoom: Math.max(0, limit - used),
});

/** What a role may not do, with the statement that mends it. */
export function missingPermission(
  accountId: string,
  region: string,
): AccountFinding {
  return {
    code: 'PERMISSIONS_MISSING',
    severity: 'BLOCKING',
    accountId,
    region,
    subject: { kind: 'account', id: accountId, name: `${accountId} ${region}` },
    message: `The role DrsOrchestratorRole may not do in account ${accountId}, ${region}: ec2:RunInstances`,
    remedy:
      'Add the statement to a policy of the role; an explicit denial elsewhere would have to go, too',
    policies: [
      {
        kind: 'PERMISSIONS',
        accountId,
        identity: 'DrsOrchestratorRole',
        statements: [
          {
            Sid: 'DrsOrchestratorMissingActions',
            Effect: 'Allow',
            Action: ['ec2:RunInstances'],
            Resource: '*',
          },
        ],
      },
    ],
  };
}

/** A role that AWS does not let us assume. */
function closed({
  accountId,
  regions,
}: Stored<TargetAccount>): AccountFinding[] {
  return regions.map(region => ({
    code: 'ROLE_NOT_ASSUMABLE',
    severity: 'BLOCKING',
    accountId,
    region,
    subject: { kind: 'account', id: accountId, name: `${accountId} ${region}` },
    message: `The role in account ${accountId}, ${region} cannot be assumed (AccessDenied): User: arn:aws:iam::${HUB}:user/drs-orchestrator is not authorized to perform: sts:AssumeRole`,
    remedy:
      'AWS does not say why. Check the role, its trust policy and the external ID',
    aws: {
      code: 'AccessDenied',
      requestId: '1f0c7a4e-0000-4000-a000-00000000beef',
    },
    policies: [
      {
        kind: 'TRUST',
        accountId,
        identity: 'DrsOrchestratorRole',
        statements: [
          {
            Sid: 'DrsOrchestratorTrust',
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${HUB}:user/drs-orchestrator` },
            Action: ['sts:AssumeRole'],
            Condition: {
              StringEquals: { 'sts:ExternalId': 'THE-EXTERNAL-ID-ON-RECORD' },
            },
          },
        ],
      },
    ],
  }));
}

/** The accounts on record. A role named `Closed…` cannot be assumed, one named `Weak…` lacks a permission. */
export function accountOperations(records: FakeRecords): Operations {
  const extended = new Set<string>();
  const stored = (accountId: string) =>
    records.find(
      records.accounts.find(item => item.accountId === accountId),
      'TARGET_ACCOUNT_NOT_FOUND',
    );
  const tell = (account: Stored<TargetAccount>): TargetAccount => {
    const groups = records.groups.filter(
      group => group.accountId === account.accountId,
    ).length;
    return {
      ...account,
      ...records.caller.actions({
        update_target_account: undefined,
        validate_target_account: undefined,
        delete_target_account:
          groups > 0
            ? `${account.accountName} is needed by ${groups} protection groups`
            : undefined,
        extend_source_servers:
          account.stagingAccounts.length === 0
            ? `No staging account of ${account.accountName} is on record`
            : undefined,
      }),
    };
  };
  const replace = (account: Stored<TargetAccount>): TargetAccount => {
    records.accounts = records.accounts.map(item =>
      item.accountId === account.accountId ? account : item,
    );
    return tell(account);
  };
  const scopes = (query: { accountId?: string; region?: string }) =>
    records.accounts
      .filter(item => !query.accountId || item.accountId === query.accountId)
      .flatMap(account =>
        account.regions
          .filter(region => !query.region || region === query.region)
          .map(region => ({ account, region })),
      );
  const serversIn = (accountId: string, region: string) =>
    records.servers.filter(
      server => server.accountId === accountId && server.region === region,
    ).length;

  return {
    list_target_accounts: ({ query }) =>
      page(records.accounts.map(tell), query),
    get_target_account: ({ params }) => tell(stored(params.accountId)),
    create_target_account: ({ body }) => {
      const { externalId, stagingAccounts = [], ...rest } = body;
      records.checkName(
        records.accounts,
        item => item.accountName,
        body.accountName,
        'accountName',
      );
      const account: Stored<TargetAccount> = {
        ...rest,
        stagingAccounts,
        hasExternalId: externalId !== undefined,
        status: 'UNVALIDATED',
        ...records.stamp(),
      };
      records.accounts = [...records.accounts, account];
      return tell(account);
    },
    update_target_account: ({ params, body }) => {
      const before = stored(params.accountId);
      if (before.version !== body.version) {
        throw new DrsError(
          'VERSION_CONFLICT',
          `The account was changed meanwhile: it has version ${before.version} now`,
          [],
          { current: tell(before) },
        );
      }
      const {
        externalId,
        removeExternalId,
        stagingAccounts = [],
        ...rest
      } = body;
      const { lastValidation: _, ...kept } = before;
      return replace({
        ...kept,
        ...rest,
        stagingAccounts,
        hasExternalId: removeExternalId
          ? false
          : before.hasExternalId || externalId !== undefined,
        status: 'UNVALIDATED',
        version: before.version + 1,
        updatedAt: new Date(records.now()).toISOString(),
      });
    },
    delete_target_account: ({ params }) => {
      const account = stored(params.accountId);
      records.accounts = records.accounts.filter(item => item !== account);
      return undefined;
    },
    validate_target_account: ({ params }) => {
      const account = stored(params.accountId);
      const isClosed = account.roleName.startsWith('Closed');
      const findings = isClosed
        ? closed(account)
        : account.regions
            .slice(0, account.roleName.startsWith('Weak') ? 1 : 0)
            .map(region => missingPermission(account.accountId, region));
      const open = findings.length > 0 ? 'ATTENTION' : 'READY';
      const status = isClosed ? 'UNREACHABLE' : open;
      return replace({
        ...account,
        status,
        lastValidation: {
          at: new Date(records.now()).toISOString(),
          status,
          findings,
        },
      });
    },
    extend_source_servers: ({ params, body }) => {
      const account = stored(params.accountId);
      const idOf = (hostname: string) =>
        `s-${String(STAGED.indexOf(hostname)).padStart(17, '0')}`;
      const free = STAGED.filter(hostname => !extended.has(hostname));
      const { dryRun, region, stagingAccountId } = body;
      const wanted = body.sourceServerIds ?? free.map(idOf);
      const servers = wanted.map(sourceServerId => {
        const hostname = free.find(name => idOf(name) === sourceServerId);
        if (hostname === undefined) {
          return {
            sourceServerId,
            result: 'REFUSED' as const,
            code: 'NOT_EXTENSIBLE',
            message: `${sourceServerId} cannot be extended`,
          };
        }
        if (dryRun) {
          return { sourceServerId, hostname, result: 'EXTENSIBLE' as const };
        }
        if (hostname === 'loyalty-db-01') {
          return {
            sourceServerId,
            hostname,
            result: 'REFUSED' as const,
            code: 'ValidationException',
            message: 'Its staging area uses the default EBS encryption key',
            remedy: 'Move it to a customer managed key',
          };
        }
        extended.add(hostname);
        return {
          sourceServerId,
          hostname,
          result: 'EXTENDED' as const,
          extendedSourceServerId: sourceServerId.replace('s-0', 's-e'),
        };
      });
      return {
        accountId: account.accountId,
        region,
        stagingAccountId,
        servers,
      };
    },
    get_current_account: () => ({
      accountId: HUB,
      arn: `arn:aws:iam::${HUB}:user/drs-orchestrator`,
    }),
    get_drs_accounts: ({ query }) => ({
      items: records.accounts
        .filter(item => !query.accountId || item.accountId === query.accountId)
        .map(({ accountId, accountName, regions }) => ({
          accountId,
          accountName,
          regions: regions.map(region => ({
            region,
            state: 'INITIALIZED' as const,
            sourceServers: serversIn(accountId, region),
          })),
        })),
      unavailable: [],
    }),
    get_drs_account_capacity: ({ query }) => {
      const items = scopes(query).map(({ account, region }) => {
        const { accountId, accountName } = account;
        const servers = serversIn(accountId, region);
        return {
          accountId,
          accountName,
          region,
          initialized: true,
          sourceServers: capacity(servers, 4_000),
          extendedSourceServers: extended.size,
          recoveryInstances: capacity(0, 4_000),
          jobs: capacity(3, 20),
          serversInJobs: capacity(22, 500),
          stagingAccounts: [
            {
              accountId,
              onRecord: true,
              observed: true,
              replicatingServers: capacity(servers, 300),
            },
            ...account.stagingAccounts
              .filter(staging => staging.region === region)
              .map(staging => ({
                accountId: staging.accountId,
                onRecord: true,
                observed: true,
                replicatingServers: capacity(262, staging.maxServers),
              })),
          ],
        };
      });
      const sum = (parts: Capacity[]) =>
        parts.reduce(
          (total, part) =>
            capacity(total.used + part.used, total.limit + part.limit),
          capacity(0, 0),
        );
      return {
        observedAt: new Date(records.now()).toISOString(),
        items,
        total: {
          sourceServers: sum(items.map(item => item.sourceServers)),
          recoveryInstances: sum(items.map(item => item.recoveryInstances)),
          replicatingServers: sum(
            items.flatMap(item =>
              item.stagingAccounts.map(staging => staging.replicatingServers),
            ),
          ),
        },
        unavailable: [],
      };
    },
  };
}
