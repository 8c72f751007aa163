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

import Typography from '@material-ui/core/Typography';
import { useChange } from '../../../api/operations';
import { ConfirmDialog } from '../../../components/control/ConfirmDialog';
import { counted } from '../../../format/counting';
import type { CommandDialogProps } from './CommandDialog';
import { changedByCommands, nameOf } from './command';
import { useWords } from '../../../translations/useWords';

/** Names the instances that will be gone. */
export function TerminateDialog({ execution, onClose }: CommandDialogProps) {
  const words = useWords();
  const terminate = useChange('terminate_recovery_instances', {
    changes: changedByCommands,
  });
  const running = execution.waves
    .flatMap(wave => wave.servers)
    .filter(server => server.instanceState === 'RUNNING');
  const name = nameOf(words, execution);
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Terminate the instances of the ${name}?`}
      confirm={`Terminate ${counted(running.length, 'instance')}`}
      attempt={`terminate the instances of the ${name}`}
      danger
      disabled={running.length === 0}
      busy={terminate.isPending}
      error={terminate.error}
      onConfirm={() =>
        terminate.mutate(
          { params: { executionId: execution.executionId }, body: {} },
          { onSuccess: onClose },
        )
      }
    >
      <Typography paragraph>
        {execution.executionType === 'RECOVERY'
          ? 'These are recovered servers, perhaps in use. Their instances and everything written to them since the launch are lost for good.'
          : 'The copies that this drill launched are deleted. The source servers, and what the drill found, stay as they are.'}
      </Typography>
      <Typography color="textSecondary">
        {running
          .slice(0, 8)
          .map(server => server.hostname)
          .join(', ')}
        {running.length > 8 && ` and ${running.length - 8} more`}
      </Typography>
    </ConfirmDialog>
  );
}
