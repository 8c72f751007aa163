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
  describeTermination,
  type ExecutionEngine,
} from '@drs-orchestrator/drs-engine';
import type {
  Execution,
  TerminationStatus,
  ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { actorOf, type RequestContext } from '../../access/Caller';
import type { ExecutionAnswers } from './ExecutionAnswers';

/** Who decides, and whether it is a person: programs are no second pair of eyes. */
const deciderOf = (context: RequestContext) => ({
  actor: actorOf(context),
  isPerson: context.caller.kind === 'person',
});

/** Steers executions. What a command means, and whether it may be given, is the engine's. */
export class ExecutionCommands {
  readonly #engine: ExecutionEngine;
  readonly #answers: ExecutionAnswers;

  static create(options: {
    engine: ExecutionEngine;
    answers: ExecutionAnswers;
  }): ExecutionCommands {
    return new ExecutionCommands(options.engine, options.answers);
  }

  private constructor(engine: ExecutionEngine, answers: ExecutionAnswers) {
    this.#engine = engine;
    this.#answers = answers;
  }

  async pause(
    { params, body }: ValidRequest<'pause_execution'>,
    context: RequestContext,
  ): Promise<Execution> {
    const state = await this.#engine.pause(params.executionId, {
      actor: actorOf(context),
      ...body,
    });
    return this.#answers.of(state, context);
  }

  async resume(
    { params, body }: ValidRequest<'resume_execution'>,
    context: RequestContext,
  ): Promise<Execution> {
    const state = await this.#engine.resume(params.executionId, {
      ...deciderOf(context),
      ...body,
    });
    return this.#answers.of(state, context);
  }

  async approve(
    { params, body }: ValidRequest<'decide_approval'>,
    context: RequestContext,
  ): Promise<Execution> {
    const state = await this.#engine.approve(params.executionId, {
      ...deciderOf(context),
      ...body,
    });
    return this.#answers.of(state, context);
  }

  async retry(
    { params, body }: ValidRequest<'retry_execution_items'>,
    context: RequestContext,
  ): Promise<Execution> {
    const state = await this.#engine.retry(params.executionId, {
      actor: actorOf(context),
      waves: body.waves,
      sourceServerIds: body.servers,
      comment: body.comment,
    });
    return this.#answers.of(state, context);
  }

  async skip(
    { params, body }: ValidRequest<'skip_execution_items'>,
    context: RequestContext,
  ): Promise<Execution> {
    const state = await this.#engine.skip(params.executionId, {
      ...deciderOf(context),
      waves: body.waves,
      sourceServerIds: body.servers,
      comment: body.comment,
    });
    return this.#answers.of(state, context);
  }

  async cancel(
    { params, body }: ValidRequest<'cancel_execution'>,
    context: RequestContext,
  ): Promise<Execution> {
    const state = await this.#engine.cancel(params.executionId, {
      actor: actorOf(context),
      reason: body.reason,
    });
    return this.#answers.of(state, context);
  }

  async terminate(
    { params, body }: ValidRequest<'terminate_recovery_instances'>,
    context: RequestContext,
  ): Promise<TerminationStatus> {
    const state = await this.#engine.terminate(params.executionId, {
      actor: actorOf(context),
      sourceServerIds: body.servers,
    });
    return describeTermination(state);
  }
}
