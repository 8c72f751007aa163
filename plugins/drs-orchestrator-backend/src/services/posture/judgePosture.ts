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
import type {
  ExecutionSummary,
  Posture,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { recoverabilityOf } from '../inventory/recoverability';

/**
 * How a server is prepared for a disaster. The first answer that is true counts:
 * a server that no plan launches is not helped by its replication.
 *
 * @param rehearsal - whether any plan launches the server, and the last drill of
 *   these plans that ended and took it in
 */
export function judgePosture(
  server: ObservedSourceServer,
  rehearsal: {
    readonly isLaunched: boolean;
    readonly lastDrill?: Pick<ExecutionSummary, 'status'>;
  },
): Posture {
  if (!rehearsal.isLaunched) {
    return 'UNPROTECTED';
  }
  const { recoverability } = recoverabilityOf(server);
  switch (recoverability) {
    case 'NOT_READY':
      return 'FAILING';
    case 'AT_RISK':
      return 'AT_RISK';
    case 'READY':
      break;
    default:
      throw new Error(`Unknown verdict ${recoverability satisfies never}`);
  }
  if (!rehearsal.lastDrill) {
    return 'NEVER_DRILLED';
  }
  return rehearsal.lastDrill.status === 'COMPLETED' ? 'READY' : 'AT_RISK';
}
