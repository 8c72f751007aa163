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
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type {
  ActionContext,
  TemplateAction,
  TemplateExample,
} from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  DrsError,
  findingsOfZodError,
  validate,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import { actionSchemaOf } from './actionSchema';
import { OrchestratorOfInitiator } from './OrchestratorOfInitiator';
import { StepRefusal } from './StepRefusal';
import { Step } from './Step';

/** What every action is made of. */
export interface ActionServices {
  readonly auth: AuthService;
  readonly discovery: DiscoveryService;
}

/** An action in the terms of the contract, whose schemas are those of zod 4. */
export interface ActionDefinition<
  Input extends z.ZodType,
  Output extends z.ZodObject,
> {
  readonly id: string;
  readonly description: string;
  readonly examples: TemplateExample[];
  readonly input: Input;
  readonly output: Output;
  /** In a dry run it must change nothing, and say whether it could. */
  run(input: z.output<Input>, step: Step): Promise<z.output<Output>>;
}

/**
 * Makes an action of the scaffolder. Its input is read by the contract's own
 * schema, so that what is wrong is told in the same words as everywhere, with
 * every problem at once; what the orchestrator refuses is told with all findings.
 */
export function defineAction<
  Input extends z.ZodType,
  Output extends z.ZodObject,
>(
  definition: ActionDefinition<Input, Output>,
  services: ActionServices,
): TemplateAction {
  const { id, description, examples, input, output } = definition;
  return {
    id,
    description,
    examples,
    supportsDryRun: true,
    schema: {
      input: actionSchemaOf(input, 'input'),
      output: actionSchemaOf(output, 'output'),
    },
    handler: async context => {
      const step = new Step(
        context,
        new OrchestratorOfInitiator(services, context),
      );
      try {
        const answer = await definition.run(read(input, context), step);
        tell(answer, context);
      } catch (error) {
        throw error instanceof DrsError ? new StepRefusal(error) : error;
      }
    },
  };
}

/** @throws DrsError VALIDATION_FAILED */
function read<Input extends z.ZodType>(
  schema: Input,
  { input }: ActionContext<JsonObject>,
): z.output<Input> {
  const parsed = validate(schema, input);
  if (!parsed.success) {
    const findings = findingsOfZodError(parsed.error);
    throw new DrsError(
      'VALIDATION_FAILED',
      `The input of the step has ${findings.length} ${
        findings.length === 1 ? 'problem' : 'problems'
      }`,
      findings,
    );
  }
  return parsed.data;
}

const outputValues = z.record(z.string(), z.json().optional());

function tell(answer: unknown, context: ActionContext<JsonObject>): void {
  for (const [name, value] of Object.entries(outputValues.parse(answer))) {
    if (value !== undefined) {
      context.output(name, value);
    }
  }
}
