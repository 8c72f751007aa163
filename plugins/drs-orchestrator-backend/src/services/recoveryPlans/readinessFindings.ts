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

import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { recoverabilityOf } from '../inventory/recoverability';
import type { WaveServer } from './resolveWaves';

/**
 * Servers that DRS could not launch now, or only with old data.
 *
 * @param notReady - how much a server matters that cannot be launched; in a wave
 *   that goes on without some of its servers it is a warning in any case
 */
export function readinessFindings(
  waves: readonly {
    readonly wave: { waveNumber: number; continueOnFailure: boolean };
    readonly servers: readonly WaveServer[];
  }[],
  notReady: 'WARNING' | 'BLOCKING',
): Finding[] {
  return waves.flatMap(({ wave, servers }) =>
    servers.flatMap(({ server }): Finding[] => {
      const { recoverability, recoverabilityReason } = recoverabilityOf(server);
      if (recoverability === 'READY') {
        return [];
      }
      const canLaunch = recoverability === 'AT_RISK';
      return [
        {
          code: canLaunch ? 'SERVER_AT_RISK' : 'SERVER_NOT_READY',
          severity: canLaunch || wave.continueOnFailure ? 'WARNING' : notReady,
          subject: {
            kind: 'server',
            id: server.sourceServerId,
            name: server.hostname,
          },
          message: `${server.hostname} in wave ${wave.waveNumber}: ${recoverabilityReason}`,
          remedy: canLaunch
            ? 'Look at the replication of the server before relying on it'
            : 'Mend the replication of the server, let the wave go on without it, or leave it out',
        },
      ];
    }),
  );
}
