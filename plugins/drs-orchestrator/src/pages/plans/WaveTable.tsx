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
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import {
  dependenciesOf,
  type PlanValidation,
  type ProtectionGroup,
  type RecoveryPlan,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { capitalised, listed } from '../../format/counting';
import { toleranceText } from '../../format/executionSentence';
import { durationText } from '../../format/time';
import { usePaths } from '../../routing/usePaths';
import type { PlansWords } from '../../translations/plans';
import { usePlansWords } from '../../translations/usePlansWords';
import type { Words } from '../../translations/words';
import { readyState } from './planGraph';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles({
  // As it was written, but never as wide as its longest line.
  description: { whiteSpace: 'pre-line', maxWidth: '40ch' },
});

/** The waves of a plan as rows: groups, servers now, what they wait for and tolerate. */
export function WaveTable(props: {
  plan: Pick<RecoveryPlan, 'waves'>;
  groups: ReadonlyMap<string, ProtectionGroup>;
  validation: PlanValidation | undefined;
}) {
  const classes = useStyles();
  const t = usePlansWords();
  const words = useWords();
  const paths = usePaths();
  const { waves } = props.plan;
  const startText = (before: readonly number[]): string => {
    if (before.length === 0) {
      return t('waveTable.atOnce');
    }
    const numbers = { waves: listed(words, before.map(String)) };
    return before.length === 1
      ? t('waveTable.afterOne', numbers)
      : t('waveTable.afterMany', numbers);
  };
  // Beside the name, never in it: a row header is read out with each of its cells.
  const descriptions: Column<Wave>[] = waves.some(wave => wave.description)
    ? [
        {
          id: 'description',
          title: t('waveTable.description'),
          render: wave =>
            wave.description && (
              <Typography
                variant="body2"
                color="textSecondary"
                className={classes.description}
              >
                {wave.description}
              </Typography>
            ),
        },
      ]
    : [];
  const columns: Column<Wave>[] = [
    {
      id: 'wave',
      title: t('waveTable.wave'),
      names: true,
      oneLine: true,
      render: wave =>
        t('waveTable.name', {
          number: String(wave.waveNumber),
          name: wave.waveName,
        }),
    },
    ...descriptions,
    {
      id: 'groups',
      title: t('waveTable.groups'),
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
      title: t('waveTable.servers'),
      render: wave => {
        const state = readyState(
          t,
          words,
          props.validation?.waves.find(
            item => item.waveNumber === wave.waveNumber,
          ),
        );
        return state ? <StatusLabel state={state} /> : t('waveTable.counting');
      },
    },
    {
      id: 'after',
      title: t('waveTable.starts'),
      oneLine: true,
      render: wave => {
        const before = dependenciesOf(waves, waves.indexOf(wave));
        return (
          <>
            {startText(before)}
            {wave.pauseBeforeWave && (
              <Typography variant="body2" color="textSecondary">
                {t('waveTable.onceApproved')}
              </Typography>
            )}
          </>
        );
      },
    },
    {
      id: 'rules',
      title: t('waveTable.rules'),
      wideOnly: true,
      render: wave =>
        capitalised(listed(words, rulesOf(t, words, wave), 9)) ||
        t('waveTable.none'),
    },
    {
      id: 'limit',
      title: t('waveTable.limit'),
      render: wave => durationText(words, wave.maxWaitMinutes * 60),
    },
    {
      id: 'tolerance',
      title: t('waveTable.tolerance'),
      render: wave => capitalised(toleranceText(words, wave)),
    },
  ];
  return (
    <DataTable
      caption={t('waveTable.caption')}
      columns={columns}
      rows={waves}
      rowKey={wave => wave.waveId}
    />
  );
}

/** What a wave does beyond launching its servers, in short. */
function rulesOf(t: PlansWords, words: Words, wave: Wave): string[] {
  const hooks = wave.preWaveHooks.length + wave.postWaveHooks.length;
  return [
    ...(wave.parallelism === undefined
      ? []
      : [t('waveTable.atATime', { n: String(wave.parallelism) })]),
    ...(hooks > 0 ? [t('waveTable.hooks', { count: hooks })] : []),
    ...(wave.healthCheck.required ? [t('waveTable.mustBeHealthy')] : []),
    ...(wave.waitTimeSeconds > 0
      ? [
          t('waveTable.thenWaits', {
            duration: durationText(words, wave.waitTimeSeconds),
          }),
        ]
      : []),
  ];
}
