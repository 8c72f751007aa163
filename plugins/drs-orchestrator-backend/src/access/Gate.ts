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
  type DrsPermissionKey,
  type EndpointAccess,
  type ErrorCode,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import type {
  RecordAttributes,
  RecordKind,
} from '../database/RecordAttributes';
import { insufficient, type Authorizer, type Judge } from './Authorizer';
import type { RequestContext } from './Caller';

interface KindOfRecord {
  readonly kind: RecordKind;
  readonly notFound: ErrorCode;
  readonly called: string;
}

/** An ID that no database takes names nothing. */
const paramsSchema = z.record(
  z.string(),
  z
    .string()
    .max(64)
    .regex(/^[^\0]*$/),
);

/** An account and Region; what is malformed is refused once the request is validated. */
const scopeSchema = z.object({
  accountId: z.string().optional(),
  region: z.string().optional(),
});

/** What a request says that it is about, not validated yet. */
interface Named {
  readonly params: unknown;
  readonly query: unknown;
}

/** Which record a parameter of a path names. */
const kindsByParam: ReadonlyMap<string, KindOfRecord> = new Map([
  [
    'groupId',
    {
      kind: 'protection-group',
      notFound: 'PROTECTION_GROUP_NOT_FOUND',
      called: 'protection group',
    },
  ],
  [
    'planId',
    {
      kind: 'recovery-plan',
      notFound: 'RECOVERY_PLAN_NOT_FOUND',
      called: 'recovery plan',
    },
  ],
  [
    'executionId',
    {
      kind: 'execution',
      notFound: 'EXECUTION_NOT_FOUND',
      called: 'execution',
    },
  ],
]);

/** Lets requests pass to what serves them, or refuses them. */
export class Gate {
  readonly #authorizer: Authorizer;
  readonly #records: RecordAttributes;

  static create(options: {
    authorizer: Authorizer;
    records: RecordAttributes;
  }): Gate {
    return new Gate(options.authorizer, options.records);
  }

  private constructor(authorizer: Authorizer, records: RecordAttributes) {
    this.#authorizer = authorizer;
    this.#records = records;
  }

  /**
   * Before a request is read any further: whoever may not call learns nothing by
   * calling. Where the caller may do it to some records only, and the endpoint is
   * about no record that could be judged, it is refused.
   *
   * @param request - what the path and the query name, not validated yet
   * @throws DrsError INSUFFICIENT_PERMISSIONS; …_NOT_FOUND for a record that the caller may not even see
   */
  async pass(
    access: EndpointAccess,
    request: Named,
    context: RequestContext,
  ): Promise<void> {
    switch (access.kind) {
      case 'permission':
        await this.#passWith(access, request, context);
        return;
      case 'signed-in':
      case 'by-operation':
      case 'public':
        // Being signed in is proved by then, and an operation that is found by
        // its name is judged once it is found.
        return;
      default:
        throw new Error(`Unknown access ${access satisfies never}`);
    }
  }

  async #passWith(
    access: Extract<EndpointAccess, { kind: 'permission' }>,
    request: Named,
    context: RequestContext,
  ): Promise<void> {
    const { permission, judged } = access;
    const inPath = judged === 'in-path';
    const judge = await this.#authorizer.judge(
      inPath ? [permission, 'viewResources'] : [permission],
      context,
    );
    if (!mayPass(judge, access, request)) {
      throw insufficient(permission, judge);
    }
    if (
      inPath &&
      !(judge.mayAlways(permission) && judge.mayAlways('viewResources'))
    ) {
      await this.#passRecord(permission, request.params, judge);
    }
  }

  async #passRecord(
    permission: DrsPermissionKey,
    params: unknown,
    judge: Judge,
  ): Promise<void> {
    const given = paramsSchema.safeParse(params).data ?? {};
    const named = Object.entries(given).flatMap(([param, id]) => {
      const kind = kindsByParam.get(param);
      return kind ? [{ ...kind, id }] : [];
    });
    if (named.length === 0) {
      throw insufficient(permission, judge);
    }
    for (const { kind, id, notFound, called } of named) {
      const record = (await this.#records.of(kind, [id])).get(id);
      if (!record || !judge.may('viewResources', record)) {
        throw new DrsError(notFound, `There is no ${called} ${id}`);
      }
      if (!judge.may(permission, record)) {
        throw insufficient(permission, judge);
      }
    }
  }
}

/** Whether the caller may go on, as far as that can be told without looking at a record. */
function mayPass(
  judge: Judge,
  { permission, judged }: Extract<EndpointAccess, { kind: 'permission' }>,
  { query }: Named,
): boolean {
  switch (judged) {
    case 'everything':
      return judge.mayAlways(permission);
    case 'in-query':
      return judge.mayIn(permission, scopeSchema.safeParse(query).data ?? {});
    case 'in-path':
    case 'by-service':
    case 'any':
      return judge.mayAtTimes(permission);
    default:
      throw new Error(`Unknown records ${judged satisfies never}`);
  }
}
