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

import { useId } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type {
  DependencyReadiness,
  Neighbour,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { Section } from '../../components/page/Section';
import { EntityName } from '../../components/people/EntityName';
import { UnavailableNotice } from '../../components/servers/UnavailableNotice';
import { StatusIcon } from '../../components/status/StatusIcon';
import { StatusLabel } from '../../components/status/StatusLabel';
import { readinessState } from '../../format/states';
import { useEntityWords } from '../../translations/useEntityWords';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  sides: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(320px, 100%), 1fr))',
    gap: theme.spacing(2, 4),
    marginTop: theme.spacing(1.5),
  },
  title: { fontSize: '1rem', fontWeight: 600 },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0, 2),
    padding: theme.spacing(0.75, 0),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  standing: { flex: '0 1 55%', minWidth: 0 },
  blocked: {
    display: 'flex',
    gap: theme.spacing(1),
    alignItems: 'center',
    marginTop: theme.spacing(1),
  },
}));

/** What stands before and after an entity in the catalog's graph, and whether it could be recovered. */
export function AroundSection({ entityRef }: { entityRef: string }) {
  const t = useEntityWords();
  const around = useOperation(
    'get_dependency_readiness',
    { query: { entityRef } },
    { pollEvery: 60_000 },
  );
  return (
    <Section title={t('around.title')}>
      <Answer of={around} what={t('around.what')} rows={2}>
        {data => <Sides around={data} />}
      </Answer>
    </Section>
  );
}

function Sides({ around }: { around: DependencyReadiness }) {
  const classes = useStyles();
  const t = useEntityWords();
  const blocked = around.before.filter(
    ({ readiness }) => readiness?.answer === 'NO',
  ).length;
  return (
    <>
      <UnavailableNotice unavailable={around.unavailable} />
      <Typography variant="body2" color="textSecondary">
        {t('around.lead')}
      </Typography>
      {blocked > 0 && (
        <Typography className={classes.blocked}>
          <StatusIcon tone="bad" size={20} />
          {t('around.blocked', { count: blocked })}
        </Typography>
      )}
      <div className={classes.sides}>
        <Side
          title={t('around.before')}
          none={t('around.nothingBefore')}
          neighbours={around.before}
        />
        <Side
          title={t('around.after')}
          none={t('around.nothingAfter')}
          neighbours={around.after}
        />
      </div>
    </>
  );
}

function Side(props: {
  title: string;
  none: string;
  neighbours: readonly Neighbour[];
}) {
  const classes = useStyles();
  const titleId = useId();
  return (
    <div>
      <Typography id={titleId} variant="h4" className={classes.title}>
        {props.title}
      </Typography>
      {props.neighbours.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {props.none}
        </Typography>
      ) : (
        <ul className={classes.list} aria-labelledby={titleId}>
          {props.neighbours.map(neighbour => (
            <li key={neighbour.entityRef} className={classes.item}>
              <NeighbourRow neighbour={neighbour} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function NeighbourRow({ neighbour }: { neighbour: Neighbour }) {
  const classes = useStyles();
  const t = useEntityWords();
  const words = useWords();
  const { readiness, via } = neighbour;
  return (
    <>
      <span>
        <EntityRefLink entityRef={neighbour.entityRef} />
        {via && (
          <Typography variant="body2" component="div" color="textSecondary">
            {t('around.via', { api: <EntityName entityRef={via} /> })}
          </Typography>
        )}
      </span>
      {readiness ? (
        <span className={classes.standing}>
          <StatusLabel state={readinessState(words, readiness.answer)} />
          <Typography variant="body2" component="div" color="textSecondary">
            {readiness.worst?.message ??
              t('around.servers', {
                ready: String(readiness.readyCount),
                total: String(readiness.serverCount),
              })}
          </Typography>
        </span>
      ) : (
        <Typography variant="body2" color="textSecondary">
          {t('around.noServers')}
        </Typography>
      )}
    </>
  );
}
