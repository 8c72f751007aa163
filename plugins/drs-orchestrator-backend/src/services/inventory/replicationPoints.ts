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

import type { ObservedSourceServer } from '@drs-orchestrator/drs-engine';
import type { ReplicationGap } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredLooks, StoredPoint } from '../../database/ReplicationStore';
import { replicationStateOf } from './recoverability';

/** A lag that moved less than this is the same: continuous replication is seconds behind. */
const SAME_LAG_SECONDS = 60;
/** Nor is it news of a lag of hours that it is some minutes more. */
const SAME_LAG_PART = 0.2;

/** A point is written anew so often though nothing changed: what is older than a day before the kept time can go. */
export const REPEATED_AFTER_MS = 86_400_000;

function isSameLag(before: number | undefined, now: number | undefined) {
  if (before === undefined || now === undefined) {
    return before === now;
  }
  return (
    Math.abs(now - before) <=
    Math.max(SAME_LAG_SECONDS, SAME_LAG_PART * Math.max(before, now))
  );
}

/**
 * What is to be remembered of a look: the servers that differ from what is
 * remembered of them, those of which nothing was written for a day, and those
 * that are there no more.
 *
 * @param last - the last point of each server, by its ID
 */
export function pointsToKeep(
  servers: readonly Pick<
    ObservedSourceServer,
    'sourceServerId' | 'replicationState' | 'lagSeconds'
  >[],
  last: ReadonlyMap<string, StoredPoint>,
  at: Date,
): StoredPoint[] {
  const time = at.toISOString();
  const seen = new Set(servers.map(({ sourceServerId }) => sourceServerId));
  const kept = servers.flatMap((server): StoredPoint[] => {
    const { sourceServerId, lagSeconds } = server;
    const state = replicationStateOf(server);
    const before = last.get(sourceServerId);
    const isSame =
      before?.state === state &&
      isSameLag(before.lagSeconds, lagSeconds) &&
      at.getTime() - Date.parse(before.at) < REPEATED_AFTER_MS;
    return isSame
      ? []
      : [
          {
            sourceServerId,
            at: time,
            state,
            ...(lagSeconds !== undefined && { lagSeconds }),
          },
        ];
  });
  const gone = [...last.values()].flatMap(
    ({ sourceServerId, state }): StoredPoint[] =>
      state === undefined || seen.has(sourceServerId)
        ? []
        : [{ sourceServerId, at: time }],
  );
  return [...kept, ...gone];
}

/** Looks that are further apart than this were not one after the other. */
export const apartAfterMs = (intervalMs: number): number => 2.5 * intervalMs;

const NOT_LOOKED = 'Nobody looked';

/**
 * The times within a range of which nothing is known: between the end of looks
 * that DRS answered and the beginning of the next.
 *
 * @param looks - those that touch the range, oldest first
 * @param slackMs - so long after the last answer it is not missed yet
 */
export function gapsOf(
  looks: readonly StoredLooks[],
  range: { from: Date; to: Date },
  slackMs: number,
): ReplicationGap[] {
  const gaps: ReplicationGap[] = [];
  let known = range.from.getTime();
  let isKnown = false;
  let failure: StoredLooks['failure'];
  const close = (until: number) => {
    const slack = isKnown ? slackMs : 0;
    if (until > known && (failure || until - known > slack)) {
      gaps.push({
        from: new Date(known).toISOString(),
        to: new Date(until).toISOString(),
        code: failure?.code ?? 'NOT_LOOKED',
        message: failure?.message ?? NOT_LOOKED,
      });
    }
  };
  for (const { from, to, failure: failed } of looks) {
    if (failed) {
      failure ??= failed;
      continue;
    }
    close(Math.min(Date.parse(from), range.to.getTime()));
    known = Math.max(known, Date.parse(to));
    isKnown = true;
    failure = undefined;
  }
  close(range.to.getTime());
  return gaps;
}
