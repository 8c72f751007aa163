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
  Finding,
  Hook,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { PlanEditorWords } from '../../translations/planEditor';
import { newKey } from './draftKeys';
import { numeric, optional } from './draftText';

/** A parameter of a hook as it is being written. */
export interface ParameterDraft {
  name: string;
  /** Several values stand on a line each. */
  value: string;
  /** Whether it is a list, even of one value. */
  list: boolean;
  /**
   * What is stored, where the text above does not say all of it: a text with line
   * breaks, a list with empty, indented or broken values. It is sent back as it is
   * unless the text is edited.
   */
  stored?: string | string[];
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
    parameters: Object.entries(hook.parameters ?? {}).map(([name, value]) =>
      draftOfParameter(name, value),
    ),
    timeoutSeconds: String(hook.timeoutSeconds),
    attempts: String(hook.attempts),
    delivery: hook.delivery,
    onFailure: hook.onFailure,
  };
}

function draftOfParameter(
  name: string,
  value: string | string[],
): ParameterDraft {
  if (!Array.isArray(value)) {
    // A runbook's text of several lines would be read as a list.
    const stored = value.includes('\n') ? value : undefined;
    return { name, value, list: false, stored };
  }
  const text = value.join('\n');
  const lines = linesOf(text);
  const same =
    lines.length === value.length &&
    lines.every((line, index) => line === value[index]);
  return { name, value: text, list: true, stored: same ? undefined : value };
}

/** The draft as the contract takes it; what is malformed stays so, for the schema to name. */
export function hookOf(hook: HookDraft) {
  const parameters = hook.parameters.flatMap(parameter =>
    optional(parameter.name) === undefined
      ? []
      : [[parameter.name.trim(), valueOf(parameter, hook.type)] as const],
  );
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

/**
 * What is wrong with the rows of a hook's parameters and could not be said in a
 * request: a name that another row has, a value without a name.
 *
 * @param field - the path of the hook in the request
 */
export function parameterFindings(
  t: PlanEditorWords,
  hook: HookDraft,
  field: string,
): Finding[] {
  const names = hook.parameters.map(({ name }) => name.trim());
  return hook.parameters.flatMap(({ value }, index): Finding[] => {
    const name = names[index];
    const found = (message: string): Finding[] => [
      {
        code: 'INVALID_FIELD',
        severity: 'BLOCKING',
        field: `${field}.parameters[${index}]`,
        message,
      },
    ];
    if (name === '') {
      return value === '' ? [] : found(t('hooks.namelessParameter'));
    }
    return names.indexOf(name) < index
      ? found(t('hooks.repeatedParameter', { name }))
      : [];
  });
}

function valueOf(
  { value, list, stored }: ParameterDraft,
  type: Hook['type'],
): string | string[] {
  if (stored !== undefined) {
    return stored;
  }
  return list || (type === 'ssm-automation' && value.includes('\n'))
    ? linesOf(value)
    : value;
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
}
