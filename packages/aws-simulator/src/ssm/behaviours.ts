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

import { z } from 'zod';

/** Of process time. */
const afterSeconds = z.number().min(0).max(1_000_000);

/** How executions of an Automation document come out. */
export const automationBehaviourSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('succeeds'),
    afterSeconds: afterSeconds.default(30),
    outputs: z.record(z.string(), z.array(z.string())).optional(),
  }),
  z.strictObject({
    type: z.literal('fails'),
    afterSeconds: afterSeconds.default(30),
    message: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('timesOut'),
    afterSeconds: afterSeconds.default(3_600),
  }),
  z.strictObject({ type: z.literal('neverEnds') }),
]);

export type AutomationBehaviourInput = z.input<
  typeof automationBehaviourSchema
>;
export type AutomationBehaviour = z.output<typeof automationBehaviourSchema>;

/**
 * The Automation documents that there are, and how they behave: those that
 * someone set; AWS's own (`AWS-…`) and the company's (`Meridian-…`), which
 * succeed; and `Simulator-…`, which say in their name what they do.
 */
export class AutomationDocuments {
  readonly #set = new Map<string, AutomationBehaviour>();

  /** @throws ZodError if it is not valid */
  set(documentName: string, behaviour: AutomationBehaviourInput): void {
    this.#set.set(documentName, automationBehaviourSchema.parse(behaviour));
  }

  list(): Array<{ documentName: string; behaviour: AutomationBehaviour }> {
    return [...this.#set].map(([documentName, behaviour]) => ({
      documentName,
      behaviour,
    }));
  }

  clear(): void {
    this.#set.clear();
  }

  /** `undefined` if there is no such document. */
  behaviourOf(documentName: string): AutomationBehaviour | undefined {
    const set = this.#set.get(documentName);
    if (set) return set;
    if (/^(AWS|Meridian)-./.test(documentName)) {
      return automationBehaviourSchema.parse({ type: 'succeeds' });
    }
    const match =
      /^Simulator-(Succeeds|Fails|TimesOut|NeverEnds)(?:After(\d+))?$/.exec(
        documentName,
      );
    if (!match) return undefined;
    const [, verb, after] = match;
    const type = verb[0].toLowerCase() + verb.slice(1);
    return automationBehaviourSchema.parse(
      type === 'neverEnds' || after === undefined
        ? { type }
        : { type, afterSeconds: Number(after) },
    );
  }
}
