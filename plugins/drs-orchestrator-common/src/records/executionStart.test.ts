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

import type { z } from 'zod';
import { findingsOfZodError } from '../contract/errors';
import {
  decideApprovalSchema,
  executionItemsSchema,
} from './executionCommands';
import { startExecutionSchema, startPlanSchema } from './executionStart';
import { preflightRequestSchema } from './preflight';

const fieldsOf = (schema: z.ZodType, body: unknown) => {
  const result = schema.safeParse(body);
  return result.success
    ? []
    : findingsOfZodError(result.error).map(({ field }) => field);
};

const SERVER = 's-0123456789abcdef0';

describe('a start', () => {
  it('launches the latest data, waits where AWS has no room, and acknowledges nothing, unless said', () => {
    const start = startExecutionSchema.parse({ executionType: 'DRILL' });
    expect(start).toEqual({
      executionType: 'DRILL',
      acknowledge: [],
      onLimit: 'QUEUE',
    });
    expect(
      startExecutionSchema.parse({ executionType: 'DRILL', drill: {} }).drill,
    ).toEqual({ useDrillNetwork: true });
  });

  it('takes a point in time as plain text, as a time, or as snapshots', () => {
    const read = (pointInTime: 'LATEST' | object) =>
      startExecutionSchema.parse({ executionType: 'RECOVERY', pointInTime })
        .pointInTime;
    expect(read('LATEST')).toEqual({ type: 'LATEST' });
    expect(read({ type: 'LATEST' })).toEqual({ type: 'LATEST' });
    const asOf = { type: 'AS_OF', asOf: '2026-11-21T12:00:00Z' };
    expect(read(asOf)).toEqual(asOf);
    const snapshots = {
      type: 'SNAPSHOTS',
      snapshots: { [SERVER]: 'pit-0123456789abcdefG' },
    };
    expect(read(snapshots)).toEqual(snapshots);
  });

  it.each([
    [{ type: 'SNAPSHOTS', snapshots: {} }, 'pointInTime.snapshots'],
    [
      { type: 'SNAPSHOTS', snapshots: { [SERVER]: 'snap-1' } },
      `pointInTime.snapshots.${SERVER}`,
    ],
    [
      { type: 'SNAPSHOTS', snapshots: { web: 'pit-0123456789abcdefG' } },
      'pointInTime.snapshots.web',
    ],
    [{ type: 'AS_OF' }, 'pointInTime.asOf'],
    [{ type: 'LATEST', asOf: '2026-11-21T12:00:00Z' }, 'pointInTime.asOf'],
    [{ type: 'TOMORROW' }, 'pointInTime.type'],
    ['latest', 'pointInTime'],
  ])('refuses the point in time %j', (pointInTime, field) => {
    expect(
      fieldsOf(startExecutionSchema, { executionType: 'DRILL', pointInTime }),
    ).toEqual([field]);
  });

  it('has options of drills for drills only, in each of its forms', () => {
    const forms = [
      [startExecutionSchema, {}],
      [startPlanSchema, { planId: 'plan-1' }],
      [preflightRequestSchema, {}],
    ] as const;
    for (const [schema, rest] of forms) {
      const drill = { timeToLiveMinutes: 60 };
      expect(
        fieldsOf(schema, { ...rest, executionType: 'DRILL', drill }),
      ).toEqual([]);
      expect(
        fieldsOf(schema, { ...rest, executionType: 'RECOVERY', drill }),
      ).toEqual(['drill']);
    }
    // What says who starts it, and why, is no part of how it would go.
    expect(
      fieldsOf(preflightRequestSchema, {
        executionType: 'DRILL',
        reason: 'a',
        clientToken: 'b',
      }).sort(),
    ).toEqual(['clientToken', 'reason']);
  });
});

describe('a command', () => {
  it('names waves or servers, or both', () => {
    expect(fieldsOf(executionItemsSchema, { comment: 'a' })).toEqual([
      'servers',
    ]);
    for (const items of [
      { waves: [1] },
      { servers: [SERVER] },
      { waves: [1], servers: [SERVER] },
    ]) {
      expect(fieldsOf(executionItemsSchema, items)).toEqual([]);
    }
    expect(
      fieldsOf(executionItemsSchema, { waves: [], servers: [] }).sort(),
    ).toEqual(['servers', 'waves']);
  });

  it('decides one way or the other', () => {
    expect(fieldsOf(decideApprovalSchema, { waveNumber: 1 })).toEqual([
      'decision',
    ]);
    expect(fieldsOf(decideApprovalSchema, { decision: 'MAYBE' })).toEqual([
      'decision',
    ]);
  });
});
