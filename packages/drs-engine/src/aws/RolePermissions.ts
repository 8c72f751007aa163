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
  IAMClient,
  paginateSimulatePrincipalPolicy,
  type EvaluationResult,
} from '@aws-sdk/client-iam';
import type { Logger } from '../ports/logger';
import type { Permissions } from '../ports/permissions';
import { forReads, readLimit, type ConnectionSettings } from './clientSettings';
import { toAwsFailure } from './errors';
import { requiredActions } from './requiredActions';

/** Action names in one simulation; IAM takes more, in requests that grow long. */
const ACTIONS_PER_CALL = 50;

/** What a role may do, by IAM's own simulation of its policies. */
export class RolePermissions implements Permissions {
  readonly #settings: ConnectionSettings;
  readonly #roleArn: string;
  readonly #logger: Logger;
  readonly #iam: IAMClient;

  constructor(
    settings: ConnectionSettings & { roleArn: string; logger: Logger },
  ) {
    this.#settings = settings;
    this.#roleArn = settings.roleArn;
    this.#logger = settings.logger;
    this.#iam = new IAMClient(forReads(settings));
  }

  async missingPermissions(
    actions: readonly string[] = requiredActions,
  ): Promise<string[] | undefined> {
    const missing: string[] = [];
    try {
      for (let at = 0; at < actions.length; at += ACTIONS_PER_CALL) {
        missing.push(
          ...(await this.#denied(actions.slice(at, at + ACTIONS_PER_CALL))),
        );
      }
    } catch (error) {
      const { message, code } = toAwsFailure(error);
      this.#logger.debug(`What the role may do cannot be told: ${message}`, {
        ...this.#settings.scope,
        code,
      });
      return undefined;
    }
    return missing;
  }

  close(): void {
    this.#iam.destroy();
  }

  async #denied(actions: readonly string[]): Promise<string[]> {
    const denied: string[] = [];
    for await (const page of paginateSimulatePrincipalPolicy(
      { client: this.#iam },
      {
        PolicySourceArn: this.#roleArn,
        ActionNames: [...actions],
        // For policies that are bound to Regions.
        ContextEntries: [
          {
            ContextKeyName: 'aws:RequestedRegion',
            ContextKeyType: 'string',
            ContextKeyValues: [this.#settings.scope.region],
          },
        ],
      },
      { abortSignal: readLimit(this.#settings) },
    )) {
      denied.push(
        ...(page.EvaluationResults ?? [])
          .filter(isDenied)
          .flatMap(({ EvalActionName }) => EvalActionName ?? []),
      );
    }
    return denied;
  }
}

/**
 * A policy with conditions on what is not told here, such as the tags of the
 * resource, is no proof of a refusal: only what no statement allows at all is.
 */
const isDenied = (result: EvaluationResult): boolean =>
  result.EvalDecision === 'explicitDeny' ||
  (result.EvalDecision === 'implicitDeny' &&
    (result.MissingContextValues ?? []).length === 0);
