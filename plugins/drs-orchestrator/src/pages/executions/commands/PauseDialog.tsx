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

/** Asks for the reason of a pause. */
export function PauseDialog({ execution, onClose }: CommandDialogProps) {
  const words = useWords();
  const [reason, setReason] = useState('');
  const pause = useChange('pause_execution', { changes: changedByCommands });
  const name = nameOf(words, execution);
  const { pending, running } = execution.counts;
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Pause the ${name}?`}
      confirm="Pause it"
      attempt={`pause the ${name}`}
      busy={pause.isPending}
      error={pause.error}
      onConfirm={() =>
        pause.mutate(
          {
            params: { executionId: execution.executionId },
            body: { reason: commentOf(reason) },
          },
          { onSuccess: onClose },
        )
      }
    >
      <Typography>
        {running > 0 &&
          `${capitalised(
            counted(running, 'launch', 'launches'),
          )} already running ${running === 1 ? 'finishes' : 'finish'}. `}
        {pending > 0 &&
          `${capitalised(counted(pending, 'server'))} still to come ${
            pending === 1 ? 'waits' : 'wait'
          }. `}
        No hook, wave or launch starts until somebody resumes it. Its time
        limits stand still meanwhile, its recovery time does not.
      </Typography>
      <CommentField
        label="Reason (kept in the log)"
        placeholder="The database team checks the data first"
        value={reason}
        onChange={setReason}
      />
    </ConfirmDialog>
  );
}
