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
  ExecutionHook,
  ExecutionWave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { DataTable, type Column } from '../../../components/table/DataTable';
import type { ExecutionsWords } from '../../../translations/executions';
import { useExecutionsWords } from '../../../translations/useExecutionsWords';
import { useWords } from '../../../translations/useWords';
import type { Words } from '../../../translations/words';
import { hookColumns } from '../WavesTab';

/** The hooks of every wave, and what each answered. */
export function HooksTable({ execution }: { execution: Execution }) {
  const t = useExecutionsWords();
  const words = useWords();
  const columns = useMemo(() => hookOfWaveColumns(t, words), [t, words]);
  return (
    <DataTable
      caption={t('outcome.hooks')}
      columns={columns}
      rows={execution.waves.flatMap(wave =>
        wave.hooks.map((hook, index) => ({ wave, hook, index })),
      )}
      rowKey={({ wave, index }) => `${wave.waveNumber}/${index}`}
    />
  );
}

/** A hook with the wave that calls it: two may call the same. */
interface HookOfWave {
  wave: ExecutionWave;
  hook: ExecutionHook;
  /** Its place among the hooks of the wave. */
  index: number;
}

const hookOfWaveColumns = (
  t: ExecutionsWords,
  words: Words,
): Column<HookOfWave>[] => [
  {
    id: 'wave',
    title: t('outcome.wave'),
    render: ({ wave }) =>
      t('wave.title', {
        number: String(wave.waveNumber),
        name: wave.waveName,
      }),
  },
  ...hookColumns(t, words).map(column => ({
    ...column,
    render: ({ hook }: HookOfWave) => column.render(hook),
  })),
];
