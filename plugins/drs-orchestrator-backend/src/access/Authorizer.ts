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

import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  DrsError,
  drsPermissions,
  rolesGranting,
  type DrsPermissionKey,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import type { DrsRecord } from './attributes';
import type { AttributeCriteria } from './criteria';
import { conditionsOf } from './conditionsOf';
import type { Machine, Where } from './roleBindings';
import { mayHold } from './mayHold';
import { createConditionalDecision, isAllowed, toFilter } from './rules';

type Decisions = ReadonlyMap<DrsPermissionKey, PolicyDecision>;

/** What is asked for one caller at once, and the answer. */
interface Question {
  readonly keys: Set<DrsPermissionKey>;
  readonly answer: Promise<Decisions>;
}

/** Which records of a list a caller may have: all, none, or those for which the conditions hold. */
export type RecordFilter = boolean | AttributeCriteria;

/** What the policy lets one caller do, to everything or to some records. */
export class Judge {
  readonly #decisions: Decisions;

  constructor(decisions: Decisions) {
    this.#decisions = decisions;
  }

  #decision(key: DrsPermissionKey): PolicyDecision {
    return this.#decisions.get(key) ?? { result: AuthorizeResult.DENY };
  }

  /** Whether the caller may do it to every record there is. */
  mayAlways(key: DrsPermissionKey): boolean {
    return this.#decision(key).result === AuthorizeResult.ALLOW;
  }

  /** Whether there may be records to which the caller may do it. */
  mayAtTimes(key: DrsPermissionKey): boolean {
    return this.#decision(key).result !== AuthorizeResult.DENY;
  }

  may(key: DrsPermissionKey, record: DrsRecord): boolean {
    return isAllowed(this.#decision(key), record);
  }

  /**
   * Whether the caller may do it to any record of an account and Region that
   * there is or could be; what is left out may be any.
   */
  mayIn(
    key: DrsPermissionKey,
    scope: { readonly accountId?: string; readonly region?: string },
  ): boolean {
    const filter = this.filter(key);
    return typeof filter === 'boolean'
      ? filter
      : mayHold(filter, {
          ...(scope.accountId !== undefined && { account: [scope.accountId] }),
          ...(scope.region !== undefined && { region: [scope.region] }),
        });
  }

  filter(key: DrsPermissionKey): RecordFilter {
    const decision = this.#decision(key);
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return true;
      case AuthorizeResult.DENY:
        return false;
      case AuthorizeResult.CONDITIONAL:
        return toFilter(decision.conditions);
      default:
        throw new Error(
          `Unknown decision ${JSON.stringify(decision satisfies never)}`,
        );
    }
  }
}

/**
 * Asks the app's permission policy.
 *
 * A question travels by HTTP and costs more than most of what it guards. For one
 * caller one is under way at a time, and what is asked meanwhile is asked
 * together once it is answered: every answer is younger than its request.
 */
export class Authorizer {
  readonly #permissions: PermissionsService;
  /** By the subject of a program's token: the records that it may concern itself with. */
  readonly #machines: ReadonlyMap<string, Where>;
  /** By caller: what is under way, until it is settled. */
  readonly #asking = new Map<string, Promise<unknown>>();
  /** By caller: what is asked once that is settled. */
  readonly #next = new Map<string, Question>();

  static create(options: {
    permissions: PermissionsService;
    machines: readonly Machine[];
  }): Authorizer {
    return new Authorizer(options.permissions, options.machines);
  }

  private constructor(
    permissions: PermissionsService,
    machines: readonly Machine[],
  ) {
    this.#permissions = permissions;
    this.#machines = new Map(
      machines.map(({ subject, where }) => [subject, where]),
    );
  }

  /** What the caller may do of these. */
  async judge(
    keys: readonly DrsPermissionKey[],
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<Judge> {
    const caller = callerKey(credentials);
    const question =
      this.#next.get(caller) ?? this.#nextQuestion(caller, credentials);
    keys.forEach(key => question.keys.add(key));
    return new Judge(await question.answer);
  }

  #nextQuestion(caller: string, credentials: BackstageCredentials): Question {
    const keys = new Set<DrsPermissionKey>();
    const earlier = this.#asking.get(caller) ?? Promise.resolve();
    const answer = earlier.then(() => {
      this.#next.delete(caller);
      return this.#ask([...keys], credentials);
    });
    const settled: Promise<void> = answer
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => {
        if (this.#asking.get(caller) === settled) {
          this.#asking.delete(caller);
        }
      });
    this.#asking.set(caller, settled);
    const question = { keys, answer };
    this.#next.set(caller, question);
    return question;
  }

  async #ask(
    keys: readonly DrsPermissionKey[],
    credentials: BackstageCredentials,
  ): Promise<Decisions> {
    const decisions = await this.#permissions.authorizeConditional(
      keys.map(key => ({ permission: drsPermissions[key] })),
      { credentials },
    );
    // Backstage asks no policy for programs, so nobody else would look at these.
    const program = programSchema.safeParse(credentials.principal).data;
    const where = program && this.#machines.get(program.subject);
    return new Map(
      keys.map((key, index) => [
        key,
        where ? narrowed(decisions[index], key, where) : decisions[index],
      ]),
    );
  }

  /**
   * Lets a change of one record pass, or refuses it.
   *
   * @throws DrsError INSUFFICIENT_PERMISSIONS, which says whom to ask
   */
  async require(
    key: DrsPermissionKey,
    record: DrsRecord,
    options: { credentials: BackstageCredentials },
  ): Promise<void> {
    const judge = await this.judge([key], options);
    if (!judge.may(key, record)) {
      throw insufficient(key, judge);
    }
  }
}

/** The refusal of a caller who lacks a permission, for everything or for the records concerned. */
export const insufficient = (key: DrsPermissionKey, judge: Judge): DrsError =>
  new DrsError(
    'INSUFFICIENT_PERMISSIONS',
    missingPermission(key, judge.mayAtTimes(key)),
    [],
    { permission: drsPermissions[key].name },
  );

const programSchema = z.object({
  type: z.literal('service'),
  subject: z.string(),
});

/** What was allowed, for some records only. */
const narrowed = (
  decision: PolicyDecision,
  key: DrsPermissionKey,
  where: Where,
): PolicyDecision =>
  decision.result === AuthorizeResult.ALLOW
    ? createConditionalDecision(drsPermissions[key], conditionsOf(where, []))
    : { result: AuthorizeResult.DENY };

/** All of a caller that the policy can judge by: who it is, on whose behalf, with which sign-in. */
const callerKey = ({ principal, expiresAt }: BackstageCredentials): string =>
  JSON.stringify([principal, expiresAt]);

/**
 * Why somebody may not do something, and which roles could.
 *
 * @param hasForOthers - whether they have the permission for other records
 */
export const missingPermission = (
  key: DrsPermissionKey,
  hasForOthers = false,
): string =>
  `You need the permission ${drsPermissions[key].name}${
    hasForOthers ? ', which you have for other records only' : ''
  }${
    hasForOthers ? '. These roles grant it' : ', which these roles grant'
  }: ${rolesGranting(key).join(', ')}`;
