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

import { Cloud } from '../cloud';
import { AuthenticationProblem, AwsError } from './errors';
import { WireRequest, WireResponse } from './http';

/** Who makes a call, once the signature has proved it. */
export type Caller = {
  accountId: string;
  arn: string;
  userId: string;
  /** Whether the credentials came from AssumeRole. */
  isAssumedRole: boolean;
};

export type CallContext = {
  cloud: Cloud;
  caller: Caller;
  region: string;
  requestId: string;
};

/** What a call came to. */
export type CallResult = {
  response: WireResponse;
  /** Whether something changed. */
  tookEffect: boolean;
  /** How long the caller waits for the answer, in real time. */
  answerAfterMs?: number;
};

/** A request understood: which operation, with what. */
export type ServiceCall = {
  operation: string;
  /** What IAM policies call it, if not `service:operation`. */
  action?: string;
  /** As sent, for the record. */
  parameters: unknown;
  /** @throws AwsError if it is refused */
  run(context: CallContext): CallResult;
};

/** One AWS service: its protocol and its operations. */
export interface AwsService {
  /** The name in a signature's credential scope. */
  readonly name:
    | 'drs'
    | 'ec2'
    | 'iam'
    | 'lambda'
    | 'servicequotas'
    | 'ssm'
    | 'sts';
  /** @throws AwsError if there is no such operation, or it cannot be read */
  resolve(request: WireRequest): ServiceCall;
  errorResponse(error: AwsError, requestId: string): WireResponse;
  /** How this service words a refused signature. */
  authenticationError(problem: AuthenticationProblem): AwsError;
  /** How this service says that calls come too fast. */
  throttlingError(retryAfterSeconds: number | undefined): AwsError;
  /** How this service says that the caller's policies forbid a call. */
  accessDeniedError(message: string): AwsError;
}
