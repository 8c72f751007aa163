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
import { resourceNotFoundException, validationException } from '../errors';
import { LaunchAction } from '../launch-actions';
import { SourceServer } from '../source-server';
import { existingServer } from './launch-configuration';
import {
  mutation,
  OperationContext,
  pagedOutput,
  paging,
  query,
} from './operation';

/** A source server, or a launch configuration template, of which there are none. */
const resourceId = z
  .string()
  .regex(/^(s-[0-9a-zA-Z]{17}|lct-[0-9a-zA-Z]{17})$/);
const actionId = z
  .string()
  .regex(
    /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/,
  );
const MAX_ACTIONS = 200;

export const listLaunchActions = query(
  z.object({
    resourceId,
    filters: z
      .object({ actionIds: z.array(actionId).max(100).optional() })
      .optional(),
    ...paging,
  }),
  (context, input) => {
    const server = serverOf(context, input.resourceId);
    const wanted = input.filters?.actionIds?.length
      ? new Set(input.filters.actionIds)
      : undefined;
    return pagedOutput(
      context,
      input,
      ['ListLaunchActions', server.id, input.filters ?? {}],
      server.launchActions
        .filter(action => wanted?.has(action.actionId) ?? true)
        .toSorted((a, b) => (a.actionId < b.actionId ? -1 : 1)),
      action => action.actionId,
      action => action,
    );
  },
);

export const putLaunchAction = mutation(
  200,
  z.object({
    resourceId,
    actionCode: z
      .string()
      .min(1)
      .max(1_011)
      .regex(/^([A-Za-z0-9-/:])+$/),
    order: z.number().int().min(2).max(10_000),
    actionId,
    optional: z.boolean(),
    active: z.boolean(),
    name: z
      .string()
      .max(256)
      .regex(/^[A-Za-z0-9][A-Za-z0-9 /_-]*$/),
    actionVersion: z
      .string()
      .max(10)
      .regex(/^(\$DEFAULT|\$LATEST|[0-9]+)$/),
    category: z.enum([
      'MONITORING',
      'VALIDATION',
      'CONFIGURATION',
      'SECURITY',
      'OTHER',
    ]),
    parameters: z
      .record(
        z.string().regex(/^[A-Za-z0-9]{1,1011}$/),
        z.object({
          value: z.string().regex(/^[A-Za-z0-9.-]{1,1011}$/),
          type: z.enum(['SSM_STORE', 'DYNAMIC']),
        }),
      )
      .optional(),
    description: z
      .string()
      .max(1_024)
      .regex(/^[0-9a-zA-Z ():/.,'-_#*;\n]*$/),
  }),
  (context, input) => {
    const server = serverOf(context, input.resourceId);
    const { resourceId: _, ...content } = input;
    const action: LaunchAction = {
      ...content,
      type: 'SSM_AUTOMATION',
      parameters: input.parameters ?? {},
    };
    const others = server.launchActions.filter(
      other => other.actionId !== action.actionId,
    );
    if (others.some(other => other.order === action.order)) {
      throw validationException(
        `Another launch action has order ${action.order}`,
        {
          reason: 'fieldValidationFailed',
          fieldList: [{ name: 'order', message: 'Taken' }],
        },
      );
    }
    if (others.length >= MAX_ACTIONS) {
      throw validationException(
        `A server can have at most ${MAX_ACTIONS} launch actions`,
      );
    }
    server.launchActions = [...others, action];
    return { resourceId: server.id, ...action };
  },
);

export const deleteLaunchAction = mutation(
  204,
  z.object({ resourceId, actionId }),
  (context, input) => {
    const server = serverOf(context, input.resourceId);
    const left = server.launchActions.filter(
      action => action.actionId !== input.actionId,
    );
    if (left.length === server.launchActions.length) {
      throw resourceNotFoundException(
        `Launch action ${input.actionId} does not exist`,
        { resourceId: input.actionId, resourceType: 'LaunchAction' },
      );
    }
    server.launchActions = left;
    return {};
  },
);

function serverOf(context: OperationContext, id: string): SourceServer {
  if (id.startsWith('lct-')) {
    throw resourceNotFoundException(
      `Launch configuration template ${id} does not exist`,
      { resourceId: id, resourceType: 'LaunchConfigurationTemplate' },
    );
  }
  return existingServer(context, id);
}
