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

import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { CliError, errorRecord, exitOf, messageOf } from './failures';
import { findingLines } from './render/findings';
import type { Paint } from './terminal/paint';
import { safeJson, safeLines, safeRecord, safeText } from './terminal/text';

/** What a rendering depends on beside the record. */
export interface View {
  readonly paint: Paint;
  /** Columns of the terminal; absent where it is none. */
  readonly width?: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A record as lines for people. */
export type Render<T> = (record: T, view: View) => string[];

/**
 * What a command prints. Answers go to standard output, as lines for people or as
 * the API's own records in JSON; all that is said beside them goes to standard
 * error. Text from outside passes {@link safeRecord} before it is rendered, so that
 * no rendering has to think of it.
 */
export class Output {
  readonly json: boolean;
  readonly #stdout: NodeJS.WritableStream & {
    columns?: number;
    isTTY?: boolean;
  };
  readonly #stderr: NodeJS.WritableStream;
  readonly #paint: Paint;
  readonly #paintErrors: Paint;

  constructor(options: {
    json: boolean;
    stdout: NodeJS.WritableStream & { columns?: number; isTTY?: boolean };
    stderr: NodeJS.WritableStream;
    paint: Paint;
    paintErrors: Paint;
  }) {
    this.json = options.json;
    this.#stdout = options.stdout;
    this.#stderr = options.stderr;
    this.#paint = options.paint;
    this.#paintErrors = options.paintErrors;
  }

  /** Prints an answer. */
  answer<T>(record: T, render: Render<T>): void {
    if (this.json) {
      this.record(record);
    } else {
      this.lines(this.rendered(record, render));
    }
  }

  /** Prints an answer that is JSON, whoever reads it. */
  record(record: unknown): void {
    this.#stdout.write(`${safeJson(record, 2)}\n`);
  }

  /** Prints one of several answers that follow each other, in JSON a line each. */
  next<T>(record: T, render: Render<T>): void {
    if (this.json) {
      this.#stdout.write(`${safeJson(record)}\n`);
    } else {
      this.lines(this.rendered(record, render));
    }
  }

  /** A record as lines, made safe. */
  rendered<T>(record: T, render: Render<T>): string[] {
    return render(safeRecord(record), {
      paint: this.#paint,
      // A terminal that does not know its size says 0.
      width: this.#stdout.columns || undefined,
      now: Date.now(),
    });
  }

  /** Prints lines that were rendered. */
  lines(lines: readonly string[]): void {
    if (lines.length > 0) {
      this.#stdout.write(`${lines.join('\n')}\n`);
    }
  }

  /** Prints a document: as it is into a pipe or a file, made safe for a terminal. */
  document(text: string): void {
    this.#stdout.write(this.#stdout.isTTY ? safeLines(text) : text);
  }

  /** Says something beside the answer. */
  say(text: string): void {
    this.#stderr.write(`${safeText(text)}\n`);
  }

  /** Shows lines that were rendered beside the answer, such as what is to be confirmed. */
  show<T>(record: T, render: Render<T>): void {
    const lines = render(safeRecord(record), {
      paint: this.#paintErrors,
      now: Date.now(),
    });
    this.#stderr.write(`${lines.join('\n')}\n`);
  }

  /** Says why the program ends, and what to do. */
  failure(error: unknown, advice: string | undefined): void {
    const what =
      advice ?? (error instanceof CliError ? error.remedy : undefined);
    if (this.json) {
      this.#stderr.write(`${safeJson(errorRecord(error, what), 2)}\n`);
      return;
    }
    const paint = this.#paintErrors;
    const code = error instanceof DrsError ? ` (${error.code})` : '';
    const findings: Finding[] =
      error instanceof DrsError ? safeRecord(error.details) : [];
    const label =
      exitOf(error) === 'INTERRUPTED' ? '' : `${paint('bad', 'error:')} `;
    const lines = [
      `${label}${safeText(messageOf(error))}${code}`,
      ...findingLines(findings, { paint }).map(line => `  ${line}`),
      ...(what ? [`  → ${safeText(what)}`] : []),
    ];
    this.#stderr.write(`${lines.join('\n')}\n`);
  }
}
