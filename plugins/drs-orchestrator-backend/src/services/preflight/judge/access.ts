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

import type { AwsFailure, Scope } from '@drs-orchestrator/drs-engine';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { PreflightSituation, ReachedScope } from '../situation';

export const placeOf = ({ accountId, region }: Scope): string =>
  `account ${accountId}, ${region}`;

export const scopeSubject = ({ accountId, region }: Scope) => ({
  kind: 'account' as const,
  id: accountId,
  name: `${accountId} ${region}`,
});

/** Accounts and Regions that cannot be worked in, and what the role may not do in the others. */
export function accessFindings({
  scopes,
}: Pick<PreflightSituation, 'scopes'>): Finding[] {
  return scopes.flatMap(scope =>
    scope.reached
      ? permissionFindings(scope)
      : [unreachedFinding(scope, scope.failure)],
  );
}

function unreachedFinding(scope: Scope, failure: AwsFailure): Finding {
  return failure.kind === 'not-initialized'
    ? {
        code: 'REGION_NOT_INITIALIZED',
        severity: 'BLOCKING',
        subject: scopeSubject(scope),
        message: `DRS is not set up in ${placeOf(scope)}`,
        remedy:
          'Open the console of AWS DRS in this account and Region once and set it up, or use another Region',
      }
    : {
        code: 'ACCOUNT_UNREACHABLE',
        severity: 'BLOCKING',
        subject: scopeSubject(scope),
        message: `${placeOf(scope)} cannot be asked (${failure.code}): ${
          failure.message
        }`,
        remedy: 'Check the account on record, its role, and its trust in ours',
      };
}

function permissionFindings(scope: ReachedScope): Finding[] {
  const { missingPermissions } = scope;
  const missing = missingPermissions.known
    ? missingPermissions.value
    : undefined;
  if (missing === undefined) {
    return [
      {
        code: 'PERMISSIONS_UNKNOWN',
        severity: 'WARNING',
        subject: scopeSubject(scope),
        message: missingPermissions.known
          ? `Whether the role in ${placeOf(
              scope,
            )} may do what a recovery takes cannot be told: it may not ask IAM`
          : `Whether the role in ${placeOf(
              scope,
            )} may do what a recovery takes could not be asked (${
              missingPermissions.failure.code
            })`,
        remedy: 'Allow the role iam:SimulatePrincipalPolicy on itself',
      },
    ];
  }
  return missing.length === 0
    ? []
    : [
        {
          code: 'PERMISSIONS_MISSING',
          severity: 'BLOCKING',
          subject: scopeSubject(scope),
          message: `The role in ${placeOf(scope)} may not ${missing.join(
            ', ',
          )}`,
          remedy: 'Allow these actions to the role; a recovery needs them',
          // IAM's simulation knows neither conditions on tags nor all of an organisation's policies.
          overridable: true,
        },
      ];
}

/** What could not be asked, of accounts that were reached. */
export function gapFindings({
  scopes,
  conditions,
}: Pick<PreflightSituation, 'scopes' | 'conditions'>): Finding[] {
  return scopes.flatMap(scope => {
    if (!scope.reached) {
      return [];
    }
    const gaps: [string, AwsFailure, Finding['severity']][] = [];
    if (!scope.instances.known) {
      // Without them nobody can tell whether a live recovery would be deleted.
      gaps.push(['recovery instances', scope.instances.failure, 'BLOCKING']);
    }
    if (!scope.jobs.known) {
      // Nor whether there is room now, for whoever would not wait for it.
      gaps.push([
        'DRS jobs',
        scope.jobs.failure,
        conditions.onLimit === 'REJECT' ? 'BLOCKING' : 'WARNING',
      ]);
    }
    if (scope.settings && !scope.settings.known) {
      gaps.push(['launch settings', scope.settings.failure, 'WARNING']);
    }
    const [resourceFailure] = scope.resourceFailures;
    if (resourceFailure) {
      gaps.push([
        'subnets, addresses, security groups, instance types or profiles',
        resourceFailure,
        'WARNING',
      ]);
    }
    return gaps.map(
      ([what, failure, severity]): Finding => ({
        code: 'NOT_CHECKED',
        severity,
        subject: scopeSubject(scope),
        message: `The ${what} of ${placeOf(scope)} could not be read (${
          failure.code
        }): ${failure.message}`,
        remedy: 'Try again; if it stays so, check what the role may read',
      }),
    );
  });
}
