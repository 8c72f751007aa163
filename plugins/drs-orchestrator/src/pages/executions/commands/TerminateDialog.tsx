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
import { useExecutionsWords } from '../../../translations/useExecutionsWords';
import type { CommandDialogProps } from './CommandDialog';
import { changedByCommands, nameOf } from './command';

const NAMES_SHOWN = 8;

/** Names the instances that will be gone. */
export function TerminateDialog({ execution, onClose }: CommandDialogProps) {
  const t = useExecutionsWords();
  const terminate = useChange('terminate_recovery_instances', {
    changes: changedByCommands,
  });
  const running = execution.waves
    .flatMap(wave => wave.servers)
    .filter(server => server.instanceState === 'RUNNING');
  const names = running
    .slice(0, NAMES_SHOWN)
    .map(({ hostname }) => hostname)
    .join(', ');
  const name = nameOf(t, execution);
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('command.terminate.title', { name })}
      confirm={t('command.terminate.confirm', { count: running.length })}
      attempt={t('command.terminate.attempt', { name })}
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
        {t(`command.terminate.${execution.executionType}`)}
      </Typography>
      <Typography color="textSecondary">
        {running.length > NAMES_SHOWN
          ? t('outcome.andMore', { names, count: running.length - NAMES_SHOWN })
          : names}
      </Typography>
    </ConfirmDialog>
  );
}
