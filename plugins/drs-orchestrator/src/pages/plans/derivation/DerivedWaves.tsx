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

import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type {
  DerivedPlan,
  DerivedWave,
  ProtectionGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Link } from '@backstage/core-components';
import { Section } from '../../../components/page/Section';
import { StatusLabel } from '../../../components/status/StatusLabel';
import { DataTable, type Column } from '../../../components/table/DataTable';
import { WaveGraph } from '../../../components/waves/WaveGraph';
import { usePaths } from '../../../routing/usePaths';
import { usePlansWords } from '../../../translations/usePlansWords';
import { useWords } from '../../../translations/useWords';
import { derivedGraph, serversOfWave, waveState } from './derivedGraph';
import { EntityLink } from './EntityLink';
import { Reason } from './Relation';

/** More than so many in one cell are a number. */
const NAMED = 6;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  reasons: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

/** The waves that follow from the catalog: as a picture, and with the reasons for each wait. */
export function DerivedWaves(props: {
  derived: DerivedPlan;
  groups: ReadonlyMap<string, ProtectionGroup>;
}) {
  const t = usePlansWords();
  const words = useWords();
  const { derived, groups } = props;
  return (
    <Section title={t('derivation.waves.title')}>
      <WaveGraph
        label={t('derivation.waves.graph')}
        waves={derivedGraph(t, words, derived)}
      />
      <WavesTable derived={derived} groups={groups} />
    </Section>
  );
}

function WavesTable(props: {
  derived: DerivedPlan;
  groups: ReadonlyMap<string, ProtectionGroup>;
}) {
  const classes = useStyles();
  const t = usePlansWords();
  const words = useWords();
  const paths = usePaths();
  const { derived, groups } = props;
  const columns: Column<DerivedWave>[] = [
    {
      id: 'wave',
      title: t('derivation.waves.wave'),
      names: true,
      render: wave => (
        <>
          {t('derivation.waves.name', {
            number: String(wave.waveNumber),
            name: wave.waveName,
          })}
          <div>
            <StatusLabel state={waveState(t, words, derived, wave)} />
          </div>
        </>
      ),
    },
    {
      id: 'components',
      title: t('derivation.waves.components'),
      render: wave => (
        <ul className={classes.list}>
          {wave.entityRefs.slice(0, NAMED).map(ref => (
            <li key={ref}>
              <EntityLink entityRef={ref} />
            </li>
          ))}
          <More all={wave.entityRefs.length} />
        </ul>
      ),
    },
    {
      id: 'groups',
      title: t('derivation.waves.groups'),
      render: wave => (
        <ul className={classes.list}>
          {wave.protectionGroupIds.slice(0, NAMED).map(id => (
            <li key={id}>
              <Link to={paths.group(id)} underline="always">
                {groups.get(id)?.groupName ?? id}
              </Link>
            </li>
          ))}
          <More all={wave.protectionGroupIds.length} />
          {wave.protectionGroupIds.length === 0 && (
            <li>{t('derivation.waves.noGroup')}</li>
          )}
        </ul>
      ),
    },
    {
      id: 'servers',
      title: t('derivation.waves.servers'),
      render: wave =>
        wave.serverIds
          ? t('derivation.waves.onlyServers', {
              servers: words('count.servers', { count: wave.serverIds.length }),
            })
          : String(serversOfWave(derived, wave.waveNumber).size),
    },
    {
      id: 'starts',
      title: t('derivation.waves.starts'),
      render: wave =>
        wave.dependencies.length === 0 ? (
          t('derivation.waves.atOnce')
        ) : (
          <ul className={classes.list}>
            {wave.dependencies.map(({ waveNumber, reasons }) => (
              <li key={waveNumber}>
                <Typography variant="body2" component="span">
                  {t('derivation.waves.after', { number: String(waveNumber) })}
                </Typography>
                <ul className={classes.reasons}>
                  {reasons.slice(0, NAMED).map(reason => (
                    <li key={`${reason.entityRef} ${reason.dependsOn}`}>
                      <Reason reason={reason} />
                    </li>
                  ))}
                  <More all={reasons.length} />
                </ul>
              </li>
            ))}
          </ul>
        ),
    },
  ];
  return (
    <DataTable
      caption={t('derivation.waves.list')}
      columns={columns}
      rows={derived.waves}
      rowKey={wave => String(wave.waveNumber)}
    />
  );
}

/** How many of a cell's names are not shown. */
function More({ all }: { all: number }) {
  const t = usePlansWords();
  return all > NAMED ? (
    <li>{t('derivation.waves.more', { count: all - NAMED })}</li>
  ) : null;
}
