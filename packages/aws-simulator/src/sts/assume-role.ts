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

import { AwsError } from '../wire/errors';
import { queryError, QueryParameters, Xml } from '../wire/query-xml';
import { CallContext, Caller } from '../wire/service';
import { Credentials } from './credentials';

const DEFAULT_DURATION_SECONDS = 3_600;
const SHORTEST_DURATION_SECONDS = 900;
const LONGEST_DURATION_SECONDS = 43_200;
/** Credentials of a role may not get longer ones by assuming another. */
const ROLE_CHAINING_SECONDS = 3_600;

/**
 * AssumeRole: gives credentials of a role to a caller whom the role's trust
 * policy names, if the external ID is the one it asks for. Whatever is wrong
 * (account, role, trust, external ID), the answer is the same AccessDenied.
 */
export function assumeRole(
  parameters: QueryParameters,
  { cloud, caller }: CallContext,
  credentials: Credentials,
): { [name: string]: Xml } {
  const roleArn = constrained(parameters, 'RoleArn', /^.{20,2048}$/);
  const sessionName = constrained(
    parameters,
    'RoleSessionName',
    /^[\w+=,.@-]{2,64}$/,
  );
  const externalId =
    parameters.get('ExternalId') === undefined
      ? undefined
      : constrained(parameters, 'ExternalId', /^[\w+=,.@:/-]{2,1224}$/);
  const duration = durationSeconds(parameters);

  const match = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(roleArn);
  if (!match) {
    throw queryError('ValidationError', 400, `${roleArn} is invalid`);
  }
  const [, accountId, roleName] = match;
  const role = cloud.world.accounts
    .find(account => account.accountId === accountId)
    ?.roles.find(candidate => candidate.roleName === roleName);
  if (
    !role ||
    role.trustedAccountId !== caller.accountId ||
    role.externalId !== externalId
  ) {
    throw accessDenied(caller, roleArn);
  }
  if (caller.isAssumedRole && duration > ROLE_CHAINING_SECONDS) {
    throw queryError(
      'ValidationError',
      400,
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  }
  if (duration > role.maxSessionDurationSeconds) {
    throw queryError(
      'ValidationError',
      400,
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  const arn = `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
  const userId = `${role.roleId}:${sessionName}`;
  const minted = credentials.mint(
    { accountId, arn, userId },
    duration,
    cloud.time.wallNow(),
  );
  return {
    AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
    Credentials: {
      AccessKeyId: minted.accessKeyId,
      SecretAccessKey: minted.secretAccessKey,
      SessionToken: minted.sessionToken,
      Expiration: new Date(minted.expiration)
        .toISOString()
        .replace(/\.\d{3}Z$/, 'Z'),
    },
  };
}

function durationSeconds(parameters: QueryParameters): number {
  const text = parameters.get('DurationSeconds');
  if (text === undefined) return DEFAULT_DURATION_SECONDS;
  const value = Number(text);
  if (!Number.isInteger(value)) {
    throw queryError(
      'MalformedInput',
      400,
      `Value '${text}' at 'durationSeconds' is not an integer`,
    );
  }
  if (value < SHORTEST_DURATION_SECONDS) {
    throw constraintError(
      text,
      'durationSeconds',
      `Member must have value greater than or equal to ${SHORTEST_DURATION_SECONDS}`,
    );
  }
  if (value > LONGEST_DURATION_SECONDS) {
    throw constraintError(
      text,
      'durationSeconds',
      `Member must have value less than or equal to ${LONGEST_DURATION_SECONDS}`,
    );
  }
  return value;
}

function constrained(
  parameters: QueryParameters,
  name: string,
  pattern: RegExp,
): string {
  const member = name[0].toLowerCase() + name.slice(1);
  const value = parameters.get(name);
  if (value === undefined) {
    throw queryError(
      'ValidationError',
      400,
      `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
    );
  }
  if (!pattern.test(value)) {
    throw constraintError(
      value,
      member,
      `Member must satisfy regular expression pattern: ${pattern.source}`,
    );
  }
  return value;
}

function constraintError(
  value: string,
  member: string,
  constraint: string,
): AwsError {
  return queryError(
    'ValidationError',
    400,
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

function accessDenied(caller: Caller, roleArn: string): AwsError {
  return queryError(
    'AccessDenied',
    403,
    `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
  );
}
