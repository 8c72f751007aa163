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
import { jsonError, jsonOperation, jsonService } from '../wire/json-1-1';
import { page } from '../wire/paging';
import { CallContext } from '../wire/service';
import {
  AutomationExecution,
  RegionalAutomation,
} from './automation-execution';

const documentName = z
  .string()
  .regex(
    /^[a-zA-Z0-9_\-.:/]{3,128}$|^arn:aws:ssm:[a-z0-9-]+:\d{12}:document\/[a-zA-Z0-9_\-.]{3,128}$/,
  );
const executionId = z.string().length(36);

/**
 * StartAutomationExecution. Under one client token the same request starts
 * one execution, however often it is sent.
 */
const startAutomationExecution = jsonOperation(
  true,
  z.object({
    DocumentName: documentName,
    DocumentVersion: z
      .string()
      .regex(/^([$]LATEST|[$]DEFAULT|^[1-9][0-9]*$)$/)
      .optional(),
    Parameters: z
      .record(z.string().min(1).max(50), z.array(z.string().max(1_024)).max(50))
      .optional(),
    ClientToken: z
      .string()
      .regex(
        /^[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}$/,
      )
      .optional(),
    Mode: z.literal('Auto').optional(),
    Tags: z
      .array(z.object({ Key: z.string(), Value: z.string() }))
      .max(50)
      .optional(),
  }),
  (context, input) => {
    const { cloud, caller, region, requestId } = context;
    const automation = automationOf(context);
    const { ClientToken, ...content } = input;
    const token = ClientToken?.toLowerCase();
    const earlier =
      token === undefined ? undefined : automation.byToken.get(token);
    if (earlier) {
      if (earlier.content !== JSON.stringify(content)) {
        throw jsonError(
          'IdempotentParameterMismatch',
          'Error returned when an idempotent operation is retried and the parameters do not match the original call to the API with the same idempotency token.',
        );
      }
      return { AutomationExecutionId: earlier.execution.id };
    }
    const name = documentIn(context, input.DocumentName);
    const behaviour = cloud.automations.behaviourOf(name);
    if (!behaviour) {
      throw jsonError(
        'AutomationDefinitionNotFoundException',
        `Document with name ${input.DocumentName} does not exist.`,
      );
    }
    const id = (what: string) =>
      cloud.seeded
        .hex(32, requestId, what)
        .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5');
    const startTime = cloud.time.wallNow();
    const execution = new AutomationExecution({
      id: id('execution'),
      stepId: id('step'),
      documentName: input.DocumentName,
      documentVersion: /^\d+$/.test(input.DocumentVersion ?? '')
        ? input.DocumentVersion ?? '1'
        : '1',
      parameters: input.Parameters ?? {},
      executedBy: caller.arn,
      startTime,
    });
    automation.executions.set(execution.id, execution);
    if (token !== undefined) {
      automation.byToken.set(token, {
        content: JSON.stringify(content),
        execution,
      });
    }
    cloud.invocations.add({
      service: 'ssm',
      name,
      accountId: caller.accountId,
      region,
      time: new Date(startTime).toISOString(),
      requestId,
      payload: input.Parameters ?? {},
      automationExecutionId: execution.id,
      ...(ClientToken !== undefined && { clientToken: ClientToken }),
      attempt: 1,
    });
    if (behaviour.type !== 'neverEnds') {
      cloud.agenda.schedule(
        cloud.time.now() + behaviour.afterSeconds * 1_000,
        at => execution.end(behaviour, cloud.time.wallAt(at)),
      );
    }
    return { AutomationExecutionId: execution.id };
  },
);

const getAutomationExecution = jsonOperation(
  false,
  z.object({ AutomationExecutionId: executionId }),
  (context, input) => ({
    AutomationExecution: executionNamed(
      context,
      input.AutomationExecutionId,
    ).shape(),
  }),
);

const stopAutomationExecution = jsonOperation(
  true,
  z.object({
    AutomationExecutionId: executionId,
    Type: z.enum(['Complete', 'Cancel']).optional(),
  }),
  (context, input) => {
    executionNamed(context, input.AutomationExecutionId).stop(
      context.cloud.time.wallNow(),
    );
    return {};
  },
);

const FILTERS: Readonly<
  Record<string, (execution: AutomationExecution, value: string) => boolean>
> = {
  DocumentNamePrefix: (execution, value) =>
    execution.documentName.startsWith(value),
  ExecutionId: (execution, value) => execution.id === value,
  ExecutionStatus: (execution, value) => execution.status === value,
  StartTimeAfter: (execution, value) => execution.startTime > Date.parse(value),
  StartTimeBefore: (execution, value) =>
    execution.startTime < Date.parse(value),
};

/** Executions, the latest first. */
const describeAutomationExecutions = jsonOperation(
  false,
  z.object({
    Filters: z
      .array(
        z.object({
          Key: z.string(),
          Values: z.array(z.string().min(1).max(150)).min(1).max(10),
        }),
      )
      .min(1)
      .max(10)
      .optional(),
    MaxResults: z.number().int().min(1).max(50).optional(),
    NextToken: z.string().optional(),
  }),
  (context, input) => {
    const { cloud, caller, region } = context;
    const filters = (input.Filters ?? []).map(({ Key, Values }) => {
      const matches = new Map(Object.entries(FILTERS)).get(Key);
      if (!matches) {
        throw jsonError('InvalidFilterKey', `The filter ${Key} is not valid.`);
      }
      return (execution: AutomationExecution) =>
        Values.some(value => matches(execution, value));
    });
    const rows = [...automationOf(context).executions.values()]
      .map((execution, index) => ({
        execution,
        key: String(1e12 - index).padStart(13, '0'),
      }))
      .reverse()
      .filter(({ execution }) => filters.every(f => f(execution)));
    const scope = JSON.stringify([
      'DescribeAutomationExecutions',
      caller.accountId,
      region,
      input.Filters ?? [],
    ]);
    const after = input.NextToken
      ? cloud.pageTokens.open(scope, input.NextToken)
      : undefined;
    if (input.NextToken && after === undefined) {
      throw jsonError('InvalidNextToken', 'The specified token is not valid.');
    }
    const { items, lastKey } = page(
      rows,
      ({ key }) => key,
      after,
      input.MaxResults ?? 50,
    );
    return {
      AutomationExecutionMetadataList: items.map(({ execution }) => ({
        ...execution.metadata(),
        AutomationType: 'Local',
      })),
      ...(lastKey !== undefined && {
        NextToken: cloud.pageTokens.seal(scope, lastKey),
      }),
    };
  },
);

/** AWS Systems Manager, as far as it is Automation: JSON 1.1. */
export const ssmService = jsonService({
  name: 'ssm',
  targetPrefix: 'AmazonSSM',
  throttlingCode: 'ThrottlingException',
  operations: new Map([
    ['DescribeAutomationExecutions', describeAutomationExecutions],
    ['GetAutomationExecution', getAutomationExecution],
    ['StartAutomationExecution', startAutomationExecution],
    ['StopAutomationExecution', stopAutomationExecution],
  ]),
});

function automationOf({
  cloud,
  caller,
  region,
}: CallContext): RegionalAutomation {
  return cloud.automation(caller.accountId, region);
}

/** The name of a document that may be given by its ARN. */
function documentIn({ region }: CallContext, nameOrArn: string): string {
  const match = /^arn:aws:ssm:([a-z0-9-]+):\d{12}:document\/(.+)$/.exec(
    nameOrArn,
  );
  if (!match) return nameOrArn;
  const [, documentRegion, name] = match;
  if (documentRegion !== region) {
    throw jsonError(
      'AutomationDefinitionNotFoundException',
      `Document with name ${nameOrArn} does not exist.`,
    );
  }
  return name;
}

function executionNamed(context: CallContext, id: string): AutomationExecution {
  const execution = automationOf(context).executions.get(id);
  if (!execution) {
    throw jsonError(
      'AutomationExecutionNotFoundException',
      `Automation execution ${id} does not exist.`,
    );
  }
  return execution;
}
