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

import { useId, useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Delete from '@material-ui/icons/DeleteOutline';
import type {
  RecoveryPlan,
  RecoverySnapshot,
  SourceServer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useGrowingList } from '../../../api/operations';
import { TextButton } from '../../../components/control/TextButton';
import { Choice } from '../../../components/form/Choice';
import { IconAction } from '../../../components/form/IconAction';
import { FailureText } from '../../../components/status/FailureText';
import { formatInstant } from '../../../format/time';
import { usePlansWords } from '../../../translations/usePlansWords';
import { useAllPages } from '../useAllPages';
import { useGroupsById } from '../useGroups';
import type { ChosenSnapshot } from './startDraft';

/** DRS keeps some eighty of a server, but may be told to keep those of a year. */
const SNAPSHOTS_READ = 100;

const useStyles = makeStyles(theme => ({
  fields: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(180px, 100%), 1fr))',
    marginTop: theme.spacing(1.5),
  },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1),
  },
}));

/** Chooses snapshots for servers of a plan; those that are not named get the newest data. */
export function SnapshotPicker(props: {
  plan: RecoveryPlan;
  chosen: readonly ChosenSnapshot[];
  onChange: (chosen: ChosenSnapshot[]) => void;
}) {
  const classes = useStyles();
  const t = usePlansWords();
  const { chosen, onChange } = props;
  const [groupId, setGroupId] = useState('');
  const [server, setServer] = useState<SourceServer>();
  const groups = useGroupsById();
  const groupIds = [
    ...new Set(props.plan.waves.flatMap(wave => wave.protectionGroupIds)),
  ];
  return (
    <div>
      {chosen.length > 0 && (
        <ul className={classes.list} aria-label={t('start.snapshots.chosen')}>
          {chosen.map(item => (
            <li key={item.sourceServerId} className={classes.item}>
              <span>
                {t('start.snapshots.item', {
                  server: <strong>{item.hostname}</strong>,
                  instant: formatInstant(item.timestamp),
                })}
              </span>
              <IconAction
                label={t('start.snapshots.remove', { server: item.hostname })}
                onClick={() =>
                  onChange(
                    chosen.filter(
                      other => other.sourceServerId !== item.sourceServerId,
                    ),
                  )
                }
              >
                <Delete />
              </IconAction>
            </li>
          ))}
        </ul>
      )}
      <Typography variant="body2" color="textSecondary">
        {t('start.snapshots.others')}
      </Typography>
      <div className={classes.fields}>
        <Choice
          label={t('start.snapshots.group')}
          field="snapshot-group"
          findings={[]}
          value={groupId}
          options={groupIds.map(value => ({
            value,
            text: groups.get(value)?.groupName ?? value,
          }))}
          onChange={value => {
            setGroupId(value);
            setServer(undefined);
          }}
        />
        {groupId === '' ? (
          <NoChoice label={t('start.snapshots.server')} />
        ) : (
          <ServerChoice
            groupId={groupId}
            chosen={server}
            onChange={setServer}
          />
        )}
        {server ? (
          <SnapshotChoice
            server={server}
            onChoose={({ snapshotId, timestamp }) => {
              const { sourceServerId, hostname } = server;
              onChange([
                ...chosen.filter(
                  item => item.sourceServerId !== sourceServerId,
                ),
                { sourceServerId, hostname, snapshotId, timestamp },
              ]);
              setServer(undefined);
            }}
          />
        ) : (
          <NoChoice label={t('start.snapshots.snapshot')} />
        )}
      </div>
    </div>
  );
}

/** A choice that something else has to be chosen for first. */
function NoChoice({ label }: { label: string }) {
  return (
    <Choice
      label={label}
      field={useId()}
      findings={[]}
      disabled
      value=""
      options={[]}
      onChange={() => undefined}
    />
  );
}

/** One of all servers of a group. */
function ServerChoice(props: {
  groupId: string;
  chosen: SourceServer | undefined;
  onChange: (server: SourceServer | undefined) => void;
}) {
  const t = usePlansWords();
  const query = { groupId: props.groupId, limit: 200 };
  const servers = useAllPages('get_drs_source_servers', { query }, page =>
    page.nextCursor
      ? { query: { ...query, cursor: page.nextCursor } }
      : undefined,
  );
  const items = (servers.data?.pages ?? []).flatMap(page => page.items);
  return (
    <div>
      <Choice
        label={t('start.snapshots.server')}
        field="snapshot-server"
        findings={[]}
        value={props.chosen?.sourceServerId ?? ''}
        options={items.map(item => ({
          value: item.sourceServerId,
          text: item.hostname,
        }))}
        onChange={id =>
          props.onChange(items.find(item => item.sourceServerId === id))
        }
      />
      {servers.error && <FailureText>{servers.error.message}</FailureText>}
    </div>
  );
}

/** One of a server's snapshots: the newest, and older ones once they are asked for. */
function SnapshotChoice(props: {
  server: SourceServer;
  onChoose: (snapshot: RecoverySnapshot) => void;
}) {
  const t = usePlansWords();
  const { sourceServerId, accountId, region } = props.server;
  const params = { sourceServerId };
  const query = { accountId, region, limit: SNAPSHOTS_READ };
  const snapshots = useGrowingList(
    'get_recovery_snapshots',
    { params, query },
    page =>
      page.nextCursor
        ? { params, query: { ...query, cursor: page.nextCursor } }
        : undefined,
    false,
  );
  const items = (snapshots.data?.pages ?? []).flatMap(page => page.items);
  return (
    <div>
      <Choice
        label={t('start.snapshots.snapshot')}
        field="snapshot"
        findings={[]}
        disabled={!snapshots.data}
        value=""
        empty={t(
          snapshots.data && items.length === 0
            ? 'start.snapshots.none'
            : 'start.snapshots.choose',
        )}
        options={items.map(item => ({
          value: item.snapshotId,
          text: formatInstant(item.timestamp),
        }))}
        onChange={id => {
          const snapshot = items.find(item => item.snapshotId === id);
          if (snapshot) {
            props.onChoose(snapshot);
          }
        }}
        help={
          snapshots.hasNextPage
            ? t('start.snapshots.newest', { count: items.length })
            : undefined
        }
      />
      {snapshots.hasNextPage && (
        <TextButton
          size="small"
          disabled={snapshots.isFetchingNextPage}
          onClick={() => snapshots.fetchNextPage()}
        >
          {t('start.snapshots.older')}
        </TextButton>
      )}
      {snapshots.error && <FailureText>{snapshots.error.message}</FailureText>}
    </div>
  );
}
