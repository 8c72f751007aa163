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
  DrsError,
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** One finding as a line of a task's log: its field, what is wrong, and what to do. */
export const findingLine = ({
  code,
  field,
  subject,
  message,
  remedy,
}: Finding): string => {
  const about = field ?? subject?.name ?? subject?.id;
  return `- ${code}${about ? ` (${about})` : ''}: ${message}${
    remedy ? `. ${remedy}` : ''
  }`;
};

/**
 * A refusal in words. All that a task shows of an error is its text, so every
 * finding stands in it, and what the person can do.
 */
export class StepRefusal extends Error {
  constructor(refusal: DrsError) {
    super(
      [
        `${refusal.message} [${refusal.code}]`,
        ...(refusal.facts.permission
          ? [`Missing permission: ${refusal.facts.permission}`]
          : []),
        ...refusal.details.map(findingLine),
      ].join('\n'),
    );
    this.name = refusal.name;
    // The scaffolder writes the stack into the task's log. A refusal is no fault
    // of the code, so its place there would only hide what it says.
    this.stack = `${this.name}: ${this.message}`;
  }
}
