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
import type { ServerLaunchSettings } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FailureText } from '../../components/status/FailureText';
import { StatusLabel } from '../../components/status/StatusLabel';
import type { Column } from '../../components/table/DataTable';
import { Instant } from '../../components/time/Instant';
import type { GroupsWords } from '../../translations/groups';
import { useGroupsWords } from '../../translations/useGroupsWords';
import {
  launchInWords,
  settingText,
  settingTitle,
  syncStateText,
} from './launchWords';

const useStyles = makeStyles({
  all: { '& summary': { cursor: 'pointer' } },
  // ARNs have no place to break at.
  failure: { overflowWrap: 'anywhere' },
});

function State({ server }: { server: ServerLaunchSettings }) {
  const t = useGroupsWords();
  const classes = useStyles();
  const { state, differences, lastFailure } = server;
  switch (state) {
    case 'READY':
      return (
        <StatusLabel state={{ tone: 'good', text: syncStateText(t, state) }} />
      );
    case 'DRIFTED':
      return (
        <StatusLabel
          state={{
            tone: 'warning',
            text: t('comparison.settingsDiffer', {
              count: differences.length,
            }),
          }}
        />
      );
    case 'FAILED':
      return (
        <>
          <StatusLabel state={{ tone: 'bad', text: syncStateText(t, state) }} />
          {lastFailure && (
            <Typography variant="body2" className={classes.failure}>
              <FailureText>
                {t('comparison.failure', {
                  message: lastFailure.message,
                  code: lastFailure.code,
                })}
              </FailureText>{' '}
              <Instant at={lastFailure.at} />
            </Typography>
          )}
        </>
      );
    default:
      throw new Error(`Unknown state ${state satisfies never}`);
  }
}

function Settings({ server }: { server: ServerLaunchSettings }) {
  const t = useGroupsWords();
  const classes = useStyles();
  return (
    <>
      {server.differences.map(name => (
        <div key={name}>
          {t('comparison.change', {
            setting: settingTitle(t, name),
            current: settingText(t, server.current, name),
            wanted: <strong>{settingText(t, server.wanted, name)}</strong>,
          })}
        </div>
      ))}
      <details className={classes.all}>
        <summary>{t('comparison.all')}</summary>
        {launchInWords(t, server.effective).map(({ term, value }) => (
          <div key={term}>
            {t('comparison.value', { setting: term, value })}
          </div>
        ))}
      </details>
    </>
  );
}

/** A server's launch settings in AWS beside what the group wants. */
export const launchColumns = (
  t: GroupsWords,
): Column<ServerLaunchSettings>[] => [
  {
    id: 'server',
    title: t('comparison.server'),
    names: true,
    oneLine: true,
    render: server => server.hostname,
  },
  {
    id: 'state',
    title: t('comparison.inAws'),
    render: server => <State server={server} />,
  },
  {
    id: 'differences',
    title: t('comparison.differences'),
    render: server => <Settings server={server} />,
  },
];
