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
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type {
  EntityReadiness,
  Readiness,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Section } from '../../components/page/Section';
import { StatusIcon } from '../../components/status/StatusIcon';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { readinessState } from '../../format/states';
import { useEntityWords } from '../../translations/useEntityWords';
import { useWords } from '../../translations/useWords';
import { EntityNames } from './EntityNames';

const useStyles = makeStyles(theme => ({
  unprotected: {
    display: 'flex',
    gap: theme.spacing(1),
    alignItems: 'flex-start',
    marginBottom: theme.spacing(1.5),
  },
  without: { marginTop: theme.spacing(1.5) },
}));

/** The parts of a System or Domain, each by itself; first of all those that nobody protects. */
export function PartsSection(props: { name: string; readiness: Readiness }) {
  const classes = useStyles();
  const t = useEntityWords();
  const columns = useColumns();
  const { parts, withoutServers } = props.readiness;
  if (parts.length === 0 && withoutServers.length === 0) {
    return null;
  }
  const unprotected = parts.filter(isUnprotected);
  return (
    <Section title={t('parts.title')}>
      {unprotected.length > 0 && (
        <Typography component="div" className={classes.unprotected}>
          <StatusIcon tone="bad" size={20} />
          <span>
            {t('parts.unprotected', {
              count: unprotected.length,
              names: (
                <EntityNames
                  entityRefs={unprotected.map(({ entityRef }) => entityRef)}
                />
              ),
            })}
          </span>
        </Typography>
      )}
      {parts.length > 0 && (
        <DataTable
          caption={t('parts.caption', { name: props.name })}
          columns={columns}
          rows={parts}
          rowKey={({ entityRef }) => entityRef}
        />
      )}
      {withoutServers.length > 0 && (
        <Typography
          variant="body2"
          component="div"
          color="textSecondary"
          className={classes.without}
        >
          {t('parts.without', {
            names: <EntityNames entityRefs={withoutServers} />,
          })}
        </Typography>
      )}
    </Section>
  );
}

/** It has servers, and no plan launches any of them. */
const isUnprotected = ({ serverCount, unprotectedCount }: EntityReadiness) =>
  serverCount > 0 && unprotectedCount === serverCount;

function useColumns(): Column<EntityReadiness>[] {
  const t = useEntityWords();
  const words = useWords();
  return [
    {
      id: 'part',
      title: t('parts.part'),
      names: true,
      render: ({ entityRef }) => <EntityRefLink entityRef={entityRef} />,
    },
    {
      id: 'answer',
      title: t('parts.answer'),
      render: ({ answer, worst }) => (
        <>
          <StatusLabel state={readinessState(words, answer)} />
          {worst && (
            <Typography variant="body2" color="textSecondary">
              {worst.message}
            </Typography>
          )}
        </>
      ),
    },
    {
      id: 'servers',
      title: t('parts.servers'),
      oneLine: true,
      render: ({ readyCount, serverCount }) =>
        t('parts.serversReady', {
          ready: String(readyCount),
          total: String(serverCount),
        }),
    },
  ];
}
