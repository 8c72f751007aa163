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

import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Delete from '@material-ui/icons/DeleteOutline';
import type { RecoveryPlan } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../../api/operations';
import { Choice } from '../../../components/form/Choice';
import { IconAction } from '../../../components/form/IconAction';
import { FailureText } from '../../../components/status/FailureText';
import { formatInstant } from '../../../format/time';
import { usePlansWords } from '../../../translations/usePlansWords';
import { useGroupsById } from '../usePlanValidation';
import type { ChosenSnapshot } from './startDraft';

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
  const [sourceServerId, setServer] = useState('');
  const groups = useGroupsById();
  const servers = useOperation(
    'get_drs_source_servers',
    { query: { groupId, limit: 200 } },
    { enabled: groupId !== '' },
  );
  const server = servers.data?.items.find(
    item => item.sourceServerId === sourceServerId,
  );
  const snapshots = useOperation(
    'get_recovery_snapshots',
    {
      params: { sourceServerId },
      query: {
        accountId: server?.accountId,
        region: server?.region,
        limit: 100,
      },
    },
    { enabled: server !== undefined },
  );
  const groupIds = [
    ...new Set(props.plan.waves.flatMap(wave => wave.protectionGroupIds)),
  ];
  const failure = servers.error ?? snapshots.error;
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
            setServer('');
          }}
        />
        <Choice
          label={t('start.snapshots.server')}
          field="snapshot-server"
          findings={[]}
          disabled={groupId === ''}
          value={sourceServerId}
          options={(servers.data?.items ?? []).map(item => ({
            value: item.sourceServerId,
            text: item.hostname,
          }))}
          onChange={setServer}
        />
        <Choice
          label={t('start.snapshots.snapshot')}
          field="snapshot"
          findings={[]}
          disabled={!snapshots.data}
          value=""
          empty={t(
            snapshots.data?.items.length === 0
              ? 'start.snapshots.none'
              : 'start.snapshots.choose',
          )}
          options={(snapshots.data?.items ?? []).map(item => ({
            value: item.snapshotId,
            text: formatInstant(item.timestamp),
          }))}
          onChange={snapshotId => {
            const snapshot = snapshots.data?.items.find(
              item => item.snapshotId === snapshotId,
            );
            if (snapshot && server) {
              onChange([
                ...chosen.filter(
                  item => item.sourceServerId !== sourceServerId,
                ),
                {
                  sourceServerId,
                  hostname: server.hostname,
                  snapshotId,
                  timestamp: snapshot.timestamp,
                },
              ]);
              setServer('');
            }
          }}
        />
      </div>
      {failure && <FailureText>{failure.message}</FailureText>}
    </div>
  );
}
