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
import { counted } from '../../../format/counting';
import type { CommandDialogProps } from './CommandDialog';
import { approvedThing, changedByCommands, nameOf } from './command';
import { CommentField, commentOf } from './CommentField';
import { useWords } from '../../../translations/useWords';

/** Approves or rejects the start of an execution, or one of its waves. */
export function DecideDialog(
  props: CommandDialogProps & {
    approval: ExecutionApproval;
    decision: 'APPROVE' | 'REJECT';
  },
) {
  const words = useWords();
  const { execution, approval, decision, onClose } = props;
  const [comment, setComment] = useState('');
  const decide = useChange('decide_approval', { changes: changedByCommands });
  const approving = decision === 'APPROVE';
  const what = `${approvedThing(approval)} of the ${nameOf(words, execution)}`;
  const wave = execution.waves.find(
    ({ waveNumber }) => waveNumber === approval.waveNumber,
  );
  const servers = wave ? wave.servers.length : execution.counts.total;
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      danger={!approving || execution.executionType === 'RECOVERY'}
      title={`${approving ? 'Approve' : 'Reject'} ${what}?`}
      confirm={approving ? 'Approve' : 'Reject and cancel the execution'}
      attempt={`${approving ? 'approve' : 'reject'} ${what}`}
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
      <Typography>
        {approving
          ? `You approve version ${
              approval.planVersion
            } of the plan with the ${counted(
              servers,
              'server',
            )} that were found when it was started. ${
              wave
                ? `Wave ${wave.waveNumber} starts at once.`
                : 'The first waves start at once.'
            }`
          : `Nothing new starts any more, and the execution ends as cancelled. ${
              execution.counts.succeeded > 0
                ? `${counted(
                    execution.counts.succeeded,
                    'instance',
                  )} that are up stay up until they are terminated.`
                : ''
            }`}
      </Typography>
      <CommentField
        label="Comment (kept in the log)"
        value={comment}
        onChange={setComment}
      />
    </ConfirmDialog>
  );
}
