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
  errorStatuses,
  type ErrorCode,
  type ExecutionStatus,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/**
 * Every exit code, and the only place where one is given: the help and
 * `docs/cli.md` show this table, and a test holds the page to it. Codes are part of
 * what scripts rely on, so they are never given a second meaning.
 */
export const exitCodes = {
  OK: {
    code: 0,
    meaning: 'Done. Of an execution that was followed: it is `COMPLETED`',
  },
  UNEXPECTED: {
    code: 1,
    meaning: 'An error that nobody foresaw, of the portal or of this program',
  },
  USAGE: {
    code: 2,
    meaning:
      'The command line is wrong, a confirmation is missing, or a file cannot be read or written',
  },
  NOT_AUTHENTICATED: {
    code: 3,
    meaning: 'There is no token, or it is refused or has expired',
  },
  NOT_PERMITTED: {
    code: 4,
    meaning:
      'You lack a permission, or another person has to do it (`INSUFFICIENT_PERMISSIONS`, `FOUR_EYES`)',
  },
  NOT_FOUND: { code: 5, meaning: 'What was named does not exist' },
  INVALID: {
    code: 6,
    meaning: 'The request is refused as invalid, with every problem named',
  },
  PREFLIGHT_FAILED: {
    code: 7,
    meaning:
      'Something speaks against a start: `PREFLIGHT_FAILED`, or a preflight that is not ready',
  },
  CONFLICT: {
    code: 8,
    meaning:
      'It contradicts what is there now: names, versions, states, servers in use, the freeze switch',
  },
  LIMIT: {
    code: 9,
    meaning: 'Too many requests, or the quotas of AWS leave no room',
  },
  UNREACHABLE: {
    code: 10,
    meaning:
      'The portal cannot be reached, or something else answers at its address',
  },
  AWS_ERROR: {
    code: 11,
    meaning: 'AWS refused or failed, or one of its accounts is out of reach',
  },
  EXECUTION_FAILED: {
    code: 20,
    meaning: 'The execution that was followed ended `FAILED`',
  },
  EXECUTION_PARTIAL: {
    code: 21,
    meaning: 'It ended `PARTIAL`: some servers are up, some are not',
  },
  EXECUTION_CANCELLED: { code: 22, meaning: 'It ended `CANCELLED`' },
  EXECUTION_TIMED_OUT: { code: 23, meaning: 'It ended `TIMED_OUT`' },
  EXECUTION_HELD: {
    code: 24,
    meaning:
      'With `--no-wait-for-approval`: it is `PAUSED` and goes on only when somebody decides',
  },
  INTERRUPTED: {
    code: 130,
    meaning: 'Ctrl-C. An execution that was followed goes on',
  },
  BROKEN_PIPE: {
    code: 141,
    meaning: 'Whoever reads the output wants no more of it',
  },
} as const satisfies Record<string, { code: number; meaning: string }>;

export type ExitName = keyof typeof exitCodes;

/** How a refusal of the API ends the program. */
export function exitOfError(code: ErrorCode): ExitName {
  const status = errorStatuses[code];
  switch (status) {
    case 400:
    case 413:
    case 415:
      return 'INVALID';
    case 401:
      return 'NOT_AUTHENTICATED';
    case 403:
      return 'NOT_PERMITTED';
    case 404:
      return 'NOT_FOUND';
    case 409:
      return 'CONFLICT';
    case 422:
      return 'PREFLIGHT_FAILED';
    case 429:
      return 'LIMIT';
    case 500:
      return 'UNEXPECTED';
    case 502:
    case 503:
      return 'AWS_ERROR';
    default:
      return status satisfies never;
  }
}

/** How the end of an execution ends the program; `undefined` while it goes on. */
export function exitOfStatus(status: ExecutionStatus): ExitName | undefined {
  switch (status) {
    case 'COMPLETED':
      return 'OK';
    case 'FAILED':
      return 'EXECUTION_FAILED';
    case 'PARTIAL':
      return 'EXECUTION_PARTIAL';
    case 'CANCELLED':
      return 'EXECUTION_CANCELLED';
    case 'TIMED_OUT':
      return 'EXECUTION_TIMED_OUT';
    case 'PENDING':
    case 'RUNNING':
    case 'PAUSED':
    case 'CANCELLING':
      return undefined;
    default:
      return status satisfies never;
  }
}
