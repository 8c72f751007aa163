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
  Execution,
  ExecutionHook,
  ExecutionServer,
  ExecutionWave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { isFailure } from '../../../format/states';

/** Servers that failed for the same reason. */
export interface FailureCause {
  /** AWS's own code, or ours; absent where nobody gave one. */
  code?: string;
  message?: string;
  servers: readonly ExecutionServer[];
}

/** A hook of a wave that failed, or a wave that did for a reason of its own. */
export interface WaveFailure {
  wave: ExecutionWave;
  /** Absent: the wave itself. */
  hook?: ExecutionHook;
  message?: string;
}

/**
 * What failed apart from servers, in the plan's order: hooks, also those without which
 * their waves went on, and waves in which neither a server nor a hook did.
 */
export function waveFailures({
  waves,
}: Pick<Execution, 'waves'>): WaveFailure[] {
  return waves.flatMap((wave): WaveFailure[] => {
    const hooks = wave.hooks.filter(({ status }) => status === 'FAILED');
    if (hooks.length > 0) {
      return hooks.map(hook => ({ wave, hook, message: hook.message }));
    }
    const failed = wave.status === 'FAILED' || wave.status === 'TIMED_OUT';
    return failed && !wave.servers.some(hasFailed)
      ? [{ wave, message: wave.reason }]
      : [];
  });
}

/** Which servers failed, by why, the most frequent cause first; what was skipped after it failed, too. */
export function failureCauses(
  execution: Pick<Execution, 'waves'>,
): FailureCause[] {
  const failed = execution.waves
    .flatMap(wave => wave.servers)
    .filter(hasFailed);
  const causes = Map.groupBy(failed, server =>
    JSON.stringify([server.errorCode, messageOf(server)]),
  );
  return [...causes.values()]
    .map(servers => ({
      code: servers[0].errorCode,
      message: messageOf(servers[0]),
      servers,
    }))
    .sort((a, b) => b.servers.length - a.servers.length);
}

/** Leaving a server out changes its outcome, but not that it had failed. */
const hasFailed = ({
  outcome,
  errorCode,
  errorMessage,
}: ExecutionServer): boolean =>
  isFailure(outcome) ||
  (outcome === 'SKIPPED' &&
    (errorCode !== undefined || errorMessage !== undefined));

const messageOf = (server: ExecutionServer): string | undefined =>
  server.errorMessage ?? server.health.message;
