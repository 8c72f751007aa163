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
import { counted } from '../../../format/counting';
import type { CommandDialogProps } from './CommandDialog';
import { changedByCommands, nameOf } from './command';
import { CommentField, commentOf } from './CommentField';
import { useWords } from '../../../translations/useWords';

/** Says what goes on, before it does. */
export function ResumeDialog({ execution, onClose }: CommandDialogProps) {
  const words = useWords();
  const [comment, setComment] = useState('');
  const resume = useChange('resume_execution', { changes: changedByCommands });
  const name = nameOf(words, execution);
  const recovered = execution.pause?.reason === 'RECOVERED_LOG';
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Resume the ${name}?`}
      confirm={recovered ? 'Take the launches and resume' : 'Resume it'}
      attempt={`resume the ${name}`}
      busy={resume.isPending}
      error={resume.error}
      onConfirm={() =>
        resume.mutate(
          {
            params: { executionId: execution.executionId },
            body: { comment: commentOf(comment) },
          },
          { onSuccess: onClose },
        )
      }
    >
      {recovered && (
        <Typography paragraph>
          The launches that AWS shows, and that the log does not know, become
          this execution’s own: they are followed to their end and not repeated.
          Do this only once you have seen in AWS that they are of this
          execution.
        </Typography>
      )}
      <Typography>
        {execution.counts.pending > 0
          ? `What waits goes on: ${counted(
              execution.counts.pending,
              'server',
            )} still to be launched, each wave as soon as those before it are ready.`
          : 'It goes on to its end.'}
      </Typography>
      <CommentField
        label="Comment (kept in the log)"
        value={comment}
        onChange={setComment}
      />
    </ConfirmDialog>
  );
}
