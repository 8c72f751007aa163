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
import type {
  SourceServer,
  SourceServersPage,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextLink } from '../../components/control/TextLink';
import { Section } from '../../components/page/Section';
import { StatusIcon } from '../../components/status/StatusIcon';
import { listed } from '../../format/counting';
import { replicationStateWords } from '../../format/states';
import { durationText } from '../../format/time';
import { usePaths } from '../../routing/usePaths';
import { useOverviewWords } from '../../translations/useOverviewWords';
import type { Words } from '../../translations/words';
import { useWords } from '../../translations/useWords';

/** States in which replication does not go on by itself, the worst first. */
export const alarmingStates = [
  'STOPPED',
  'DISCONNECTED',
  'STALLED',
  'PAUSED',
] as const;

/** The servers in one of these states: how many there are, and the first of them. */
export interface Alert {
  state: (typeof alarmingStates)[number];
  servers: SourceServersPage;
}

/** Names in a sentence; those past them are counted. */
const MAX_NAMES = 4;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    gap: theme.spacing(1.5),
    padding: theme.spacing(0.75, 0),
  },
}));

/** Servers whose replication does not go on, by what holds it up. */
export function AlertsSection(props: { alerts: readonly Alert[] }) {
  const classes = useStyles();
  const t = useOverviewWords();
  const words = useWords();
  const paths = usePaths();
  const alerts = props.alerts.filter(({ servers }) => servers.items.length > 0);
  if (alerts.length === 0) {
    return null;
  }
  return (
    <Section title={t('alerts.title')}>
      <ul className={classes.list}>
        {alerts.map(({ state, servers }) => {
          const { items } = servers;
          const count = servers.totalItems ?? items.length;
          const lag = oldestOf(items);
          return (
            <li key={state} className={classes.item}>
              <StatusIcon
                tone={replicationStateWords(words, state).tone}
                size={20}
              />
              <div>
                <Typography variant="body2">
                  {t(`alerts.${state}`, {
                    count,
                    servers: namesOf(words, items, count),
                  })}
                </Typography>
                <Typography variant="body2" color="textSecondary">
                  {lag !== undefined && (
                    <>
                      {t(
                        count > items.length
                          ? 'alerts.oldestAtLeast'
                          : 'alerts.oldest',
                        { lag: durationText(words, lag) },
                      )}{' '}
                    </>
                  )}
                  <TextLink to={`${paths.servers}?replication=${state}`}>
                    {t('alerts.see')}
                  </TextLink>
                </Typography>
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** "a, b, c and 497 more", of which not even all need be known. */
function namesOf(
  words: Words,
  servers: readonly SourceServer[],
  count: number,
): string {
  const names = servers.map(({ hostname }) => hostname);
  if (count <= MAX_NAMES) {
    return listed(words, names);
  }
  const shown = names.slice(0, MAX_NAMES - 1);
  return listed(words, [
    ...shown,
    words('list.more', { n: String(count - shown.length) }),
  ]);
}

/** The age of the oldest data among what is known, in seconds. */
function oldestOf(servers: readonly SourceServer[]): number | undefined {
  return servers
    .flatMap(({ lagSeconds }) => lagSeconds ?? [])
    .reduce<number | undefined>(
      (oldest, lag) => Math.max(oldest ?? 0, lag),
      undefined,
    );
}
