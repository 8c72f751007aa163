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
import { ErrorNotice } from '../answer/ErrorNotice';
import { TextButton } from '../control/TextButton';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  form: {
    ...theme.typography.body2,
    color: theme.palette.text.primary,
    display: 'grid',
    gap: theme.spacing(2.5),
    // Long words must not push the fields out of the dialog.
    gridTemplateColumns: 'minmax(0, 1fr)',
  },
}));

/** A form in a dialog, which is saved or discarded as a whole. */
export function FormDialog(props: {
  title: string;
  /** On the button that saves. */
  save: string;
  /** What could not be done where it fails, after "could not": "add the account". */
  attempt: string;
  saving: { isPending: boolean; error: Error | null };
  /** Somebody else has changed the record meanwhile: decided on before anything is saved. */
  conflict?: ReactNode;
  maxWidth?: 'sm' | 'md';
  onSave: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const classes = useStyles();
  const words = useWords();
  const titleId = useId();
  const { saving, conflict, onClose } = props;
  return (
    <Dialog
      open
      fullWidth
      maxWidth={props.maxWidth ?? 'md'}
      aria-labelledby={titleId}
      onClose={saving.isPending ? undefined : onClose}
    >
      <form
        noValidate
        // A form has no room of its own: the dialog's content would not scroll.
        style={{ display: 'contents' }}
        onSubmit={event => {
          event.preventDefault();
          props.onSave();
        }}
      >
        <DialogTitle id={titleId}>{props.title}</DialogTitle>
        <DialogContent className={classes.form}>
          {conflict}
          {props.children}
          {saving.error && !conflict && (
            <ErrorNotice error={saving.error} attempt={props.attempt} />
          )}
        </DialogContent>
        <DialogActions>
          <TextButton onClick={onClose} disabled={saving.isPending}>
            {words('editor.discard')}
          </TextButton>
          <TextButton
            type="submit"
            variant="contained"
            color="primary"
            disabled={saving.isPending || Boolean(conflict)}
          >
            {saving.isPending ? words('editor.saving') : props.save}
          </TextButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}
