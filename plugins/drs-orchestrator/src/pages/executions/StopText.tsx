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

import type { Execution } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { EntityName } from '../../components/people/EntityName';
import { capitalised } from '../../format/counting';
import { stopSentence, trimStop } from '../../format/executionSentence';
import { useExecutionsWords } from '../../translations/useExecutionsWords';
import { useWords } from '../../translations/useWords';
import { approvedThing } from './commands/command';

/** Why, and by whom, an execution was stopped before it had come to its end. */
export function StopText({ execution }: { execution: Execution }) {
  const t = useExecutionsWords();
  const words = useWords();
  const { stopped, waves } = execution;
  if (!stopped) {
    return null;
  }
  const said = stopped.message && trimStop(stopped.message);
  const who = <EntityName entityRef={stopped.by ?? 'system'} />;
  switch (stopped.cause) {
    case 'CANCELLED':
      return said
        ? t('stopped.cancelledSaying', { who, said })
        : t('stopped.cancelled', { who });
    case 'REJECTED': {
      const wave = waves.find(
        ({ waveNumber }) => waveNumber === stopped.waveNumber,
      );
      const what = capitalised(
        approvedThing(t, {
          waveNumber: stopped.waveNumber,
          waveName: wave?.waveName,
        }),
      );
      return said
        ? t('stopped.rejectedSaying', { what, who, said })
        : t('stopped.rejected', { what, who });
    }
    case 'NOT_APPROVED':
    case 'NOT_DECIDED':
    case 'TOO_LONG':
      return stopSentence(words, execution);
    default:
      return stopped.cause satisfies never;
  }
}
