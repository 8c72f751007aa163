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

import { useMemo } from 'react';
import type {
  Execution,
  ExecutionWave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../../api/operations';

/**
 * The execution with the phases of every launch. While it runs its details have
 * them; once it has ended they are asked for apart, and once, because they come
 * from thousands of lines of the job log.
 */
export function useCourse(execution: Execution): Execution {
  const { executionId, endTime, waves } = execution;
  const known =
    endTime === undefined ||
    waves.every(wave =>
      wave.servers.every(
        ({ phaseTimes, jobId, earlierLaunches = [] }) =>
          (phaseTimes || !jobId) &&
          earlierLaunches.every(launch => launch.phaseTimes),
      ),
    );
  const { data } = useOperation(
    'get_execution_waves',
    { params: { executionId } },
    { enabled: !known },
  );
  return useMemo(
    () =>
      known || !data
        ? execution
        : { ...execution, waves: withPhases(waves, data.items) },
    [execution, known, waves, data],
  );
}

/** What the waves say now, with the phases that were told of their servers. */
function withPhases(
  waves: readonly ExecutionWave[],
  told: readonly ExecutionWave[],
): ExecutionWave[] {
  const courses = new Map(
    told.flatMap(wave =>
      wave.servers.map(({ sourceServerId, phaseTimes, earlierLaunches }) => [
        sourceServerId,
        { phaseTimes, earlierLaunches },
      ]),
    ),
  );
  return waves.map(wave => ({
    ...wave,
    servers: wave.servers.map(server => {
      const course = courses.get(server.sourceServerId);
      return {
        ...server,
        phaseTimes: server.phaseTimes ?? course?.phaseTimes,
        earlierLaunches: course?.earlierLaunches ?? server.earlierLaunches,
      };
    }),
  }));
}
