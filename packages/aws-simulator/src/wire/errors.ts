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

/**
 * Any refusal that AWS answers with, whatever the protocol: the protocol
 * writes it as JSON or XML.
 */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Further members that the model gives the error, for the body. */
  readonly members: Readonly<Record<string, unknown>>;
  /** Members that the model binds to headers. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(options: {
    code: string;
    status: number;
    message: string;
    members?: Record<string, unknown>;
    headers?: Record<string, string>;
  }) {
    super(options.message);
    this.name = 'AwsError';
    this.code = options.code;
    this.status = options.status;
    this.members = options.members ?? {};
    this.headers = options.headers ?? {};
  }
}

/** Why a request's credentials or signature were not accepted. */
export type AuthenticationProblem =
  | { kind: 'missing' }
  | { kind: 'incomplete'; detail: string }
  | { kind: 'unknown-key' }
  | { kind: 'signature-mismatch' }
  | { kind: 'signature-time'; detail: string }
  | { kind: 'wrong-scope'; detail: string }
  | { kind: 'expired-token' };

export class AuthenticationError extends Error {
  readonly problem: AuthenticationProblem;

  constructor(problem: AuthenticationProblem) {
    super(problem.kind);
    this.name = 'AuthenticationError';
    this.problem = problem;
  }
}
