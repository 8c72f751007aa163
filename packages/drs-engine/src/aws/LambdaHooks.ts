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

import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import type { AwsFailure } from '../ports/drs';
import type { HookCall, HookResult, HookRunner } from '../ports/hooks';
import { forLongCalls, type ConnectionSettings } from './clientSettings';
import { toAwsFailure } from './errors';

/** What of a function's own words is kept. */
const LONGEST_MESSAGE = 500;

/** What Lambda answers for a function that threw, and what one may answer itself. */
const answerSchema = z.object({
  errorType: z.string().optional().catch(undefined),
  errorMessage: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
});

/** Calls Lambda functions and waits for their end. */
export class LambdaHooks implements HookRunner {
  readonly #lambda: LambdaClient;

  constructor(settings: ConnectionSettings) {
    this.#lambda = new LambdaClient(forLongCalls(settings));
  }

  async run({ hook, payload }: HookCall): Promise<HookResult> {
    try {
      const answer = await this.#lambda.send(
        new InvokeCommand({
          FunctionName: hook.target,
          InvocationType: 'RequestResponse',
          Payload: Buffer.from(JSON.stringify(payload)),
        }),
        { abortSignal: AbortSignal.timeout(hook.timeoutSeconds * 1000) },
      );
      const said = wordsOf(answer.Payload);
      if (answer.FunctionError !== undefined) {
        return {
          kind: 'failed',
          code: said.errorType ?? answer.FunctionError,
          message: bounded(said.errorMessage ?? 'The function gave no reason'),
          mayHaveRun: true,
        };
      }
      return {
        kind: 'succeeded',
        ...(said.message && { message: bounded(said.message) }),
      };
    } catch (error) {
      return failedCall(toAwsFailure(error));
    }
  }

  close(): void {
    this.#lambda.destroy();
  }
}

/** What a call that AWS did not take, or did not answer, means for a hook. */
export const failedCall = (
  failure: AwsFailure,
): Extract<HookResult, { kind: 'failed' }> => ({
  kind: 'failed',
  code: failure.code,
  message: failure.requestId
    ? `${failure.message} (request ${failure.requestId})`
    : failure.message,
  mayHaveRun: failure.mayHaveHappened,
});

function wordsOf(
  payload: Uint8Array | undefined,
): z.infer<typeof answerSchema> {
  try {
    const parsed = answerSchema.safeParse(
      JSON.parse(Buffer.from(payload ?? []).toString('utf8')),
    );
    return parsed.success ? parsed.data : {};
  } catch {
    // A function may answer what it likes, or nothing.
    return {};
  }
}

const bounded = (text: string): string =>
  text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text;
