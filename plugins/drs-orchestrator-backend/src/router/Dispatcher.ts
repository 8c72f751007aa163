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
  endpoints,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Request } from 'express';
import type { BreakGlassAlarm } from '../access/BreakGlassAlarm';
import type { RequestContext } from '../access/Caller';
import type { Gate } from '../access/Gate';
import type { RateLimits } from '../access/RateLimits';
import { isChange } from '../audit/AuditedRequest';
import type { ServedOperation, Services } from '../services/Services';
import { audited, type AuditTargets } from './audited';
import { validRequest, validResponse, type RawRequest } from './validation';

/** What runs operations needs. */
export interface DispatcherOptions {
  services: Services;
  gate: Gate;
  rateLimits: RateLimits;
  alarm: BreakGlassAlarm;
  audit: AuditTargets;
}

/** An operation that somebody asks for, as it came. */
export interface Call {
  /** Of the path and the query, not validated. */
  readonly named: Pick<RawRequest, 'params' | 'query'>;
  /** Reads all of it, once the caller may call at all. */
  readonly read: () => Promise<RawRequest>;
  /** Where it came by HTTP to this API; absent where Backstage brought it. */
  readonly request?: Request;
  /**
   * What must hold besides, for whom brings the call. Asked once the call is
   * permitted, valid and on record, and before anything is changed; refuses by
   * throwing.
   */
  readonly precondition?: () => Promise<void>;
}

/**
 * The one way to an operation, whoever brings the call: it is counted, permitted,
 * validated, recorded and served, in this order, and its answer keeps to the
 * contract.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;

  static create(options: DispatcherOptions): Dispatcher {
    return new Dispatcher(options);
  }

  private constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /**
   * @returns the answer as the contract has it; undefined where it has none
   * @throws DrsError, or what {@link contractErrorOf} makes one of
   */
  async run<K extends ServedOperation>(
    operation: K,
    context: RequestContext,
    { named, read, request, precondition }: Call,
  ): Promise<unknown> {
    const { services, gate, rateLimits, alarm, audit } = this.#options;
    await rateLimits.take(
      isChange(operation) ? 'changes' : 'reads',
      context.caller,
    );
    if (request) {
      // Counted before anything is written for it.
      await alarm.sound(context, request);
    }
    return audited(
      audit,
      { operation, request, context, params: named.params },
      async begin => {
        // Before a body is read: whoever may not call learns nothing by calling.
        await gate.pass(endpoints[operation].access, named, context);
        const valid: ValidRequest<K> = validRequest(operation, await read());
        await begin(valid);
        await precondition?.();
        return validResponse(
          operation,
          await services[operation](valid, context),
        );
      },
    );
  }
}
