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

import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type {
  DerivedPlan,
  DerivedWave,
  ProtectionGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextLink } from '../../../components/control/TextLink';
import { Section } from '../../../components/page/Section';
import { StatusLabel } from '../../../components/status/StatusLabel';
import { WaveGraph } from '../../../components/waves/WaveGraph';
import { usePaths } from '../../../routing/usePaths';
import { usePlansWords } from '../../../translations/usePlansWords';
import { useWords } from '../../../translations/useWords';
import { derivedGraph, serversOfWave, waveState } from './derivedGraph';
import { EntityLink } from './EntityLink';
import { Reason } from './Relation';

/** More than so many in one place are a number. */
const NAMED = 6;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  card: {
    borderTop: `1px solid ${theme.palette.divider}`,
    padding: theme.spacing(1.5, 0),
    '&:last-child': { paddingBottom: 0 },
  },
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    marginBottom: theme.spacing(1),
  },
  name: { fontWeight: 600 },
  // The reasons want twice the room of the other facts.
  facts: {
    display: 'grid',
    gridTemplateColumns: '1fr 1fr minmax(100px, 0.5fr) 2fr',
    gap: theme.spacing(1.5, 3),
    margin: 0,
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: '1fr 1fr' },
  },
  fact: { minWidth: 0 },
  term: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.caption.fontSize,
  },
  value: {
    margin: 0,
    fontSize: theme.typography.body2.fontSize,
    overflowWrap: 'anywhere',
  },
  reasons: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

/** The waves that follow from the catalog: as a picture, and with the reasons for each wait. */
export function DerivedWaves(props: {
  derived: DerivedPlan;
  groups: ReadonlyMap<string, ProtectionGroup>;
}) {
  const classes = useStyles();
  const t = usePlansWords();
  const words = useWords();
  const { derived, groups } = props;
  return (
    <Section title={t('derivation.waves.title')}>
      <WaveGraph
        label={t('derivation.waves.graph')}
        waves={derivedGraph(t, words, derived)}
      />
      <ol className={classes.list} aria-label={t('derivation.waves.list')}>
        {derived.waves.map(wave => (
          <li key={wave.waveNumber} className={classes.card}>
            <WaveCard wave={wave} derived={derived} groups={groups} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** One wave: its components, its groups, its servers, and what it waits for and why. */
function WaveCard(props: {
  wave: DerivedWave;
  derived: DerivedPlan;
  groups: ReadonlyMap<string, ProtectionGroup>;
}) {
  const classes = useStyles();
  const t = usePlansWords();
  const words = useWords();
  const paths = usePaths();
  const { wave, derived, groups } = props;
  return (
    <>
      <div className={classes.top}>
        <Typography className={classes.name}>
          {t('derivation.waves.name', {
            number: String(wave.waveNumber),
            name: wave.waveName,
          })}
        </Typography>
        <StatusLabel state={waveState(t, words, derived, wave)} />
      </div>
      <dl className={classes.facts}>
        <Fact term={t('derivation.waves.components')}>
          <Some all={wave.entityRefs} keyOf={ref => ref}>
            {ref => <EntityLink entityRef={ref} />}
          </Some>
        </Fact>
        <Fact term={t('derivation.waves.groups')}>
          {wave.protectionGroupIds.length === 0 ? (
            t('derivation.waves.noGroup')
          ) : (
            <Some all={wave.protectionGroupIds} keyOf={id => id}>
              {id => (
                <TextLink to={paths.group(id)}>
                  {groups.get(id)?.groupName ?? id}
                </TextLink>
              )}
            </Some>
          )}
        </Fact>
        <Fact term={t('derivation.waves.servers')}>
          {wave.serverIds
            ? t('derivation.waves.onlyServers', {
                servers: words('count.servers', {
                  count: wave.serverIds.length,
                }),
              })
            : String(serversOfWave(derived, wave.waveNumber).size)}
        </Fact>
        <Fact term={t('derivation.waves.starts')}>
          {wave.dependencies.length === 0 ? (
            t('derivation.waves.atOnce')
          ) : (
            <Waits wave={wave} />
          )}
        </Fact>
      </dl>
    </>
  );
}

function Fact(props: { term: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <div className={classes.fact}>
      <dt className={classes.term}>{props.term}</dt>
      <dd className={classes.value}>{props.children}</dd>
    </div>
  );
}

/** The waves that one waits for, each with the dependencies that ask for it. */
function Waits({ wave }: { wave: DerivedWave }) {
  const classes = useStyles();
  const t = usePlansWords();
  return (
    <ul className={classes.list}>
      {wave.dependencies.map(({ waveNumber, reasons }) => (
        <li key={waveNumber}>
          {t('derivation.waves.after', { number: String(waveNumber) })}
          <Some
            bulleted
            all={reasons}
            keyOf={({ entityRef, dependsOn }) => `${entityRef} ${dependsOn}`}
          >
            {reason => <Reason reason={reason} />}
          </Some>
        </li>
      ))}
    </ul>
  );
}

/** A list whose first items are shown, and the others counted. */
function Some<T>(props: {
  all: readonly T[];
  keyOf: (item: T) => string;
  children: (item: T) => ReactNode;
  bulleted?: boolean;
}) {
  const classes = useStyles();
  const t = usePlansWords();
  const { all, keyOf } = props;
  return (
    <ul className={props.bulleted ? classes.reasons : classes.list}>
      {all.slice(0, NAMED).map(item => (
        <li key={keyOf(item)}>{props.children(item)}</li>
      ))}
      {all.length > NAMED && (
        <li>{t('derivation.waves.more', { count: all.length - NAMED })}</li>
      )}
    </ul>
  );
}
