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
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject, JsonValue } from '@backstage/types';
import {
  drsPermissions,
  DrsError,
  type DrsPermissionKey,
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { OrchestratorOfInitiator } from './OrchestratorOfInitiator';
import { findingLine } from './StepRefusal';

/** One run of an action, in a task that may be run again from its start. */
export class Step {
  readonly orchestrator: OrchestratorOfInitiator;
  readonly #context: ActionContext<JsonObject>;

  constructor(
    context: ActionContext<JsonObject>,
    orchestrator: OrchestratorOfInitiator,
  ) {
    this.#context = context;
    this.orchestrator = orchestrator;
  }

  get isDryRun(): boolean {
    return this.#context.isDryRun ?? false;
  }

  get logger(): LoggerService {
    return this.#context.logger;
  }

  get signal(): AbortSignal | undefined {
    return this.#context.signal;
  }

  get taskId(): string {
    return this.#context.task.id;
  }

  /** The entity ref of who started the task; absent for a program. */
  get initiator(): string | undefined {
    return this.#context.user?.ref;
  }

  /**
   * Names what a step does with an input: the same each time that the task runs,
   * another in every other task, and of 64 characters.
   */
  token(input: unknown): string {
    return createHash('sha256')
      .update(JSON.stringify([this.taskId, this.#context.step?.id, input]))
      .digest('hex');
  }

  /**
   * What `decide` once gave, in this run of the task or in one before.
   *
   * @param about - tells it from other turns of a step that runs for `each`, which share their checkpoints
   */
  async once<T extends z.ZodType<JsonValue>>(
    name: string,
    about: unknown,
    schema: T,
    decide: () => Promise<z.output<T>>,
  ): Promise<z.output<T>> {
    const key = `${name}.${this.token(about).slice(0, 16)}`;
    // What was stored is text of a database: read, not trusted.
    return schema.parse(
      await this.#context.checkpoint<JsonValue>({ key, fn: decide }),
    );
  }

  /** Writes what does not stand in the way, but should be known, into the task's log. */
  tellFindings(findings: readonly Finding[]): void {
    for (const finding of findings) {
      const line = findingLine(finding);
      if (finding.severity === 'INFO') {
        this.logger.info(line);
      } else {
        this.logger.warn(line);
      }
    }
  }

  /**
   * Refuses beforehand what would surely be refused: in a dry run, or where other
   * things are made first.
   *
   * @throws DrsError INSUFFICIENT_PERMISSIONS
   */
  async requirePermission(key: DrsPermissionKey): Promise<void> {
    const { name } = drsPermissions[key];
    const { permissions } = await this.orchestrator.call(
      'get_user_permissions',
      {},
    );
    if (!permissions.includes(name)) {
      throw new DrsError(
        'INSUFFICIENT_PERMISSIONS',
        'Who starts the task may not do this',
        [],
        { permission: name },
      );
    }
  }
}

/**
 * Refuses where anything blocks.
 *
 * @throws DrsError VALIDATION_FAILED with every blocking finding
 */
export function refuseIfBlocked(
  what: string,
  findings: readonly Finding[],
): void {
  const blocking = findings.filter(({ severity }) => severity === 'BLOCKING');
  if (blocking.length > 0) {
    throw new DrsError(
      'VALIDATION_FAILED',
      `${what} would be refused for ${blocking.length} ${
        blocking.length === 1 ? 'reason' : 'reasons'
      }`,
      blocking,
    );
  }
}
