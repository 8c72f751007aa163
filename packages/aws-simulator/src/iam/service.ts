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

import { queryError, QueryParameters, Xml } from '../wire/query-xml';
import { page } from '../wire/paging';
import { QueryOperation, queryService } from '../wire/query-service';
import { CallContext } from '../wire/service';
import { InstanceProfile, instanceProfilesOf } from './instance-profiles';

/** All that the simulated IAM knows is as old as this. */
const CREATED = '2024-03-04T09:12:00Z';

const EC2_TRUST_POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
});

const listInstanceProfiles: QueryOperation = (parameters, context) => {
  const prefix = parameters.get('PathPrefix') ?? '/';
  const { items, more } = marked(
    parameters,
    context,
    'ListInstanceProfiles',
    instanceProfilesOf(context.cloud.seeded, context.caller.accountId).filter(
      ({ path }) => path.startsWith(prefix),
    ),
    ({ name }) => name,
  );
  return { InstanceProfiles: members(items.map(instanceProfileXml)), ...more };
};

const getInstanceProfile: QueryOperation = (parameters, { cloud, caller }) => {
  const name = required(parameters, 'InstanceProfileName');
  const profile = instanceProfilesOf(cloud.seeded, caller.accountId).find(
    candidate => candidate.name === name,
  );
  if (!profile) {
    throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
  }
  return { InstanceProfile: instanceProfileXml(profile) };
};

const getRole: QueryOperation = (parameters, { cloud, caller }) => {
  const name = required(parameters, 'RoleName');
  const account = cloud.world.accounts.find(
    candidate => candidate.accountId === caller.accountId,
  );
  const trusted = account?.roles.find(role => role.roleName === name);
  if (trusted) {
    return {
      Role: roleXml({
        path: '/',
        name,
        id: trusted.roleId,
        arn: `arn:aws:iam::${caller.accountId}:role/${name}`,
        trustPolicy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: {
                AWS: `arn:aws:iam::${trusted.trustedAccountId}:root`,
              },
              Action: 'sts:AssumeRole',
              Condition: {
                StringEquals: { 'sts:ExternalId': trusted.externalId },
              },
            },
          ],
        }),
        maxSessionDurationSeconds: trusted.maxSessionDurationSeconds,
      }),
    };
  }
  const profile = instanceProfilesOf(cloud.seeded, caller.accountId).find(
    candidate => candidate.name === name,
  );
  if (!profile) {
    throw noSuchEntity(`The role with name ${name} cannot be found.`);
  }
  return { Role: instanceRoleXml(profile) };
};

/**
 * SimulatePrincipalPolicy: everything is allowed that no fault denies. A
 * fault for one Region counts where the context says that it is about that
 * Region (`aws:RequestedRegion`).
 */
const simulatePrincipalPolicy: QueryOperation = (parameters, context) => {
  const { cloud } = context;
  checkPrincipal(required(parameters, 'PolicySourceArn'), context);
  const actions = parameters.list('ActionNames.member');
  if (actions.length === 0) {
    throw validationError(
      "Value null at 'actionNames' failed to satisfy constraint: Member must not be null",
    );
  }
  const invalid = actions.find(
    action => !/^[a-z0-9-]+:[A-Za-z0-9*]+$/.test(action),
  );
  if (invalid !== undefined) {
    throw queryError('InvalidInput', 400, `Invalid Action Name ${invalid}`);
  }
  const resources = parameters.list('ResourceArns.member');
  const region = requestedRegion(parameters);
  const evaluations = actions.flatMap(action =>
    (resources.length > 0 ? resources : ['*']).map(resource => ({
      action,
      resource,
    })),
  );
  const rows = evaluations.map((evaluation, index) => ({ evaluation, index }));
  const { items, more } = marked(
    parameters,
    context,
    'SimulatePrincipalPolicy',
    rows,
    ({ index }) => String(index).padStart(6, '0'),
  );
  return {
    EvaluationResults: members(
      items.map(({ evaluation: { action, resource } }) => ({
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: cloud.faults.isDenied(action, {
          account: context.caller.accountId,
          ...(region !== undefined && { region }),
        })
          ? 'implicitDeny'
          : 'allowed',
        MatchedStatements: '',
        MissingContextValues: '',
      })),
    ),
    ...more,
  };
};

/** AWS Identity and Access Management: query protocol, XML; one for all Regions. */
export const iamService = queryService({
  name: 'iam',
  version: '2010-05-08',
  operations: new Map([
    ['GetInstanceProfile', getInstanceProfile],
    ['GetRole', getRole],
    ['ListInstanceProfiles', listInstanceProfiles],
    ['SimulatePrincipalPolicy', simulatePrincipalPolicy],
  ]),
});

function requestedRegion(parameters: QueryParameters): string | undefined {
  const entries = 'ContextEntries.member';
  const index = parameters
    .indexes(entries)
    .find(
      i =>
        parameters.get(`${entries}.${i}.ContextKeyName`)?.toLowerCase() ===
        'aws:requestedregion',
    );
  return index === undefined
    ? undefined
    : parameters.list(`${entries}.${index}.ContextKeyValues.member`)[0];
}

/** @throws AwsError if there is no such role or user in the caller's account */
function checkPrincipal(arn: string, { cloud, caller }: CallContext): void {
  const match = /^arn:aws:iam::(\d{12}):(role|user)\/(?:.*\/)?([^/]+)$/.exec(
    arn,
  );
  if (!match)
    throw queryError('InvalidInput', 400, `Invalid Entity Arn: ${arn}`);
  const [, accountId, kind, name] = match;
  const { accounts, accessKeys } = cloud.world;
  const names =
    kind === 'user'
      ? accessKeys.filter(k => k.accountId === accountId).map(k => k.userName)
      : [
          ...(accounts.find(a => a.accountId === accountId)?.roles ?? []).map(
            role => role.roleName,
          ),
          ...instanceProfilesOf(cloud.seeded, accountId).map(p => p.name),
        ];
  if (accountId !== caller.accountId || !names.includes(name)) {
    throw noSuchEntity(
      kind === 'user'
        ? `The user with name ${name} cannot be found.`
        : `The role with name ${name} cannot be found.`,
    );
  }
}

/** One page, as IAM marks them. */
function marked<T>(
  parameters: QueryParameters,
  { cloud, caller }: CallContext,
  operation: string,
  items: readonly T[],
  keyOf: (item: T) => string,
): { items: T[]; more: { [name: string]: Xml } } {
  const size = Number(parameters.get('MaxItems') ?? 100);
  if (!Number.isInteger(size) || size < 1 || size > 1_000) {
    throw validationError(
      `Value '${parameters.get(
        'MaxItems',
      )}' at 'maxItems' failed to satisfy constraint: Member must have value between 1 and 1000`,
    );
  }
  const scope = JSON.stringify([operation, caller.accountId]);
  const marker = parameters.get('Marker');
  const after = marker ? cloud.pageTokens.open(scope, marker) : undefined;
  if (marker && after === undefined) {
    throw validationError(`Invalid Marker: ${marker}`);
  }
  const shown = page(
    [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    keyOf,
    after,
    size,
  );
  return {
    items: shown.items,
    more: {
      IsTruncated: shown.lastKey !== undefined,
      ...(shown.lastKey !== undefined && {
        Marker: cloud.pageTokens.seal(scope, shown.lastKey),
      }),
    },
  };
}

function instanceProfileXml(profile: InstanceProfile): Xml {
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: profile.arn,
    CreateDate: CREATED,
    Roles: members([instanceRoleXml(profile)]),
  };
}

function instanceRoleXml(profile: InstanceProfile): Xml {
  return roleXml({
    path: profile.path,
    name: profile.name,
    id: profile.roleId,
    arn: profile.roleArn,
    trustPolicy: EC2_TRUST_POLICY,
    maxSessionDurationSeconds: 3_600,
  });
}

function roleXml(role: {
  path: string;
  name: string;
  id: string;
  arn: string;
  trustPolicy: string;
  maxSessionDurationSeconds: number;
}): Xml {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: CREATED,
    // IAM encodes policies as in URLs.
    AssumeRolePolicyDocument: encodeURIComponent(role.trustPolicy),
    MaxSessionDuration: role.maxSessionDurationSeconds,
  };
}

function members(items: Xml[]): Xml {
  return items.length === 0 ? '' : { member: items };
}

function required(parameters: QueryParameters, name: string): string {
  const value = parameters.get(name);
  if (value === undefined) {
    const member = name[0].toLowerCase() + name.slice(1);
    throw validationError(
      `Value null at '${member}' failed to satisfy constraint: Member must not be null`,
    );
  }
  return value;
}

function validationError(problem: string) {
  return queryError(
    'ValidationError',
    400,
    `1 validation error detected: ${problem}`,
  );
}

function noSuchEntity(message: string) {
  return queryError('NoSuchEntity', 404, message);
}
