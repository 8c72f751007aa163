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

import { useEffect, useState } from 'react';
import { useQueryClient, type Query } from '@tanstack/react-query';
import { pollIntervalOf } from '../../api/polled';
import { useWords } from '../../translations/useWords';
import { TextButton } from '../control/TextButton';
import { Instant } from '../time/Instant';
import { PageBanner } from './PageBanner';

/** How often it is looked whether anything is old. */
const LOOK_EVERY_MS = 2_000;
/** What a slow answer may take longer than usual. */
const GRACE_MS = 10_000;

/** Nobody sees what it answers. */
const unseen = 'get_execution_status';

/**
 * Whether what is polled was to be read twice since its last good answer, and there
 * is none: the reads fail, or hang. What nobody has asked for since, as the page was
 * out of sight or the machine slept, is not old yet: it is about to be read.
 */
function isOutdated(query: Query, now: number): boolean {
  const { data, dataUpdatedAt, errorUpdatedAt, fetchStatus } = query.state;
  const interval = pollIntervalOf(query);
  return (
    data !== undefined &&
    query.queryKey[0] !== unseen &&
    interval !== undefined &&
    now - dataUpdatedAt > 2 * interval + GRACE_MS &&
    (fetchStatus !== 'idle' || errorUpdatedAt > dataUpdatedAt)
  );
}

/** When the oldest of what is outdated was read, in milliseconds since the epoch. */
function useOutdatedSince(): number | undefined {
  const client = useQueryClient();
  const [since, setSince] = useState<number>();
  useEffect(() => {
    let before: number | undefined;
    const timer = setInterval(() => {
      const now = Date.now();
      const times = client
        .getQueryCache()
        .findAll({ type: 'active', predicate: query => isOutdated(query, now) })
        .map(({ state }) => state.dataUpdatedAt);
      const oldest = times.length > 0 ? Math.min(...times) : undefined;
      // A page that was out of sight finds everything old, and reads it anew within
      // a moment: nothing is said of that.
      setSince(before === undefined ? undefined : oldest);
      before = oldest;
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [client]);
  return since;
}

/**
 * Says on every page that what keeps itself up to date no longer does, however that
 * came about, so that nobody takes for the present what is past.
 */
export function OutdatedBanner() {
  const words = useWords();
  const client = useQueryClient();
  const since = useOutdatedSince();
  if (since === undefined) {
    return null;
  }
  return (
    <PageBanner
      label={words('outdated.label')}
      tone="warning"
      title={words('outdated.title')}
    >
      {words('outdated.since', {
        when: <Instant at={new Date(since).toISOString()} />,
      })}{' '}
      <TextButton
        size="small"
        onClick={() =>
          client.refetchQueries({
            type: 'active',
            predicate: query => isOutdated(query, Date.now()),
          })
        }
      >
        {words('error.tryAgain')}
      </TextButton>
    </PageBanner>
  );
}
