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
  GetAutomationExecutionCommand,
  SSMClient,
  StartAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AwsFailure } from '../ports/drs';
import type {
  HookCall,
  HookResult,
  ObservableHookRunner,
} from '../ports/hooks';
import { forReads, readLimit, type ConnectionSettings } from './clientSettings';
import { toAwsFailure } from './errors';
import { failedCall } from './LambdaHooks';

const executionSchema = z.object({
  AutomationExecutionStatus: z.string(),
  FailureMessage: z.string().optional(),
});

/** How SSM's states of an automation count (SSM API: AutomationExecutionStatus). */
const outcomeByStatus: Readonly<Record<string, 'succeeded' | 'failed'>> = {
  Success: 'succeeded',
  CompletedWithSuccess: 'succeeded',
  Failed: 'failed',
  TimedOut: 'failed',
  Cancelled: 'failed',
  Rejected: 'failed',
  ChangeCalendarOverrideRejected: 'failed',
  CompletedWithFailure: 'failed',
  Exited: 'failed',
};

/** Starts Automation runbooks of SSM, and asks how they fare. */
export class SsmAutomationHooks implements ObservableHookRunner {
  readonly #settings: ConnectionSettings;
  readonly #ssm: SSMClient;

  constructor(settings: ConnectionSettings) {
    this.#settings = settings;
    // Starting is retried like a read: its token makes it safe.
    this.#ssm = new SSMClient(forReads(settings));
  }

  async run(call: HookCall): Promise<HookResult> {
    try {
      return { kind: 'running', externalId: await this.#start(call) };
    } catch (error) {
      const failed = failedCall(toAwsFailure(error));
      // The last of several tries says nothing about those before it, and
      // another attempt has another token.
      return hadSeveralTries(error) ? { ...failed, mayHaveRun: true } : failed;
    }
  }

  async observe(externalId: string): Promise<HookResult | undefined> {
    try {
      const { AutomationExecutionStatus: status, FailureMessage: message } =
        await this.#execution(externalId);
      switch (outcomeByStatus[status]) {
        case 'succeeded':
          return { kind: 'succeeded' };
        case 'failed':
          return {
            kind: 'failed',
            code: `Automation${status}`,
            message: message ?? `The automation ended as ${status}`,
            mayHaveRun: true,
          };
        default:
          return { kind: 'running', externalId };
      }
    } catch {
      // Also where SSM does not know it: it was started, and may show later.
      return undefined;
    }
  }

  close(): void {
    this.#ssm.destroy();
  }

  /** @returns the automation's ID */
  async #start({ hook, payload }: HookCall): Promise<string> {
    const { AutomationExecutionId: id } = await this.#ssm.send(
      new StartAutomationExecutionCommand({
        DocumentName: hook.target,
        Parameters: Object.fromEntries(
          Object.entries(payload.parameters).map(([name, value]) => [
            name,
            typeof value === 'string' ? [value] : [...value],
          ]),
        ),
        ClientToken: tokenOf(payload.idempotencyKey),
      }),
      { abortSignal: readLimit(this.#settings) },
    );
    if (id === undefined) {
      throw new AwsFailure({
        kind: 'no-answer',
        code: 'IncompleteAnswer',
        message: 'AWS accepted the call and named no automation',
      });
    }
    return id;
  }

  async #execution(id: string): Promise<z.infer<typeof executionSchema>> {
    const { AutomationExecution: execution } = await this.#ssm.send(
      new GetAutomationExecutionCommand({ AutomationExecutionId: id }),
      { abortSignal: readLimit(this.#settings) },
    );
    return executionSchema.parse(execution);
  }
}

const triedSchema = z.object({
  $metadata: z.object({ attempts: z.number().min(2) }),
});
const hadSeveralTries = (error: unknown): boolean =>
  triedSchema.safeParse(error).success;

/** SSM wants the form of a UUID (SSM API: ClientToken). */
const tokenOf = (idempotencyKey: string): string =>
  createHash('sha256')
    .update(idempotencyKey)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
