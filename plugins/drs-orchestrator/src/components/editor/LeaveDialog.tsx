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

import { useId } from 'react';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import { TextButton } from '../control/TextButton';
import { useWords } from '../../translations/useWords';

/** Asks before unsaved changes are lost. */
export function LeaveDialog(props: {
  open: boolean;
  /** What would be lost: "your changes to Orders". */
  what: string;
  onStay: () => void;
  onLeave: () => void;
}) {
  const words = useWords();
  const titleId = useId();
  return (
    <Dialog open={props.open} onClose={props.onStay} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{words('leave.title')}</DialogTitle>
      <DialogContent>
        <Typography>{words('leave.loses', { what: props.what })}</Typography>
      </DialogContent>
      <DialogActions>
        <TextButton onClick={props.onLeave}>{words('leave.leave')}</TextButton>
        <TextButton onClick={props.onStay} variant="contained" color="primary">
          {words('leave.stay')}
        </TextButton>
      </DialogActions>
    </Dialog>
  );
}
