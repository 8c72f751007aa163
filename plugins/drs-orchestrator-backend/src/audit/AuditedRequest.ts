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
  endpoints,
  type AuditActor,
  type AuditOutcome,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { isDeepStrictEqual } from 'node:util';
import type { RequestContext } from '../access/Caller';
import type { ServedOperation } from '../services/Services';
import type { AuditWriter } from './AuditWriter';
import type { ChangeInTransaction } from './currentChange';
import {
  claimedSubject,
  locatorOf,
  requestedOf,
  subjectOfPath,
  type Subject,
} from './subjects';

/** From where a request came, as far as that is known. */
export interface Origin {
  readonly address?: string;
  readonly userAgent?: string;
  /** The caller's own. */
  readonly correlationId?: string;
}

type State = Record<string, unknown>;

/** Operations of which the reads are audited, too, and which of them. */
const isAuditedRead = (operation: ServedOperation, query: unknown): boolean =>
  operation === 'list_audit_entries' &&
  typeof query === 'object' &&
  query !== null &&
  'order' in query &&
  query.order === 'SEALED';

/** Whether an operation changes or decides something. */
export function isChange(operation: ServedOperation): boolean {
  const { method, access } = endpoints[operation];
  return (
    method !== 'GET' &&
    access.kind === 'permission' &&
    access.permission !== 'viewResources'
  );
}

export function auditActorOf({
  caller,
  credentials,
}: RequestContext): AuditActor {
  switch (caller.kind) {
    case 'person': {
      if (caller.breakGlass) {
        const { subject, reason } = caller.breakGlass;
        return {
          kind: 'person',
          ref: caller.ref,
          through: subject,
          breakGlassReason: reason,
        };
      }
      const { principal } = credentials;
      const through =
        typeof principal === 'object' &&
        principal !== null &&
        'actor' in principal &&
        typeof principal.actor === 'object' &&
        principal.actor !== null &&
        'subject' in principal.actor &&
        typeof principal.actor.subject === 'string'
          ? principal.actor.subject
          : undefined;
      return { kind: 'person', ref: caller.ref, through };
    }
    case 'program':
      return { kind: 'program', ref: caller.ref };
    case 'nobody':
      return { kind: 'person', ref: 'anybody' };
    default:
      throw new Error(`Unknown caller ${caller satisfies never}`);
  }
}

/**
 * One request under audit: finds what it changes, and writes who did what to it,
 * and what came of it. A change in our database is written in its transaction;
 * what is done elsewhere is announced before it is done.
 */
export class AuditedRequest<K extends ServedOperation>
  implements ChangeInTransaction
{
  readonly requestId: string;
  readonly #knex: Knex;
  readonly #writer: AuditWriter;
  readonly #operation: K;
  readonly #context: RequestContext;
  readonly #origin: Origin;
  #isAudited: boolean;
  #subject: Subject;
  #request?: ValidRequest<K>;
  /** `recorded`: the entry of the success is there. */
  #progress: 'open' | 'writing' | 'recorded' | 'closed' = 'open';

  constructor(options: {
    knex: Knex;
    writer: AuditWriter;
    operation: K;
    context: RequestContext;
    origin: Origin;
    requestId: string;
    /** Of the path, not validated. */
    params: unknown;
  }) {
    this.requestId = options.requestId;
    this.#knex = options.knex;
    this.#writer = options.writer;
    this.#operation = options.operation;
    this.#context = options.context;
    this.#origin = options.origin;
    this.#isAudited = isChange(options.operation);
    this.#subject = subjectOfPath(options.operation, options.params);
  }

  /** What the entries of this request are about. */
  get record(): { kind: string; id?: string; name?: string } {
    const { kind, id, name } = this.#subject;
    return { kind, id, name };
  }

  /**
   * The request is valid and permitted: looks at what it is about before it is
   * changed, or announces what is done outside of our database.
   *
   * @throws Error where the announcement cannot be written: nothing may be done then
   */
  async begin(request: ValidRequest<K>): Promise<void> {
    this.#request = request;
    const { params, query, body } = request;
    this.#isAudited ||= isAuditedRead(this.#operation, query);
    if (!this.#isAudited) {
      return;
    }
    const locate = locatorOf(this.#operation);
    if (locate) {
      this.#subject = await locate(this.#knex, request);
    } else if (isChange(this.#operation)) {
      this.#subject = claimedSubject(params, body, query);
      await this.#write('STARTED');
    } else {
      this.#subject = { kind: 'audit-trail' };
    }
  }

  async recordIn(trx: Knex.Transaction): Promise<void> {
    const locate = locatorOf(this.#operation);
    if (this.#progress !== 'open' || !this.#request || !locate) {
      return;
    }
    const now = await locate(trx, this.#request);
    if (isDeepStrictEqual(now, this.#subject)) {
      return;
    }
    await this.#writeChange(now, trx);
    this.#progress = 'writing';
  }

  async recordPartIn(
    trx: Knex.Transaction,
    before: Subject,
    now: Subject,
  ): Promise<void> {
    await this.#write('SUCCEEDED', differences(before, now), trx, now);
  }

  committed(): void {
    if (this.#progress === 'writing') {
      this.#progress = 'recorded';
    }
  }

  /**
   * The request is served.
   *
   * @throws Error where that cannot be written: whoever asked must not hear of success
   */
  async succeeded(): Promise<void> {
    const recorded = this.#progress === 'recorded';
    this.#progress = 'closed';
    if (!this.#isAudited || recorded) {
      return;
    }
    const locate = locatorOf(this.#operation);
    if (locate && this.#request) {
      await this.#writeChange(await locate(this.#knex, this.#request));
    } else {
      await this.#write('SUCCEEDED');
    }
  }

  /** The request was refused, or came to nothing. */
  async failed(error: DrsError | undefined): Promise<void> {
    this.#progress = 'closed';
    if (this.#isAudited) {
      // A start that was refused is about the plan, not about its last run.
      const claimed = claimedSubject(
        this.#request?.params,
        this.#request?.body,
      );
      if (this.#subject.kind === 'execution' && claimed.kind !== 'execution') {
        this.#subject = claimed;
      }
      const refused = error !== undefined && error.status < 500;
      await this.#write(refused ? 'REFUSED' : 'FAILED', {
        code: error?.code ?? 'INTERNAL_ERROR',
      });
    }
  }

  async #writeChange(now: Subject, knex?: Knex): Promise<void> {
    const before = this.#subject;
    this.#subject = {
      ...now,
      id: now.id ?? before.id,
      name: now.name ?? before.name,
    };
    await this.#write('SUCCEEDED', differences(before, now), knex);
  }

  async #write(
    outcome: AuditOutcome,
    more: { code?: string; before?: State; after?: State } = {},
    knex?: Knex,
    subject: Subject = this.#subject,
  ): Promise<void> {
    const { kind, id, name } = subject;
    const { address, userAgent, correlationId } = this.#origin;
    await this.#writer.write(
      {
        actor: auditActorOf(this.#context),
        operation: this.#operation,
        record: { kind, id, name },
        origin: { address, userAgent },
        outcome,
        requestId: this.requestId,
        correlationId,
        requested: this.#request && requestedOf(this.#request),
        ...more,
      },
      knex,
    );
  }
}

/** The fields that differ, as they were and as they are. */
function differences(
  before: Subject,
  now: Subject,
): { before?: State; after?: State } {
  const isSame = before.id === now.id || !before.id || !now.id;
  if (now.kind === 'execution' && now.id !== undefined) {
    // Its log has what was before.
    return { after: now.state };
  }
  if (!before.state || !now.state || !isSame) {
    return { before: before.state, after: now.state };
  }
  const [was, is] = [before.state, now.state];
  const changed = [
    ...new Set([...Object.keys(was), ...Object.keys(is)]),
  ].filter(field => !isDeepStrictEqual(was[field], is[field]));
  const pick = (state: Readonly<State>) =>
    Object.fromEntries(
      changed.flatMap(field =>
        state[field] === undefined ? [] : [[field, state[field]]],
      ),
    );
  return changed.length > 0 ? { before: pick(was), after: pick(is) } : {};
}
