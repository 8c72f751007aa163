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

import type {
  Drs,
  RecoverySnapshot as ObservedSnapshot,
} from '@drs-orchestrator/drs-engine';
import type { RecoverySnapshot } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import {
  decodeCursor,
  instantKey,
  pageOfRows,
  textKey,
  type Page,
} from '../../database/cursor';

const cursorKeys = z.tuple([instantKey, textKey]);
type CursorKeys = z.infer<typeof cursorKeys>;

const keysOf = ({ timestamp, snapshotId }: RecoverySnapshot): CursorKeys => [
  Date.parse(timestamp),
  snapshotId,
];

/** Newest first, and by ID where two were taken in the same millisecond. */
function compareKeys([atA, idA]: CursorKeys, [atB, idB]: CursorKeys): number {
  if (atA !== atB) {
    return atB - atA;
  }
  if (idA === idB) {
    return 0;
  }
  return idA < idB ? 1 : -1;
}

const snapshotOf = (snapshot: ObservedSnapshot): RecoverySnapshot => ({
  snapshotId: snapshot.snapshotId,
  sourceServerId: snapshot.sourceServerId,
  timestamp: snapshot.at,
});

/** Which snapshots of a server are listed. */
export interface SnapshotQuery {
  readonly limit: number;
  readonly cursor?: string;
  readonly from?: string;
  readonly to?: string;
}

/**
 * A page of a server's snapshots, newest first. DRS is asked no further back
 * than the page needs, and for all only where more snapshots than one share the
 * moment at which the page begins or ends.
 *
 * @throws DrsError VALIDATION_FAILED where the cursor is not of this list
 * @throws AwsFailure
 */
export async function snapshotPage(
  drs: Pick<Drs, 'describeRecoverySnapshots'>,
  sourceServerId: string,
  query: SnapshotQuery,
): Promise<Page<RecoverySnapshot>> {
  const after =
    query.cursor === undefined
      ? undefined
      : decodeCursor(query.cursor, cursorKeys);
  const range = {
    ...(query.from && { from: new Date(query.from) }),
    ...(query.to && { to: new Date(query.to) }),
    ...(after && { to: new Date(after[0]) }),
    order: 'DESC' as const,
  };
  // One more than the page tells that there is a next one; one more than that
  // is the cursor's own, and another shows whether the last has a twin.
  const limit = query.limit + 3;
  const found = await drs.describeRecoverySnapshots(sourceServerId, {
    ...range,
    limit,
  });
  const isAll = found.length < limit;
  const hasTwins = new Set(found.map(({ at }) => at)).size < found.length;
  const snapshots =
    isAll || !hasTwins
      ? found
      : await drs.describeRecoverySnapshots(sourceServerId, range);
  return pageOfRows(
    snapshots
      .map(snapshotOf)
      .filter(snapshot => !after || compareKeys(after, keysOf(snapshot)) < 0)
      .sort((a, b) => compareKeys(keysOf(a), keysOf(b))),
    query.limit,
    keysOf,
    snapshot => snapshot,
  );
}
