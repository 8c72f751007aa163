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

import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { useChange } from '../../../api/operations';
import { ConfirmDialog } from '../../../components/control/ConfirmDialog';
import { capitalised, counted } from '../../../format/counting';
import type { CommandDialogProps } from './CommandDialog';
import { changedByCommands, nameOf } from './command';
import { CommentField, commentOf } from './CommentField';
import { useWords } from '../../../translations/useWords';

/** Says what a cancellation stops, and what it cannot. */
export function CancelDialog({ execution, onClose }: CommandDialogProps) {
  const words = useWords();
  const [reason, setReason] = useState('');
  const cancel = useChange('cancel_execution', { changes: changedByCommands });
  const name = nameOf(words, execution);
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Cancel the ${name}?`}
      confirm="Cancel it"
      attempt={`cancel the ${name}`}
      danger
      busy={cancel.isPending}
      error={cancel.error}
      onConfirm={() =>
        cancel.mutate(
          {
            params: { executionId: execution.executionId },
            body: { reason: commentOf(reason) },
          },
          { onSuccess: onClose },
        )
      }
    >
      <Typography>
        {capitalised(counted(execution.counts.pending, 'server'))} will not be
        launched.{' '}
        {execution.counts.running > 0 &&
          `${capitalised(
            counted(execution.counts.running, 'launch', 'launches'),
          )} already running cannot be called back and will be followed to the end. `}
        {execution.counts.succeeded > 0 &&
          `${capitalised(
            counted(execution.counts.succeeded, 'instance'),
          )} that are up stay up until you terminate them. `}
        A cancelled execution cannot be resumed.
      </Typography>
      <CommentField
        label="Reason (kept in the log)"
        value={reason}
        onChange={setReason}
      />
    </ConfirmDialog>
  );
}
