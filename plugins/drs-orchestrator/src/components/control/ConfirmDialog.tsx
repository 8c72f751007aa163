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

import { useId, type ReactNode } from 'react';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { TextButton } from './TextButton';
import { useTones } from '../../theme/tones';
import { ErrorNotice } from '../answer/ErrorNotice';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  // It stands outside the page, and so outside of the page's type.
  content: { ...theme.typography.body2, color: theme.palette.text.primary },
}));

/** Asks before something is done, in words that name what it is done to. */
export function ConfirmDialog(props: {
  open: boolean;
  title: string;
  children: ReactNode;
  /** The words on the button that does it: "Delete Orders". */
  confirm: string;
  danger?: boolean;
  busy?: boolean;
  disabled?: boolean;
  /** Why it may not be confirmed, beside the button. */
  refusal?: string;
  /** More room, where there is more to see before one decides. */
  wide?: boolean;
  error?: Error | null;
  /** What was attempted, for the error: "delete Orders". */
  attempt: string;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const words = useWords();
  const titleId = useId();
  const classes = useStyles();
  const tones = useTones();
  const disabled = props.disabled || props.refusal !== undefined;
  return (
    <Dialog
      open={props.open}
      onClose={props.busy ? undefined : props.onClose}
      aria-labelledby={titleId}
      fullWidth
      maxWidth={props.wide ? 'md' : 'sm'}
    >
      <DialogTitle id={titleId}>{props.title}</DialogTitle>
      <DialogContent className={classes.content}>
        {props.children}
        {props.error && (
          <ErrorNotice error={props.error} attempt={props.attempt} />
        )}
      </DialogContent>
      <DialogActions>
        {props.refusal && (
          <Typography id={`${titleId}-refusal`} variant="body2">
            {props.refusal}
          </Typography>
        )}
        <TextButton onClick={props.onClose} disabled={props.busy}>
          {words('dialog.keep')}
        </TextButton>
        <TextButton
          variant="contained"
          color="primary"
          disabled={props.busy || disabled}
          onClick={props.onConfirm}
          style={
            props.danger && !props.busy && !disabled
              ? { background: tones.bad.main, color: tones.bad.soft }
              : undefined
          }
        >
          {props.busy ? words('dialog.working') : props.confirm}
        </TextButton>
      </DialogActions>
    </Dialog>
  );
}
