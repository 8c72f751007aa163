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
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { Clock } from '@drs-orchestrator/drs-engine';
import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Request } from 'express';
import { randomUUID } from 'node:crypto';
import { auditActorOf } from '../audit/AuditedRequest';
import type { AuditWriter } from '../audit/AuditWriter';
import type { RequestContext } from './Caller';

/** The audit trail's name for somebody who comes by break-glass. */
export const BREAK_GLASS_OPERATION = 'break_glass';

/** For so long one use counts as one. */
const USE_MS = 3_600_000;

/** Whoever says another reason each time would fill the trail. */
const MOST_REASONS = 12;

interface Use {
  readonly since: number;
  readonly written: Promise<void>;
}

/**
 * Makes break-glass loud: an entry of its own in the audit trail, Backstage's
 * auditor with the highest severity, an error in the log, a metric to alarm on,
 * and, read from the trail, a banner on every page for a day.
 */
export class BreakGlassAlarm {
  readonly #writer: AuditWriter;
  readonly #auditor: AuditorService;
  readonly #logger: LoggerService;
  readonly #clock: Clock;
  readonly #count: (subject: string) => void;
  /** By the subject of the token, and the reason. */
  readonly #uses = new Map<string, Map<string, Use>>();

  static create(options: {
    writer: AuditWriter;
    auditor: AuditorService;
    logger: LoggerService;
    metrics: MetricsService;
    clock: Clock;
  }): BreakGlassAlarm {
    return new BreakGlassAlarm(options);
  }

  private constructor(options: {
    writer: AuditWriter;
    auditor: AuditorService;
    logger: LoggerService;
    metrics: MetricsService;
    clock: Clock;
  }) {
    this.#writer = options.writer;
    this.#auditor = options.auditor;
    this.#logger = options.logger;
    this.#clock = options.clock;
    const counter = options.metrics.createCounter('BreakGlassRequests', {
      description: 'Requests by break-glass: alarm on any',
    });
    this.#count = subject => counter.add(1, { subject });
  }

  /**
   * Lets a request pass once its use of break-glass is on record.
   *
   * @throws DrsError THROTTLED for whoever says too many reasons
   * @throws Error where it cannot be recorded: nobody comes unseen
   */
  async sound(context: RequestContext, request: Request): Promise<void> {
    const { caller } = context;
    if (caller.kind !== 'person' || !caller.breakGlass) {
      return;
    }
    const { subject, reason } = caller.breakGlass;
    this.#count(subject);
    const now = this.#clock.now().getTime();
    const uses = this.#usesOf(subject, now);
    const use = uses.get(reason);
    if (use) {
      await use.written;
      return;
    }
    if (uses.size >= MOST_REASONS) {
      throw new DrsError(
        'THROTTLED',
        `More than ${MOST_REASONS} reasons within an hour: keep to one that you have said`,
        [],
        { retryAfterSeconds: USE_MS / 1000 },
      );
    }
    const written = this.#announce(context, reason, request);
    uses.set(reason, { since: now, written });
    try {
      await written;
    } catch (error) {
      uses.delete(reason);
      throw error;
    }
  }

  /** Those that still count. */
  #usesOf(subject: string, now: number): Map<string, Use> {
    const uses = this.#uses.get(subject) ?? new Map<string, Use>();
    this.#uses.set(subject, uses);
    for (const [reason, { since }] of uses) {
      if (now - since >= USE_MS) {
        uses.delete(reason);
      }
    }
    return uses;
  }

  async #announce(
    context: RequestContext,
    reason: string,
    request: Request,
  ): Promise<void> {
    const actor = auditActorOf(context);
    const requestId = randomUUID();
    this.#logger.error(
      `Break-glass: ${actor.ref} came by ${
        actor.through
      } (${requestId}), and says why: ${JSON.stringify(reason)}`,
    );
    const event = await this.#auditor.createEvent({
      eventId: 'break-glass',
      severityLevel: 'critical',
      request,
      meta: { requestId, person: actor.ref, subject: actor.through, reason },
    });
    await this.#writer.write({
      actor,
      operation: BREAK_GLASS_OPERATION,
      record: { kind: 'orchestrator' },
      origin: {
        address: request.ip,
        userAgent: request.get('user-agent'),
      },
      outcome: 'SUCCEEDED',
      requestId,
    });
    await event.success();
  }
}
