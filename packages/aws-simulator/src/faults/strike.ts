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
import { AwsError } from '../wire/errors';
import { AwsService, Caller, ServiceCall } from '../wire/service';
import { CallEffect } from './rules';

/** Waits in real time, for faults that delay. */
export type Sleep = (milliseconds: number) => Promise<void>;

/** A call that faults strike. */
export type StruckCall = {
  service: AwsService;
  call: ServiceCall;
  caller: Caller;
};

/** The connection is to be cut, as if the request had never arrived. */
export class LostRequest extends Error {}

/**
 * Faults that come before anything has happened.
 *
 * @throws AwsError or LostRequest if the call does not take place
 */
export async function strikeBefore(
  effects: readonly CallEffect[],
  struck: StruckCall,
  sleep: Sleep,
): Promise<void> {
  for (const effect of effects) {
    switch (effect.type) {
      case 'latency':
        await sleep(effect.ms);
        break;
      case 'throttle':
        throw struck.service.throttlingError(effect.retryAfterSeconds);
      case 'error':
        if (effect.when === 'before') throw injectedError(effect, struck);
        break;
      case 'lostRequest':
        throw new LostRequest();
      case 'lostResponse':
      case 'lateResponse':
        break;
      default:
        unreachable(effect);
    }
  }
}

/**
 * Faults that come after everything has happened.
 *
 * @throws AwsError that is answered although the call took effect
 */
export function strikeAfter(
  effects: readonly CallEffect[],
  struck: StruckCall,
): void {
  for (const effect of effects) {
    if (effect.type === 'error' && effect.when === 'after') {
      throw injectedError(effect, struck);
    }
  }
}

/** What policies call an operation. */
export function actionOf({
  service,
  call,
}: Pick<StruckCall, 'service' | 'call'>): string {
  return call.action ?? `${service.name}:${call.operation}`;
}

/** How AWS says that a caller may not do something. */
export function notAuthorized(caller: Caller, action: string): string {
  return `User: ${caller.arn} is not authorized to perform: ${action}`;
}

function injectedError(
  effect: Extract<CallEffect, { type: 'error' }>,
  struck: StruckCall,
): AwsError {
  return new AwsError({
    code: effect.code,
    status: effect.status,
    message:
      effect.message ??
      (effect.status === 403
        ? notAuthorized(struck.caller, actionOf(struck))
        : 'The request could not be processed.'),
  });
}
