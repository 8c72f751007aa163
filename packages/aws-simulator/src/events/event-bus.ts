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

/** An event as EventBridge delivers it. */
export type AwsEvent = {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  /** ISO 8601, whole seconds. */
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, string>;
};

/** An event, and when it was delivered. */
export type DeliveredEvent = {
  /** Ascends by one with each delivery. */
  sequence: number;
  deliveredAt: string;
  event: AwsEvent;
};

export type EventFilter = {
  account?: string;
  region?: string;
  detailType?: string;
  /** Only what was delivered after this one. */
  after?: number;
};

export type EventListener = (event: AwsEvent) => void;

/** The oldest events are forgotten beyond this many. */
const REMEMBERED_EVENTS = 10_000;

/** The default event bus of every account and Region, put together. */
export class EventBus {
  #delivered: DeliveredEvent[] = [];
  readonly #listeners = new Set<EventListener>();
  #sequence = 0;

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  /** @param deliveredAt - wall-clock milliseconds since the epoch */
  deliver(event: AwsEvent, deliveredAt: number): void {
    this.#sequence += 1;
    this.#delivered.push({
      sequence: this.#sequence,
      deliveredAt: new Date(deliveredAt).toISOString(),
      event,
    });
    if (this.#delivered.length > REMEMBERED_EVENTS) {
      this.#delivered = this.#delivered.slice(-REMEMBERED_EVENTS / 2);
    }
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        // It is the listener's own affair, not that of what AWS is about.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  /** Answers how to stop listening. */
  listen(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Oldest first. */
  list(filter: EventFilter = {}): DeliveredEvent[] {
    return this.#delivered.filter(
      ({ sequence, event }) =>
        sequence > (filter.after ?? 0) &&
        (filter.account ?? event.account) === event.account &&
        (filter.region ?? event.region) === event.region &&
        (filter.detailType ?? event['detail-type']) === event['detail-type'],
    );
  }

  clear(): void {
    this.#delivered = [];
  }
}
