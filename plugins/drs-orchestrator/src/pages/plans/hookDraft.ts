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

import type { Hook } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { newKey } from './draftKeys';
import { numeric, optional } from './draftText';

/** A parameter of a hook as it is being written. */
export interface ParameterDraft {
  name: string;
  /** Several values stand on a line each. */
  value: string;
  /** Whether it is a list, even of one value. */
  list: boolean;
}

/** A hook as it is being written: numbers are texts, so that fields can be empty. */
export interface HookDraft {
  /** Stable while it is edited. */
  key: string;
  type: Hook['type'];
  name: string;
  target: string;
  parameters: ParameterDraft[];
  timeoutSeconds: string;
  attempts: string;
  delivery: Hook['delivery'];
  onFailure: Hook['onFailure'];
}

/** The longest that a hook may take, in seconds, by its kind (as `hookSchema` says). */
export const longestTimeout: Record<Hook['type'], number> = {
  lambda: 900,
  'ssm-automation': 3600,
  webhook: 60,
};

const usualTimeout = (type: Hook['type']) =>
  String(Math.min(300, longestTimeout[type]));

/** An empty hook. */
export function newHook(): HookDraft {
  return {
    key: newKey(),
    type: 'webhook',
    name: '',
    target: '',
    parameters: [],
    timeoutSeconds: usualTimeout('webhook'),
    attempts: '3',
    delivery: 'AT_LEAST_ONCE',
    onFailure: 'FAIL',
  };
}

/** The hook as one of another kind; a time that was the usual one stays so. */
export function withType(hook: HookDraft, type: Hook['type']): HookDraft {
  return {
    ...hook,
    type,
    timeoutSeconds:
      hook.timeoutSeconds === usualTimeout(hook.type)
        ? usualTimeout(type)
        : hook.timeoutSeconds,
  };
}

/** A stored hook, to be edited. */
export function draftOfHook(hook: Hook): HookDraft {
  return {
    key: newKey(),
    type: hook.type,
    name: hook.name,
    target: hook.target,
    parameters: Object.entries(hook.parameters ?? {}).map(([name, value]) => ({
      name,
      value: Array.isArray(value) ? value.join('\n') : value,
      list: Array.isArray(value),
    })),
    timeoutSeconds: String(hook.timeoutSeconds),
    attempts: String(hook.attempts),
    delivery: hook.delivery,
    onFailure: hook.onFailure,
  };
}

/** The draft as the contract takes it; what is malformed stays so, for the schema to name. */
export function hookOf(hook: HookDraft) {
  const parameters = hook.parameters.flatMap(({ name, value, list }) => {
    const several =
      list || (hook.type === 'ssm-automation' && value.includes('\n'));
    return optional(name) === undefined
      ? []
      : [[name.trim(), several ? linesOf(value) : value] as const];
  });
  return {
    type: hook.type,
    name: hook.name,
    target: hook.target.trim(),
    parameters:
      parameters.length > 0 ? Object.fromEntries(parameters) : undefined,
    timeoutSeconds: numeric(hook.timeoutSeconds),
    attempts: numeric(hook.attempts),
    delivery: hook.delivery,
    onFailure: hook.onFailure,
  };
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
}
