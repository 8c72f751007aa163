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

import { Seeded } from '../world/seeded';
import {
  callEffect,
  FAULT_REASON_TAG,
  FaultSubject,
  hasTagFault,
  isActionLike,
  isInForce,
  isOfType,
  matches,
} from './matching';
import {
  CallEffect,
  FaultEffect,
  FaultRule,
  FaultRuleInput,
  faultRuleSchema,
} from './rules';

/** How a launch action comes out. */
export type LaunchActionOutcome =
  | { kind: 'succeed' }
  | { kind: 'fail'; reason: string }
  | { kind: 'hang' };

/** How often an event is delivered, and how much later (process time). */
export type EventDelivery = { times: 0 | 1 | 2; delayMs: number };

const DEFAULT_LAUNCH_FAILURE =
  'InsufficientInstanceCapacity: We currently do not have sufficient capacity in the Availability Zone you requested.';
const DEFAULT_LAUNCH_ACTION_FAILURE =
  'Step fails when it is Execute/Cancelling action. The command returned exit code 1.';

/** Tells those concerned that rules have come or gone. */
export type FaultsListener = {
  /** Before the change, so that what is due still happens under the old rules. */
  beforeChange(): void;
  afterChange(): void;
};

/** The faults in force. */
export class Faults {
  readonly #seeded: Seeded;
  readonly #now: () => number;
  readonly #rules = new Map<string, FaultRule>();
  /** Tokens of `perSecond` throttles, by rule, account and Region. */
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  #listener: FaultsListener | undefined;
  #added = 0;
  #draws = 0;

  /** @param now - wall-clock milliseconds, for throttling rates */
  constructor(seeded: Seeded, now: () => number) {
    this.#seeded = seeded;
    this.#now = now;
  }

  /** Says who must know of changes: the cloud that the faults strike. */
  listen(listener: FaultsListener): void {
    this.#listener = listener;
  }

  /**
   * Puts a fault in force. A rule with the ID of another replaces it.
   *
   * @throws ZodError if the rule is not valid
   */
  add(input: FaultRuleInput): FaultRule {
    const parsed = faultRuleSchema.parse(input);
    this.#listener?.beforeChange();
    this.#added += 1;
    const rule: FaultRule = {
      ...parsed,
      id: parsed.id ?? `fault-${this.#added}`,
      applied: 0,
    };
    this.#rules.set(rule.id, rule);
    this.#listener?.afterChange();
    return { ...rule };
  }

  list(): FaultRule[] {
    return [...this.#rules.values()].map(rule => ({ ...rule }));
  }

  /** Whether there was such a rule. */
  remove(id: string): boolean {
    this.#listener?.beforeChange();
    const found = this.#rules.delete(id);
    this.#listener?.afterChange();
    return found;
  }

  clear(): void {
    this.#listener?.beforeChange();
    this.#rules.clear();
    this.#buckets.clear();
    this.#listener?.afterChange();
  }

  /** Effects that strike this call, each counted as applied. */
  strike(subject: FaultSubject): CallEffect[] {
    const effects: CallEffect[] = [];
    for (const rule of this.#rules.values()) {
      const effect = callEffect(rule.effect);
      if (!effect || !isInForce(rule) || !matches(rule, subject)) continue;
      if (effect.type === 'throttle' && !this.#isThrottled(rule, subject)) {
        continue;
      }
      if (!this.#isLikely(rule.probability)) continue;
      rule.applied += 1;
      effects.push(effect);
    }
    return effects;
  }

  /**
   * Why the launch of a server fails at this moment, if it does.
   *
   * @param tags - the server's own, which may carry a fault
   */
  launchFailure(
    subject: FaultSubject,
    tags: Readonly<Record<string, string>>,
  ): string | undefined {
    if (hasTagFault(tags, 'launch-failure')) {
      return tags[FAULT_REASON_TAG] ?? DEFAULT_LAUNCH_FAILURE;
    }
    const [effect] = this.#struck('launchFailure', subject, 1);
    return effect && (effect.reason ?? DEFAULT_LAUNCH_FAILURE);
  }

  /** How much longer the launch of a server takes, in process time. */
  launchDelayMs(subject: FaultSubject): number {
    return totalMs(this.#struck('slowLaunch', subject));
  }

  /** How long a launch job does not show yet, in process time. */
  jobDelayMs(subject: FaultSubject): number {
    return totalMs(this.#struck('lateJob', subject));
  }

  /** The status checks that an instance of a server fails. */
  impairedChecks(
    subject: FaultSubject,
    tags: Readonly<Record<string, string>>,
  ): Set<'instance' | 'system'> {
    const impaired = new Set<'instance' | 'system'>();
    if (hasTagFault(tags, 'impaired')) impaired.add('instance');
    if (hasTagFault(tags, 'impaired-system')) impaired.add('system');
    for (const { check } of this.#struck('impairedInstance', subject)) {
      if (check !== 'system') impaired.add('instance');
      if (check !== 'instance') impaired.add('system');
    }
    return impaired;
  }

  /** How a launch action on an instance of a server comes out. */
  launchAction(
    subject: FaultSubject,
    tags: Readonly<Record<string, string>>,
    actionCode: string,
  ): LaunchActionOutcome {
    const concerns = (effect: { actionCode?: string }) =>
      (effect.actionCode ?? actionCode) === actionCode;
    if (this.#struck('launchActionHang', subject, 1, concerns).length > 0) {
      return { kind: 'hang' };
    }
    if (hasTagFault(tags, 'launch-action-failure')) {
      return {
        kind: 'fail',
        reason: tags[FAULT_REASON_TAG] ?? DEFAULT_LAUNCH_ACTION_FAILURE,
      };
    }
    const [effect] = this.#struck('launchActionFailure', subject, 1, concerns);
    return effect
      ? { kind: 'fail', reason: effect.reason ?? DEFAULT_LAUNCH_ACTION_FAILURE }
      : { kind: 'succeed' };
  }

  /** How an event about a server is delivered. */
  eventDelivery(subject: FaultSubject): EventDelivery {
    const delayMs = totalMs(this.#struck('lateEvent', subject));
    if (this.#struck('lostEvent', subject, 1).length > 0) {
      return { times: 0, delayMs };
    }
    const isDuplicate = this.#struck('duplicateEvent', subject, 1).length > 0;
    return { times: isDuplicate ? 2 : 1, delayMs };
  }

  /** Whether a fault keeps the server's data from arriving. */
  isReplicationStalled(
    subject: FaultSubject,
    tags: Readonly<Record<string, string>>,
  ): boolean {
    return (
      hasTagFault(tags, 'stalled-replication') ||
      [...this.#rules.values()].some(
        rule =>
          rule.effect.type === 'stalledReplication' && matches(rule, subject),
      )
    );
  }

  /**
   * Whether the account's policies deny an action.
   *
   * @param action - as IAM names it: `ec2:RunInstances`
   */
  isDenied(
    action: string,
    subject: Pick<FaultSubject, 'account'> & Partial<FaultSubject>,
  ): boolean {
    return [...this.#rules.values()].some(
      rule =>
        rule.effect.type === 'accessDenied' &&
        matches(rule, { sourceServerIds: [], ...subject }) &&
        rule.effect.actions.some(pattern => isActionLike(pattern, action)),
    );
  }

  /** Effects of one kind that strike a process, each counted as applied. */
  #struck<T extends FaultEffect['type']>(
    type: T,
    subject: FaultSubject,
    atMost: number = Infinity,
    concerns: (effect: Extract<FaultEffect, { type: T }>) => boolean = () =>
      true,
  ): Array<Extract<FaultEffect, { type: T }>> {
    const effects: Array<Extract<FaultEffect, { type: T }>> = [];
    for (const rule of this.#rules.values()) {
      if (effects.length >= atMost) break;
      if (
        isOfType(rule.effect, type) &&
        isInForce(rule) &&
        matches(rule, subject) &&
        concerns(rule.effect) &&
        this.#isLikely(rule.probability)
      ) {
        rule.applied += 1;
        effects.push(rule.effect);
      }
    }
    return effects;
  }

  #isLikely(probability: number | undefined): boolean {
    if (probability === undefined) return true;
    this.#draws += 1;
    return this.#seeded.unit('fault', this.#draws) < probability;
  }

  #isThrottled(rule: FaultRule, subject: FaultSubject): boolean {
    if (rule.effect.type !== 'throttle') return false;
    const { perSecond, probability } = rule.effect;
    if (perSecond === undefined) return this.#isLikely(probability);
    const key = `${rule.id}/${subject.account}/${subject.region}`;
    const now = this.#now();
    const capacity = Math.max(1, perSecond);
    const bucket = this.#buckets.get(key) ?? { tokens: capacity, at: now };
    const tokens = Math.min(
      capacity,
      bucket.tokens + ((now - bucket.at) / 1_000) * perSecond,
    );
    const throttled = tokens < 1;
    this.#buckets.set(key, {
      tokens: throttled ? tokens : tokens - 1,
      at: now,
    });
    return throttled;
  }
}

function totalMs(effects: ReadonlyArray<{ seconds: number }>): number {
  return effects.reduce((sum, { seconds }) => sum + seconds * 1_000, 0);
}
