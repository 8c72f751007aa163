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
  FaultEffect,
  FaultRule,
  FaultRuleInput,
  faultRuleSchema,
} from './rules';

/** The call, or the step of a process, that a fault may strike. */
export type FaultSubject = {
  service: string;
  operation?: string;
  account: string;
  region: string;
  sourceServerIds: readonly string[];
};

/** Set on a source server, fails its next launches. */
export const FAULT_TAG = 'simulator:fault';
export const FAULT_REASON_TAG = 'simulator:fault-reason';

const DEFAULT_LAUNCH_FAILURE =
  'InsufficientInstanceCapacity: We currently do not have sufficient capacity in the Availability Zone you requested.';

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
  strike(subject: FaultSubject): FaultEffect[] {
    const effects: FaultEffect[] = [];
    for (const rule of this.#rules.values()) {
      const { effect } = rule;
      if (
        effect.type === 'launchFailure' ||
        effect.type === 'stalledReplication'
      ) {
        continue;
      }
      if (!isInForce(rule) || !matches(rule, subject)) continue;
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
    if (tags[FAULT_TAG] === 'launch-failure') {
      return tags[FAULT_REASON_TAG] ?? DEFAULT_LAUNCH_FAILURE;
    }
    for (const rule of this.#rules.values()) {
      const { effect } = rule;
      if (
        effect.type === 'launchFailure' &&
        isInForce(rule) &&
        matches(rule, subject) &&
        this.#isLikely(rule.probability)
      ) {
        rule.applied += 1;
        return effect.reason ?? DEFAULT_LAUNCH_FAILURE;
      }
    }
    return undefined;
  }

  /** Whether a fault keeps the server's data from arriving. */
  isReplicationStalled(
    subject: FaultSubject,
    tags: Readonly<Record<string, string>>,
  ): boolean {
    return (
      tags[FAULT_TAG] === 'stalled-replication' ||
      [...this.#rules.values()].some(
        rule =>
          rule.effect.type === 'stalledReplication' && matches(rule, subject),
      )
    );
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

function isInForce(rule: FaultRule): boolean {
  return rule.times === undefined || rule.applied < rule.times;
}

function matches({ match }: FaultRule, subject: FaultSubject): boolean {
  return (
    (match.service ?? subject.service) === subject.service &&
    (match.operation ?? subject.operation) === subject.operation &&
    (match.account ?? subject.account) === subject.account &&
    (match.region ?? subject.region) === subject.region &&
    (match.sourceServerId === undefined ||
      subject.sourceServerIds.includes(match.sourceServerId))
  );
}
