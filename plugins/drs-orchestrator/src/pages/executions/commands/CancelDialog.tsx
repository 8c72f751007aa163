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

/** Says what a cancellation stops, and what it cannot. */
export function CancelDialog({ execution, onClose }: CommandDialogProps) {
  const t = useExecutionsWords();
  const [reason, setReason] = useState('');
  const cancel = useChange('cancel_execution', { changes: changedByCommands });
  const { pending, running, succeeded } = execution.counts;
  const name = nameOf(t, execution);
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('command.cancel.title', { name })}
      confirm={t('command.cancel.confirm')}
      attempt={t('command.cancel.attempt', { name })}
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
        {[
          t('command.cancel.pending', { count: pending }),
          ...(running > 0
            ? [t('command.cancel.running', { count: running })]
            : []),
          ...(succeeded > 0
            ? [t('command.cancel.up', { count: succeeded })]
            : []),
          t('command.cancel.words'),
        ].join(' ')}
      </Typography>
      <CommentField
        label={t('command.reason')}
        value={reason}
        onChange={setReason}
      />
    </ConfirmDialog>
  );
}
