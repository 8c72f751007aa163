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

import { queryError, QueryParameters } from '../wire/query-xml';
import { QueryOperation } from '../wire/query-service';
import { CallContext } from '../wire/service';
import {
  marked,
  members,
  noSuchEntity,
  required,
  validationError,
} from './answers';
import { instanceProfilesOf } from './instance-profiles';

/**
 * SimulatePrincipalPolicy: everything is allowed that no fault denies. A
 * fault for one Region counts where the context says that it is about that
 * Region (`aws:RequestedRegion`).
 */
export const simulatePrincipalPolicy: QueryOperation = (
  parameters,
  context,
) => {
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
