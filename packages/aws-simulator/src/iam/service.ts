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

import { Xml } from '../wire/query-xml';
import { QueryOperation, queryService } from '../wire/query-service';
import { marked, members, noSuchEntity, required } from './answers';
import { InstanceProfile, instanceProfilesOf } from './instance-profiles';
import { simulatePrincipalPolicy } from './simulate-principal-policy';

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
