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

import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ExecutionServer } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { ExecutionsWords } from '../../../translations/executions';
import { useExecutionsWords } from '../../../translations/useExecutionsWords';

/** More boxes than anybody ticks one by one; the rest goes with them all, or with the wave. */
const SERVERS_SHOWN = 100;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: theme.spacing(0, 0, 0, 3) },
  choice: { alignItems: 'flex-start', marginRight: 0 },
  words: { padding: theme.spacing(1, 0) },
}));

/** Servers of a wave, each to be chosen, unless the wave is as a whole. */
export function ServerChoices(props: {
  servers: readonly ExecutionServer[];
  /** The wave is chosen as a whole. */
  whole: boolean;
  /** IDs of the source servers that are chosen. */
  chosen: readonly string[];
  /** ID of the element that says what they have in common. */
  labelledBy?: string;
  onChoose: (sourceServerId: string, chosen: boolean) => void;
}) {
  const t = useExecutionsWords();
  const classes = useStyles();
  const { servers, whole, chosen } = props;
  const ids = new Set(chosen);
  if (servers.length === 0) {
    return null;
  }
  return (
    <ul className={classes.list} aria-labelledby={props.labelledBy}>
      {servers.slice(0, SERVERS_SHOWN).map(server => (
        <li key={server.sourceServerId}>
          <FormControlLabel
            className={classes.choice}
            disabled={whole}
            control={
              <Checkbox
                color="primary"
                checked={whole || ids.has(server.sourceServerId)}
                onChange={(_, checked) =>
                  props.onChoose(server.sourceServerId, checked)
                }
              />
            }
            label={
              <div className={classes.words}>
                {server.hostname}
                <Typography variant="body2" color="textSecondary">
                  {whatIsWrong(t, server)}
                </Typography>
              </div>
            }
          />
        </li>
      ))}
      {servers.length > SERVERS_SHOWN && (
        <li>
          <Typography variant="body2">
            {restText(
              t,
              servers.slice(SERVERS_SHOWN),
              whole ? undefined : chosen,
            )}
          </Typography>
        </li>
      )}
    </ul>
  );
}

/** Why it failed, and which instance of it is up all the same. */
function whatIsWrong(t: ExecutionsWords, server: ExecutionServer): string {
  const reason =
    server.errorMessage ?? server.health.message ?? t('server.noReason');
  return server.instanceState === 'RUNNING' && server.recoveryInstanceId
    ? t('command.items.ofInstance', {
        instance: server.recoveryInstanceId,
        reason,
      })
    : reason;
}

/** Whether the servers past those that are shown are chosen; `chosen` is absent for a whole wave. */
function restText(
  t: ExecutionsWords,
  rest: readonly ExecutionServer[],
  chosen: readonly string[] | undefined,
): string {
  const ids = new Set(chosen);
  const taken = chosen
    ? rest.filter(server => ids.has(server.sourceServerId)).length
    : rest.length;
  return taken === rest.length
    ? t('command.items.restAll', { count: rest.length })
    : t('command.items.restSome', {
        count: rest.length,
        taken: String(taken),
      });
}
