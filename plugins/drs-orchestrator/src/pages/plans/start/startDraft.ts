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
  pointInTimeSchema,
  type PointInTime,
  type RequestInput,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { DateTime } from 'luxon';
import type { Acknowledgement } from './acknowledgement';

/** A snapshot that was chosen for a server. */
export interface ChosenSnapshot {
  sourceServerId: string;
  hostname: string;
  snapshotId: string;
  timestamp: string;
}

/** How a plan shall be started, as it is being chosen. */
export interface StartDraft {
  pointInTime: PointInTime['type'];
  /** Local time, as the browser's field has it: "2026-11-21T16:03". */
  asOf: string;
  snapshots: readonly ChosenSnapshot[];
  /** Empty: as configured. */
  timeToLiveMinutes: string;
  useDrillNetwork: boolean;
  onLimit: 'QUEUE' | 'REJECT';
  acknowledged: readonly Acknowledgement[];
}

/** What a start is unless something else is chosen. */
export const usualStart: StartDraft = {
  pointInTime: 'LATEST',
  asOf: '',
  snapshots: [],
  timeToLiveMinutes: '',
  useDrillNetwork: true,
  onLimit: 'QUEUE',
  acknowledged: [],
};

type Conditions = NonNullable<RequestInput<'preflight_recovery_plan'>['body']>;

/**
 * The draft as the contract takes it, without what is acknowledged; `undefined`
 * while the point in time is not chosen to its end.
 */
export function startConditionsOf(
  draft: StartDraft,
  executionType: Conditions['executionType'],
): Conditions | undefined {
  const pointInTime = pointInTimeOf(draft);
  return (
    pointInTime && {
      executionType,
      pointInTime,
      onLimit: draft.onLimit,
      ...(executionType === 'DRILL' && {
        drill: {
          useDrillNetwork: draft.useDrillNetwork,
          ...(draft.timeToLiveMinutes !== '' && {
            timeToLiveMinutes: Number(draft.timeToLiveMinutes),
          }),
        },
      }),
    }
  );
}

function pointInTimeOf(draft: StartDraft): PointInTime | undefined {
  switch (draft.pointInTime) {
    case 'LATEST':
      return { type: 'LATEST' };
    case 'AS_OF': {
      const asOf = DateTime.fromISO(draft.asOf);
      return asOf.isValid
        ? { type: 'AS_OF', asOf: asOf.toUTC().toISO() }
        : undefined;
    }
    case 'SNAPSHOTS':
      return pointInTimeSchema.safeParse({
        type: 'SNAPSHOTS',
        snapshots: Object.fromEntries(
          draft.snapshots.map(({ sourceServerId, snapshotId }) => [
            sourceServerId,
            snapshotId,
          ]),
        ),
      }).data;
    default:
      return unreachable(draft.pointInTime);
  }
}

function unreachable(value: never): never {
  throw new Error(`Unknown point in time ${String(value)}`);
}
