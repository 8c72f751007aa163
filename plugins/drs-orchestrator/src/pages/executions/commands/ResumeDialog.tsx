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
import { useExecutionsWords } from '../../../translations/useExecutionsWords';
import type { CommandDialogProps } from './CommandDialog';
import { changedByCommands, nameOf } from './command';
import { CommentField, commentOf } from './CommentField';

/** Says what goes on, before it does. */
export function ResumeDialog({ execution, onClose }: CommandDialogProps) {
  const t = useExecutionsWords();
  const [comment, setComment] = useState('');
  const resume = useChange('resume_execution', { changes: changedByCommands });
  const name = nameOf(t, execution);
  const recovered = execution.pause?.reason === 'RECOVERED_LOG';
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('command.resume.title', { name })}
      confirm={t(
        recovered
          ? 'command.resume.confirmRecovered'
          : 'command.resume.confirm',
      )}
      attempt={t('command.resume.attempt', { name })}
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
        <Typography paragraph>{t('command.resume.recovered')}</Typography>
      )}
      <Typography>
        {t('command.resume.pending', { count: execution.counts.pending })}
      </Typography>
      <CommentField
        label={t('command.comment')}
        value={comment}
        onChange={setComment}
      />
    </ConfirmDialog>
  );
}
