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

import type { CallerIdentity } from '@drs-orchestrator/drs-engine';
import type {
  AccountFinding,
  PolicyStatement,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

type Policy = NonNullable<AccountFinding['policies']>[number];

/** A role of an account, as the record names it. */
export interface RoleOnRecord {
  readonly accountId: string;
  readonly roleName: string;
  readonly hasExternalId: boolean;
}

/** Stands where the external ID belongs, which is never answered. */
const EXTERNAL_ID_PLACEHOLDER = 'THE-EXTERNAL-ID-ON-RECORD';

/**
 * Statements that allow actions to a role. `iam:PassRole` is narrowed to EC2, the
 * one service that DRS passes roles to: with it on everything the role could
 * make itself anyone.
 */
export function permissionsPolicy(
  role: Pick<RoleOnRecord, 'accountId' | 'roleName'>,
  actions: readonly string[],
): Policy {
  const passing = actions.filter(action => action === 'iam:PassRole');
  const others = actions.filter(action => action !== 'iam:PassRole').sort();
  const statements: PolicyStatement[] = [];
  if (others.length > 0) {
    statements.push({
      Sid: 'DrsOrchestratorMissingActions',
      Effect: 'Allow',
      Action: others,
      Resource: '*',
    });
  }
  if (passing.length > 0) {
    statements.push({
      Sid: 'DrsOrchestratorPassRole',
      Effect: 'Allow',
      Action: passing,
      Resource: '*',
      Condition: {
        StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' },
      },
    });
  }
  return {
    kind: 'PERMISSIONS',
    accountId: role.accountId,
    identity: role.roleName,
    statements,
  };
}

/** The trust policy that lets the orchestrator assume a role. */
export const trustPolicy = (
  role: RoleOnRecord,
  hub: CallerIdentity,
): Policy => ({
  kind: 'TRUST',
  accountId: role.accountId,
  identity: role.roleName,
  statements: [
    {
      Sid: 'DrsOrchestratorTrust',
      Effect: 'Allow',
      Principal: { AWS: principalOf(hub.arn) },
      Action: ['sts:AssumeRole'],
      ...(role.hasExternalId && {
        Condition: {
          StringEquals: { 'sts:ExternalId': EXTERNAL_ID_PLACEHOLDER },
        },
      }),
    },
  ],
});

/** What lets the orchestrator's own identity ask for the role. */
export const hubPolicy = (
  role: Pick<RoleOnRecord, 'accountId' | 'roleName'>,
  hub: CallerIdentity,
): Policy => ({
  kind: 'PERMISSIONS',
  accountId: hub.accountId,
  identity: principalOf(hub.arn),
  statements: [
    {
      Sid: 'DrsOrchestratorAssume',
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      Resource: `arn:${hub.arn.split(':')[1]}:iam::${role.accountId}:role/${
        role.roleName
      }`,
    },
  ],
});

/** Trust names a role itself, and not the sessions that it has. */
const principalOf = (arn: string): string =>
  arn.replace(/^(arn:[\w-]+):sts::(\d+):assumed-role\//, '$1:iam::$2:role/');
