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
import {
  getCompoundEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import type {
  Readiness,
  SourceServer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useExecutionSignals } from '../../api/executionSignals';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { FindingList } from '../../components/findings/FindingList';
import { Section } from '../../components/page/Section';
import { EntityName } from '../../components/people/EntityName';
import { Lag } from '../../components/servers/Lag';
import { ServerHealth } from '../../components/servers/ServerHealth';
import { TagList } from '../../components/servers/TagList';
import { UnavailableNotice } from '../../components/servers/UnavailableNotice';
import { StatusIcon } from '../../components/status/StatusIcon';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { counted } from '../../format/counting';
import { readinessSentence } from '../../format/readinessSentence';
import { readinessState, replicationStateWords } from '../../format/states';
import { usePaths } from '../../routing/usePaths';
import { useTones } from '../../theme/tones';
import { LastDrillSection } from './LastDrillSection';
import { ProtectionSection } from './ProtectionSection';
import { useWords } from '../../translations/useWords';
import type { Words } from '../../translations/words';

const useStyles = makeStyles(theme => ({
  band: {
    display: 'flex',
    gap: theme.spacing(2),
    padding: theme.spacing(2.5),
    borderRadius: theme.shape.borderRadius,
    borderLeft: '6px solid',
    marginBottom: theme.spacing(3),
  },
  headline: { fontSize: '1.35rem', fontWeight: 600, margin: 0 },
  answer: { fontSize: '1.1rem', fontWeight: 600 },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(320px, 100%), 1fr))',
    columnGap: theme.spacing(3),
    alignItems: 'start',
  },
  list: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

/** Whether the entity could be recovered now, why (not), and what stands behind it. */
export function EntityRecoveryTab({ entity }: { entity: Entity }) {
  useExecutionSignals();
  const entityRef = stringifyEntityRef(getCompoundEntityRef(entity));
  const readiness = useOperation(
    'get_readiness',
    { query: { entityRef } },
    { pollEvery: 15_000 },
  );
  return (
    <Answer of={readiness} what="whether it could be recovered" rows={6}>
      {data => <ReadinessView entity={entity} readiness={data} />}
    </Answer>
  );
}

function ReadinessView(props: { entity: Entity; readiness: Readiness }) {
  const words = useWords();
  const classes = useStyles();
  const tones = useTones();
  const { entity, readiness } = props;
  const state = readinessState(words, readiness.answer);
  const name = entity.metadata.title ?? entity.metadata.name;
  return (
    <>
      <section
        aria-label="Readiness"
        className={classes.band}
        style={{
          background: tones[state.tone].soft,
          borderLeftColor: tones[state.tone].main,
        }}
      >
        <StatusIcon tone={state.tone} size={30} />
        <div>
          <Typography variant="h2" className={classes.headline}>
            Could {name} be recovered now?
          </Typography>
          <Typography
            className={classes.answer}
            style={{ color: tones[state.tone].main }}
          >
            {state.text}
          </Typography>
          <Typography>{readinessSentence(readiness)}</Typography>
        </div>
      </section>
      <UnavailableNotice unavailable={readiness.unavailable} />
      {readiness.findings.length > 0 && (
        <Section title="What to mend">
          <FindingList findings={readiness.findings} label="Findings" />
        </Section>
      )}
      <Servers readiness={readiness} />
      <div className={classes.columns}>
        <ProtectionSection entity={entity} readiness={readiness} />
        <LastDrillSection readiness={readiness} />
      </div>
    </>
  );
}

function serverColumns(words: Words): Column<SourceServer>[] {
  return [
    {
      id: 'server',
      title: 'Server',
      names: true,
      oneLine: true,
      render: server => server.hostname,
    },
    {
      id: 'health',
      title: 'Could it be recovered now?',
      render: server => <ServerHealth server={server} />,
    },
    {
      id: 'replication',
      title: 'Replication',
      render: server => (
        <StatusLabel
          state={replicationStateWords(words, server.replicationState)}
        />
      ),
    },
    {
      id: 'lag',
      title: 'Lag',
      render: server => <Lag seconds={server.lagSeconds} />,
    },
    {
      id: 'group',
      title: 'Group',
      oneLine: true,
      render: server => <GroupLink server={server} />,
    },
  ];
}

function GroupLink({ server }: { server: SourceServer }) {
  const paths = usePaths();
  return server.protectionGroup ? (
    <Link to={paths.group(server.protectionGroup.groupId)}>
      {server.protectionGroup.groupName}
    </Link>
  ) : (
    <StatusLabel state={{ tone: 'warning', text: 'In no group' }} />
  );
}

function Servers({ readiness }: { readiness: Readiness }) {
  const words = useWords();
  const classes = useStyles();
  return (
    <Section title="Servers behind it">
      {readiness.servers.length === 0 ? (
        <Typography color="textSecondary">
          Its annotations match no server.
        </Typography>
      ) : (
        <DataTable
          caption="Servers behind the entity"
          columns={serverColumns(words)}
          rows={readiness.servers}
          rowKey={server => server.sourceServerId}
        />
      )}
      {readiness.selections.length === 1 && (
        <Typography variant="body2" component="div" color="textSecondary">
          Found by its annotations, in account{' '}
          {readiness.selections[0].accountId}, {readiness.selections[0].region}:
          <TagList tags={readiness.selections[0].tags} />
        </Typography>
      )}
      {readiness.selections.length > 1 && (
        <Typography variant="body2" component="div">
          By part:
          <ul className={classes.list}>
            {readiness.selections.map(selection => (
              <li key={selection.entityRef}>
                <EntityName entityRef={selection.entityRef} />:{' '}
                {counted(selection.sourceServerIds.length, 'server')}
              </li>
            ))}
          </ul>
        </Typography>
      )}
      {readiness.withoutServers.length > 0 && (
        <Typography variant="body2" color="textSecondary">
          Parts without servers of their own:{' '}
          {readiness.withoutServers.map((ref, index) => (
            <span key={ref}>
              {index > 0 && ', '}
              <EntityName entityRef={ref} />
            </span>
          ))}
        </Typography>
      )}
    </Section>
  );
}
