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

import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { TextButton } from '../control/TextButton';
import { useTones } from '../../theme/tones';
import { useWords } from '../../translations/useWords';
import { Instant } from '../time/Instant';

/** A field that both have changed, or that differs. */
export interface Difference {
  field: string;
  theirs: string;
  yours: string;
}

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    borderRadius: theme.shape.borderRadius,
    marginBottom: theme.spacing(3),
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: 8, marginTop: 12 },
}));

/** Says that somebody saved meanwhile, what differs, and leaves the choice. */
export function ConflictNotice(props: {
  what: string;
  version: number;
  updatedAt: string;
  differences: readonly Difference[];
  onTakeTheirs: () => void;
  onKeepYours: () => void;
}) {
  const classes = useStyles();
  const words = useWords();
  const tones = useTones();
  const version = String(props.version);
  return (
    <div
      role="alert"
      className={classes.root}
      style={{ background: tones.warning.soft }}
    >
      <Typography variant="subtitle1" component="p">
        <strong>{words('conflict.title', { what: props.what })}</strong>
      </Typography>
      <Typography>
        {words(
          props.differences.length === 0 ? 'conflict.same' : 'conflict.differs',
          { version, when: <Instant at={props.updatedAt} /> },
        )}
      </Typography>
      {props.differences.length > 0 && (
        <Table size="small" aria-label={words('conflict.table')}>
          <TableHead>
            <TableRow>
              <TableCell>{words('conflict.field')}</TableCell>
              <TableCell>{words('conflict.version', { version })}</TableCell>
              <TableCell>{words('conflict.yours')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {props.differences.map(difference => (
              <TableRow key={difference.field}>
                <TableCell component="th" scope="row">
                  {difference.field}
                </TableCell>
                <TableCell>{difference.theirs || '–'}</TableCell>
                <TableCell>{difference.yours || '–'}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      <div className={classes.buttons}>
        <TextButton variant="outlined" onClick={props.onTakeTheirs}>
          {words('conflict.takeTheirs', { version })}
        </TextButton>
        <TextButton variant="outlined" onClick={props.onKeepYours}>
          {words('conflict.keepMine', { version })}
        </TextButton>
      </div>
    </div>
  );
}
