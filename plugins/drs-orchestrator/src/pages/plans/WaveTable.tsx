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

import Typography from '@material-ui/core/Typography';
import { Link } from '@backstage/core-components';
import {
  dependenciesOf,
  formatDuration,
  type PlanValidation,
  type ProtectionGroup,
  type RecoveryPlan,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { capitalised, counted, listed } from '../../format/counting';
import { toleranceText } from '../../format/executionSentence';
import { usePaths } from '../../routing/usePaths';
import { readyState } from './planGraph';
import { useWords } from '../../translations/useWords';

/** The waves of a plan as rows: groups, servers now, what they wait for and tolerate. */
export function WaveTable(props: {
  plan: Pick<RecoveryPlan, 'waves'>;
  groups: ReadonlyMap<string, ProtectionGroup>;
  validation: PlanValidation | undefined;
}) {
  const words = useWords();
  const paths = usePaths();
  const { waves } = props.plan;
  const columns: Column<Wave>[] = [
    {
      id: 'wave',
      title: 'Wave',
      names: true,
      oneLine: true,
      render: wave => `${wave.waveNumber}. ${wave.waveName}`,
    },
    {
      id: 'groups',
      title: 'Groups',
      render: wave =>
        wave.protectionGroupIds.map(id => (
          <div key={id}>
            <Link to={paths.group(id)}>
              {props.groups.get(id)?.groupName ?? id}
            </Link>
          </div>
        )),
    },
    {
      id: 'servers',
      title: 'Servers now',
      render: wave => {
        const state = readyState(
          props.validation?.waves.find(
            item => item.waveNumber === wave.waveNumber,
          ),
        );
        return state ? <StatusLabel state={state} /> : '…';
      },
    },
    {
      id: 'after',
      title: 'Starts',
      oneLine: true,
      render: wave => {
        const before = dependenciesOf(waves, waves.indexOf(wave));
        return (
          <>
            {before.length === 0
              ? 'At once'
              : `After ${before.length === 1 ? 'wave' : 'waves'} ${listed(
                  words,
                  before.map(String),
                )}`}
            {wave.pauseBeforeWave && (
              <Typography variant="body2" color="textSecondary">
                Once approved
              </Typography>
            )}
          </>
        );
      },
    },
    {
      id: 'rules',
      title: 'Rules',
      wideOnly: true,
      render: wave => capitalised(listed(words, rulesOf(wave), 9)) || '–',
    },
    {
      id: 'limit',
      title: 'Waits at most',
      render: wave => formatDuration(wave.maxWaitMinutes * 60),
    },
    {
      id: 'tolerance',
      title: 'If servers fail',
      render: wave => capitalised(toleranceText(words, wave)),
    },
  ];
  return (
    <DataTable
      caption="Waves of the plan"
      columns={columns}
      rows={waves}
      rowKey={wave => wave.waveId}
    />
  );
}

/** What a wave does beyond launching its servers, in short. */
function rulesOf(wave: Wave): string[] {
  const hooks = wave.preWaveHooks.length + wave.postWaveHooks.length;
  return [
    ...(wave.parallelism === undefined
      ? []
      : [`${wave.parallelism} at a time`]),
    ...(hooks > 0 ? [counted(hooks, 'hook')] : []),
    ...(wave.healthCheck.required ? ['must be healthy'] : []),
    ...(wave.waitTimeSeconds > 0
      ? [`then waits ${formatDuration(wave.waitTimeSeconds)}`]
      : []),
  ];
}
