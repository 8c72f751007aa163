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
import type { Unavailable } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useTones } from '../../theme/tones';
import { CopyButton } from '../control/CopyButton';
import { StatusIcon } from '../status/StatusIcon';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    gap: theme.spacing(1.5),
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(1.5, 2),
    marginBottom: theme.spacing(2),
  },
  list: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

/** Names the accounts and Regions that could not be asked, beside what could. */
export function UnavailableNotice(props: {
  unavailable: readonly Unavailable[];
}) {
  const classes = useStyles();
  const words = useWords();
  const tones = useTones();
  if (props.unavailable.length === 0) {
    return null;
  }
  return (
    <div
      role="status"
      className={classes.root}
      style={{ background: tones.warning.soft }}
    >
      <StatusIcon tone="warning" size={22} />
      <div>
        <Typography variant="subtitle2" component="p">
          {words('unavailable.title')}
        </Typography>
        <ul className={classes.list}>
          {props.unavailable.map(({ accountId, region, code, message }) => (
            <li key={`${accountId}/${region}`}>
              <Typography variant="body2" component="span">
                {words('unavailable.scope', {
                  accountId,
                  region,
                  message,
                  code,
                })}
              </Typography>
              <CopyButton
                text={`${accountId} ${region} ${code}: ${message}`}
                label={words('unavailable.copy', { accountId, region })}
              />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
