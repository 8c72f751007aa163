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

import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextButton } from '../control/TextButton';
import { capitalised, counted, listed } from '../../format/counting';
import { StatusIcon } from '../status/StatusIcon';

const useStyles = makeStyles(theme => ({
  bar: {
    position: 'sticky',
    bottom: 0,
    zIndex: theme.zIndex.appBar - 1,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1.5, 2.5),
    marginTop: theme.spacing(3),
  },
  words: { display: 'flex', gap: theme.spacing(1), alignItems: 'center' },
  buttons: { display: 'flex', gap: theme.spacing(1) },
}));

/** The bar at the bottom of an editor: how many problems there are, and the way out. */
export function EditorFooter(props: {
  findings: readonly Finding[];
  /** Whether everything that is needed has been filled in. */
  complete: boolean;
  save: string;
  saving: boolean;
  onDiscard: () => void;
}) {
  const classes = useStyles();
  const count = (severity: Finding['severity']) =>
    props.findings.filter(finding => finding.severity === severity).length;
  const blocking = count('BLOCKING');
  const warnings = count('WARNING');
  const words = [
    ...(blocking > 0 ? [counted(blocking, 'problem')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  const verdict = props.complete
    ? { tone: 'good' as const, text: 'No problems' }
    : { tone: 'waiting' as const, text: 'Not filled in yet' };
  const found = blocking > 0 ? ('bad' as const) : ('warning' as const);
  return (
    <Paper elevation={4} className={classes.bar}>
      <div className={classes.words} role="status">
        <StatusIcon size={20} tone={words.length > 0 ? found : verdict.tone} />
        <Typography variant="body2">
          {words.length > 0 ? capitalised(listed(words)) : verdict.text}
        </Typography>
      </div>
      <div className={classes.buttons}>
        <TextButton onClick={props.onDiscard} disabled={props.saving}>
          Discard
        </TextButton>
        <TextButton
          type="submit"
          variant="contained"
          color="primary"
          disabled={props.saving}
        >
          {props.saving ? 'Saving…' : props.save}
        </TextButton>
      </div>
    </Paper>
  );
}
