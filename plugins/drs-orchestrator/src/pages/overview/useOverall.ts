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

import { useEffect, useRef } from 'react';
import { terminalExecutionStatuses } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useQueryClient } from '@tanstack/react-query';
import { usePermissionTo } from '../../api/access';
import { useExecutionSignals } from '../../api/executionSignals';
import { useOperation } from '../../api/operations';
import { cursorOf } from '../../components/table/useCursorPages';
import type { UrlState } from '../../routing/useUrlState';
import { alarmingStates, type Alert } from './AlertsSection';
import { POSTURE_PAGE } from './PostureList';
import { postureFilterOf } from './postures';

/** What follows from AWS's answers is no fresher than these. */
const SLOW_MS = 30_000;
/** Servers of a state of which more is known than that they are there. */
const MAX_ALARMING = 20;

/** Everything the home page reads. */
export function useOverall(url: UrlState) {
  const { pollLive } = useExecutionSignals();
  const filter = postureFilterOf(url);
  const live = useOperation(
    'list_executions',
    {
      query: {
        limit: 50,
        status: ['PENDING', 'RUNNING', 'PAUSED', 'CANCELLING'],
      },
    },
    { pollEvery: pollLive },
  );
  const recent = useOperation(
    'list_executions',
    { query: { limit: 8, status: [...terminalExecutionStatuses] } },
    { pollEvery: Math.max(pollLive, 5_000) },
  );
  const posture = useOperation(
    'get_posture',
    {
      query: {
        limit: POSTURE_PAGE,
        posture: filter.posture,
        owned: filter.owned ? 'true' : 'false',
        cursor: cursorOf(url),
      },
    },
    { pollEvery: SLOW_MS, keepPrevious: true },
  );
  const alerts = useAlerts();
  const capacity = useOperation(
    'get_drs_account_capacity',
    { query: {} },
    { pollEvery: 60_000 },
  );
  const anyGroup = useOperation('list_protection_groups', {
    query: { limit: 1 },
  });
  const anyPlan = useOperation('list_recovery_plans', { query: { limit: 1 } });
  useAnewAfterEnds(recent.data?.items.at(0)?.executionId);
  // While that is being asked, most may.
  const manage = usePermissionTo('manageExecution');
  const me = useOperation('get_user_permissions', {}).data?.userEntityRef;
  return {
    live,
    recent,
    posture,
    filter,
    alerts,
    capacity,
    anyGroup,
    anyPlan,
    leftRunning: posture.data?.leftRunning ?? [],
    mayDecide: manage.allowed || manage.pending === true,
    me,
  };
}

/** Servers whose replication does not go on; each state by itself, as its servers may be more than a page. */
function useAlerts() {
  const answers: Record<Alert['state'], ReturnType<typeof useServersIn>> = {
    STOPPED: useServersIn('STOPPED'),
    DISCONNECTED: useServersIn('DISCONNECTED'),
    STALLED: useServersIn('STALLED'),
    PAUSED: useServersIn('PAUSED'),
  };
  const asked = Object.values(answers);
  const alerts = alarmingStates.flatMap((state): Alert[] => {
    const servers = answers[state].data;
    return servers ? [{ state, servers }] : [];
  });
  return {
    data: alerts.length === asked.length ? alerts : undefined,
    error: asked.find(({ error }) => error)?.error ?? null,
    refetch: () => Promise.all(asked.map(({ refetch }) => refetch())),
  };
}

const useServersIn = (state: Alert['state']) =>
  useOperation(
    'get_drs_source_servers',
    { query: { limit: MAX_ALARMING, replicationState: [state] } },
    { pollEvery: SLOW_MS },
  );

/** Reads the posture anew once another execution has ended: it proved something, and may have left instances. */
function useAnewAfterEnds(lastEnded: string | undefined): void {
  const client = useQueryClient();
  const known = useRef(lastEnded);
  useEffect(() => {
    if (known.current !== undefined && known.current !== lastEnded) {
      client.invalidateQueries({ queryKey: ['get_posture'] });
    }
    known.current = lastEnded ?? known.current;
  }, [client, lastEnded]);
}
