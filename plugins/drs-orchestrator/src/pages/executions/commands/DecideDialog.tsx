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
import type { ExecutionApproval } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useChange } from '../../../api/operations';
import { ConfirmDialog } from '../../../components/control/ConfirmDialog';
import { useExecutionsWords } from '../../../translations/useExecutionsWords';
import type { CommandDialogProps } from './CommandDialog';
import { approvedThing, changedByCommands, nameOf } from './command';
import { CommentField, commentOf } from './CommentField';

/** Approves or rejects the start of an execution, or one of its waves. */
export function DecideDialog(
  props: CommandDialogProps & {
    approval: ExecutionApproval;
    decision: 'APPROVE' | 'REJECT';
  },
) {
  const t = useExecutionsWords();
  const { execution, approval, decision, onClose } = props;
  const [comment, setComment] = useState('');
  const decide = useChange('decide_approval', { changes: changedByCommands });
  const approving = decision === 'APPROVE';
  const what = approvedThing(t, approval);
  const name = nameOf(t, execution);
  const wave = execution.waves.find(
    ({ waveNumber }) => waveNumber === approval.waveNumber,
  );
  const servers = wave ? wave.servers.length : execution.counts.total;
  const approved = {
    version: String(approval.planVersion),
    count: servers,
  };
  const ifApproved = wave
    ? t('command.decide.approveWave', {
        ...approved,
        number: String(wave.waveNumber),
      })
    : t('command.decide.approveStart', approved);
  const consequence = approving
    ? ifApproved
    : t('command.decide.reject', { count: execution.counts.succeeded });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      danger={!approving || execution.executionType === 'RECOVERY'}
      title={t(`command.decide.title.${decision}`, { what, name })}
      confirm={t(`command.decide.confirm.${decision}`)}
      attempt={t(`command.decide.attempt.${decision}`, { what, name })}
      busy={decide.isPending}
      error={decide.error}
      onConfirm={() =>
        decide.mutate(
          {
            params: { executionId: execution.executionId },
            body: {
              waveNumber: approval.waveNumber,
              decision,
              comment: commentOf(comment),
              // What is approved is what was seen, not what it may have become.
              serversDigest: approval.serversDigest,
            },
          },
          { onSuccess: onClose },
        )
      }
    >
      <Typography>{consequence}</Typography>
      <CommentField
        label={t('command.comment')}
        value={comment}
        onChange={setComment}
      />
    </ConfirmDialog>
  );
}
