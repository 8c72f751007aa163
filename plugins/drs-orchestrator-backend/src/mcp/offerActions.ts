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
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  DrsError,
  endpoints,
  executionTypeSchema,
  type Endpoint,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import type { Authenticator } from '../access/Caller';
import type { Dispatcher } from '../router/Dispatcher';
import { contractErrorOf } from '../router/errorAnswer';
import { namedOperation } from '../router/operations';
import { offeredActions, type OfferedAction } from './offeredActions';
import { ActionRefusal, internalRefusal } from './ActionRefusal';
import { inputOf, outputOf } from './schemas';

/** What actions are made of. */
export interface ActionsOptions {
  registry: ActionsRegistryService;
  dispatcher: Dispatcher;
  authenticator: Authenticator;
}

/**
 * Offers operations of the contract as actions to MCP clients. They go the way of
 * every other call: with the caller's own credentials, counted, permitted,
 * validated and recorded by the dispatcher.
 */
export function offerActions(options: ActionsOptions): void {
  for (const offered of offeredActions) {
    const endpoint: Endpoint = endpoints[offered.operation];
    const unseen = new Set([
      ...Object.keys(offered.fixed ?? {}),
      ...(offered.withheld ?? []),
    ]);
    const reads = offered.effect === 'reads';
    options.registry.register({
      name: offered.name,
      title: offered.title,
      description: offered.description,
      attributes: {
        readOnly: reads,
        destructive: !reads,
        idempotent: offered.effect !== 'starts',
      },
      schema: {
        input: z3 =>
          inputOf(z3, [endpoint.params, endpoint.query, endpoint.body], unseen),
        output: z3 => outputOf(z3, endpoint.response),
      },
      action: async ({ input, credentials, logger }) => ({
        output: await run(offered, input, { ...options, credentials, logger }),
      }),
    });
  }
}

const executionOfDrill = z.object({
  executionId: z.string(),
  executionType: executionTypeSchema,
});

/** @throws ActionRefusal */
async function run(
  offered: OfferedAction,
  input: Readonly<Record<string, unknown>>,
  call: {
    readonly dispatcher: Dispatcher;
    readonly authenticator: Authenticator;
    readonly credentials: BackstageCredentials;
    readonly logger: LoggerService;
  },
): Promise<Record<string, unknown>> {
  try {
    const context = call.authenticator.identify(call.credentials, noBreakGlass);
    const ask = async (
      envelope: Record<string, unknown> & { operation: string },
      precondition?: () => Promise<void>,
    ) => {
      const { operation, request } = namedOperation(envelope);
      return call.dispatcher.run(operation, context, {
        named: request,
        read: async () => request,
        precondition,
      });
    };
    // Within the operation, so that who tried it on a recovery is on record.
    const isDrill = async () => {
      const { executionId, executionType } = executionOfDrill.parse(
        await ask({
          operation: 'get_execution_details',
          executionId: input.executionId,
        }),
      );
      refuseUnlessDrill(executionId, executionType);
    };
    return z
      .record(z.string(), z.unknown())
      .parse(
        await ask(
          { ...input, ...offered.fixed, operation: offered.operation },
          offered.drillsOnly ? isDrill : undefined,
        ),
      );
  } catch (error) {
    const refusal = contractErrorOf(error);
    throw refusal
      ? new ActionRefusal(refusal)
      : internalRefusal(offered.name, error, call.logger);
  }
}

/** @throws DrsError */
function noBreakGlass(): never {
  throw new DrsError(
    'INSUFFICIENT_PERMISSIONS',
    'Break-glass is for people at the API, not for MCP clients',
  );
}

/** @throws DrsError INVALID_STATE */
function refuseUnlessDrill(
  executionId: string,
  executionType: z.infer<typeof executionTypeSchema>,
): void {
  if (executionType === 'DRILL') {
    return;
  }
  const message = `Execution ${executionId} is a real recovery, and MCP clients act on drills only`;
  throw new DrsError('INVALID_STATE', message, [
    {
      code: 'NOT_A_DRILL',
      severity: 'BLOCKING',
      subject: { kind: 'execution', id: executionId },
      message,
      remedy: 'Let a person decide it on the page of the execution',
    },
  ]);
}
