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

/** Asks for the reason of a pause. */
export function PauseDialog({ execution, onClose }: CommandDialogProps) {
  const t = useExecutionsWords();
  const [reason, setReason] = useState('');
  const pause = useChange('pause_execution', { changes: changedByCommands });
  const name = nameOf(t, execution);
  const { pending, running } = execution.counts;
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('command.pause.title', { name })}
      confirm={t('command.pause.confirm')}
      attempt={t('command.pause.attempt', { name })}
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
        {[
          ...(running > 0
            ? [t('command.pause.running', { count: running })]
            : []),
          ...(pending > 0
            ? [t('command.pause.pending', { count: pending })]
            : []),
          t('command.pause.words'),
        ].join(' ')}
      </Typography>
      <CommentField
        label={t('command.reason')}
        placeholder={t('command.pause.example')}
        value={reason}
        onChange={setReason}
      />
    </ConfirmDialog>
  );
}
