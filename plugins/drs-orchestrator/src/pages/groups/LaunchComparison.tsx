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
  launchSyncStateSchema,
  type ProtectionGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { FindingList } from '../../components/findings/FindingList';
import { UnavailableNotice } from '../../components/servers/UnavailableNotice';
import { DataTable } from '../../components/table/DataTable';
import {
  ChoiceFilter,
  FilterBar,
  TextFilter,
} from '../../components/table/FilterBar';
import { Pager } from '../../components/table/Pager';
import { useUrlState } from '../../routing/useUrlState';
import type { GroupsWords } from '../../translations/groups';
import { useGroupsWords } from '../../translations/useGroupsWords';
import { launchColumns } from './launchColumns';
import {
  differingOf,
  inState,
  urgentFirst,
  type Servers,
} from './launchStates';
import { LaunchWriting } from './LaunchWriting';
import { syncStateText } from './launchWords';

/** A group may have 300 servers, each with a dozen settings: more than a page holds. */
const PAGE_SIZE = 25;

const useStyles = makeStyles(theme => ({
  root: {
    marginTop: theme.spacing(2),
    paddingTop: theme.spacing(2),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
}));

/** How the launch settings of a group's servers stand in AWS to what the group wants. */
export function LaunchComparison({ group }: { group: ProtectionGroup }) {
  const t = useGroupsWords();
  const classes = useStyles();
  const { groupId } = group;
  const settings = useOperation('get_launch_configuration', {
    params: { groupId },
  });
  return (
    <div className={classes.root}>
      <Answer of={settings} what={t('comparison.what')}>
        {answer => (
          <>
            <UnavailableNotice unavailable={answer.unavailable} />
            {answer.findings.length > 0 && (
              <FindingList
                findings={answer.findings}
                label={t('comparison.findings')}
              />
            )}
            <Typography paragraph role="status">
              {summary(t, answer.servers)}
            </Typography>
            <LaunchWriting group={group} servers={answer.servers} />
            <SettingsInAws servers={answer.servers} />
          </>
        )}
      </Answer>
    </div>
  );
}

function SettingsInAws({ servers }: { servers: Servers }) {
  const t = useGroupsWords();
  const url = useUrlState();
  const chosen = launchSyncStateSchema.safeParse(url.get('sync')).data;
  const text = url.get('server').trim().toLowerCase();
  const shown = urgentFirst(
    (chosen ? inState(servers, chosen) : servers).filter(({ hostname }) =>
      hostname.toLowerCase().includes(text),
    ),
  );
  const last = Math.max(0, Math.ceil(shown.length / PAGE_SIZE) - 1);
  const asked = Number(url.get('at'));
  const at = Number.isInteger(asked) ? Math.min(Math.max(asked, 0), last) : 0;
  const from = at * PAGE_SIZE;
  const rows = shown.slice(from, from + PAGE_SIZE);
  const turnTo = (page: number) => () =>
    url.set({ at: page === 0 ? '' : String(page) });
  return (
    <>
      <FilterBar label={t('comparison.filter')}>
        <TextFilter
          label={t('comparison.search')}
          value={url.get('server')}
          onChange={server => url.set({ server, at: '' })}
        />
        <ChoiceFilter
          label={t('comparison.inAws')}
          value={chosen ?? ''}
          options={launchSyncStateSchema.options.map(state => ({
            value: state,
            text: t('comparison.choice', {
              state: syncStateText(t, state),
              n: inState(servers, state).length,
            }),
          }))}
          onChange={sync => url.set({ sync, at: '' })}
        />
      </FilterBar>
      {rows.length === 0 ? (
        <Typography role="status">{t('comparison.noMatch')}</Typography>
      ) : (
        <DataTable
          caption={t('comparison.caption')}
          columns={launchColumns(t)}
          rows={rows}
          rowKey={server => server.sourceServerId}
        />
      )}
      {last > 0 && (
        <Pager
          label={t('comparison.page', {
            from: from + 1,
            to: from + rows.length,
            total: shown.length,
          })}
          onPrevious={at > 0 ? turnTo(at - 1) : undefined}
          onNext={at < last ? turnTo(at + 1) : undefined}
        />
      )}
    </>
  );
}

function summary(t: GroupsWords, servers: Servers): string {
  const differing = differingOf(servers).length;
  if (differing === 0) {
    return t('comparison.allAsWanted');
  }
  const failed = inState(servers, 'FAILED').length;
  return [
    t('comparison.differ', { count: differing }),
    ...(failed > 0 ? [t('comparison.failed', { count: failed })] : []),
    t('comparison.writtenAnyway'),
  ].join(' ');
}
