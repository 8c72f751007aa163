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

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  errorStatuses,
  executionStatusSchema,
  terminalExecutionStatuses,
  type ErrorCode,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { exitCodes, exitOfError, exitOfStatus } from './exitCodes';

describe('exit codes', () => {
  it('mean one thing each', () => {
    const codes = Object.values(exitCodes).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('are those that docs/cli.md tells of', () => {
    const page = readFileSync(join(__dirname, '../../../docs/cli.md'), 'utf8');
    const told = [...page.matchAll(/^\| +(\d+) +\| (.+?) +\|$/gm)].map(
      ([, code, meaning]) => ({ code: Number(code), meaning }),
    );
    expect(told).toEqual(
      Object.values(exitCodes).map(({ code, meaning }) => ({ code, meaning })),
    );
  });

  it('are 0 for no refusal of the API', () => {
    const codes = Object.keys(errorStatuses) as ErrorCode[];
    expect(codes.filter(code => exitOfError(code) === 'OK')).toEqual([]);
    expect(exitOfError('PREFLIGHT_FAILED')).toBe('PREFLIGHT_FAILED');
    expect(exitOfError('FOUR_EYES')).toBe('NOT_PERMITTED');
    expect(exitOfError('ACCOUNT_UNREACHABLE')).toBe('AWS_ERROR');
  });

  it('tell the ends of executions apart, and 0 is for COMPLETED alone', () => {
    const ends = executionStatusSchema.options.filter(
      status => exitOfStatus(status) !== undefined,
    );
    expect(ends).toEqual(terminalExecutionStatuses);
    expect(new Set(ends.map(exitOfStatus)).size).toBe(ends.length);
    expect(ends.filter(status => exitOfStatus(status) === 'OK')).toEqual([
      'COMPLETED',
    ]);
  });
});
