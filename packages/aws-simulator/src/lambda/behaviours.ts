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

/** Real time: a caller waits for it. */
const afterMs = z.number().int().min(0).max(900_000);

/** What a function does when it is invoked. */
export const functionBehaviourSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('succeeds'),
    afterMs: afterMs.default(0),
    /** What it answers, as JSON. */
    payload: z.json().default({ status: 'ok' }),
  }),
  z.strictObject({
    type: z.literal('throws'),
    afterMs: afterMs.default(0),
    errorType: z.string().min(1).default('Error'),
    errorMessage: z.string().default('The function failed'),
  }),
  z.strictObject({
    type: z.literal('timesOut'),
    afterMs: afterMs.default(3_000),
  }),
]);

export type FunctionBehaviourInput = z.input<typeof functionBehaviourSchema>;
export type FunctionBehaviour = z.output<typeof functionBehaviourSchema>;

const OF_SIMULATOR: ReadonlyMap<string, FunctionBehaviourInput> = new Map<
  string,
  FunctionBehaviourInput
>([
  ['simulator-succeeds', { type: 'succeeds' }],
  ['simulator-slow', { type: 'succeeds', afterMs: 2_000 }],
  ['simulator-throws', { type: 'throws' }],
  ['simulator-times-out', { type: 'timesOut' }],
]);

/**
 * The functions that there are, and what they do: those that someone set, the
 * company's (`meridian-…`), which succeed, and those of the simulator.
 */
export class Functions {
  readonly #set = new Map<string, FunctionBehaviour>();

  /** @throws ZodError if it is not valid */
  set(functionName: string, behaviour: FunctionBehaviourInput): void {
    this.#set.set(functionName, functionBehaviourSchema.parse(behaviour));
  }

  list(): Array<{ functionName: string; behaviour: FunctionBehaviour }> {
    return [...this.#set].map(([functionName, behaviour]) => ({
      functionName,
      behaviour,
    }));
  }

  clear(): void {
    this.#set.clear();
  }

  /** `undefined` if there is no such function. */
  behaviourOf(functionName: string): FunctionBehaviour | undefined {
    const set = this.#set.get(functionName);
    if (set) return set;
    const initial = functionName.startsWith('meridian-')
      ? { type: 'succeeds' as const }
      : OF_SIMULATOR.get(functionName);
    return initial && functionBehaviourSchema.parse(initial);
  }
}
