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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { ExecutionEngine } from '@drs-orchestrator/drs-engine';
import { z } from 'zod';

/** Where whoever brings events of AWS to this backend publishes those of DRS. */
export const DRS_EVENTS_TOPIC = 'aws.drs';

const SERVER_ARN =
  /^arn:aws[a-z-]*:drs:(?<region>[a-z0-9-]{1,40}):(?<accountId>\d{12}):source-server\/(?<id>s-[0-9a-f]{17})$/;

/**
 * What is read of an event. Anybody may publish on the topic, so nothing in it
 * is believed: it only makes the engine look, and AWS says what there is.
 */
const eventSchema = z.object({
  source: z.literal('aws.drs'),
  'detail-type': z.enum([
    'DRS Source Server Launch Result',
    'DRS Source Server Data Replication Stalled Change',
    'DRS Recovery Instance Failback State Change',
  ]),
  account: z.string().regex(/^\d{12}$/),
  region: z.string().regex(/^[a-z0-9-]{1,40}$/),
  resources: z.array(z.string().max(300)).max(100),
});

/** What an event of DRS says to the engine. */
export interface Notice {
  readonly sourceServerIds: readonly string[];
}

/**
 * Reads an event as EventBridge delivers it. The server stands in `resources`
 * only; those of another account or Region than the event's are left out.
 *
 * @returns undefined where it is no event of DRS, or concerns no source server
 */
export function noticeOf(payload: unknown): Notice | undefined {
  const event = eventSchema.safeParse(payload);
  if (!event.success) {
    return undefined;
  }
  const { account, region, resources } = event.data;
  const sourceServerIds = resources.flatMap(arn => {
    const server = SERVER_ARN.exec(arn)?.groups;
    return server && server.accountId === account && server.region === region
      ? [server.id]
      : [];
  });
  return sourceServerIds.length > 0 ? { sourceServerIds } : undefined;
}

/** Wakes the executions that an event of DRS concerns; polling remains the authority. */
export async function listenToDrs(options: {
  events: EventsService;
  engine: Pick<ExecutionEngine, 'notice'>;
  logger: LoggerService;
}): Promise<void> {
  const { events, engine, logger } = options;
  await events.subscribe({
    // One replica gets each event: what it wakes is seen by the one that leads.
    id: 'drs-events',
    topics: [DRS_EVENTS_TOPIC],
    async onEvent({ eventPayload }) {
      const notice = noticeOf(eventPayload);
      if (!notice) {
        logger.debug('Left an event aside: it is none of a DRS source server');
        return;
      }
      try {
        await engine.notice(notice);
      } catch (error) {
        // The next poll finds out what this event told.
        logger.warn(`Could not take up an event of DRS: ${String(error)}`);
      }
    },
  });
}
