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

import { unreachable } from '../exhaustive';
import { CallEffect, FaultEffect, FaultRule } from './rules';

/** The call, or the step of a process, that a fault may strike. */
export type FaultSubject = {
  service: string;
  operation?: string;
  account: string;
  region: string;
  sourceServerIds: readonly string[];
};

/** Set on a source server: what goes wrong with it, separated by spaces. */
export const FAULT_TAG = 'simulator:fault';
export const FAULT_REASON_TAG = 'simulator:fault-reason';

type TagFault =
  | 'launch-failure'
  | 'stalled-replication'
  | 'impaired'
  | 'impaired-system'
  | 'launch-action-failure';

/** Whether a rule has not struck as often as it may. */
export function isInForce(rule: FaultRule): boolean {
  return rule.times === undefined || rule.applied < rule.times;
}

/** Whether a rule concerns a call or a step of a process. */
export function matches(
  { match }: FaultRule,
  subject: Partial<FaultSubject> & Pick<FaultSubject, 'sourceServerIds'>,
): boolean {
  return (
    (match.service ?? subject.service) === subject.service &&
    (match.operation ?? subject.operation) === subject.operation &&
    (match.account ?? subject.account) === subject.account &&
    (match.region ?? subject.region) === subject.region &&
    (match.sourceServerId === undefined ||
      subject.sourceServerIds.includes(match.sourceServerId))
  );
}

/** The effect, if it is one on calls. */
export function callEffect(effect: FaultEffect): CallEffect | undefined {
  switch (effect.type) {
    case 'throttle':
    case 'latency':
    case 'error':
    case 'lostRequest':
    case 'lostResponse':
    case 'lateResponse':
      return effect;
    case 'launchFailure':
    case 'slowLaunch':
    case 'lateJob':
    case 'impairedInstance':
    case 'launchActionFailure':
    case 'launchActionHang':
    case 'stalledReplication':
    case 'lostEvent':
    case 'lateEvent':
    case 'duplicateEvent':
    case 'accessDenied':
      return undefined;
    default:
      return unreachable(effect);
  }
}

/** Narrows an effect to one kind. */
export function isOfType<T extends FaultEffect['type']>(
  effect: FaultEffect,
  type: T,
): effect is Extract<FaultEffect, { type: T }> {
  return effect.type === type;
}

/** Whether a server's tags ask for a fault. */
export function hasTagFault(
  tags: Readonly<Record<string, string>>,
  fault: TagFault,
): boolean {
  return (tags[FAULT_TAG] ?? '').split(/\s+/).includes(fault);
}

/** IAM compares actions without regard to case; `*` and `?` are wildcards. */
export function isActionLike(pattern: string, action: string): boolean {
  const source = pattern.replace(/[*?]|[^*?]+/g, part => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    return part.replace(/[.+^${}()|[\]\\/-]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 'i').test(action);
}
