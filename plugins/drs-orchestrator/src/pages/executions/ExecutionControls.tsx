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

import { makeStyles } from '@material-ui/core/styles';
import {
  terminalExecutionStatuses,
  type Execution,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo } from '../../api/access';
import { ActionButton } from '../../components/control/ActionButton';
import { useExecutionsWords } from '../../translations/useExecutionsWords';
import type { Command } from './commands/command';
import { failedItems } from './commands/failedItems';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  controls: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    alignItems: 'flex-start',
    alignContent: 'flex-start',
    '@media print': { display: 'none' },
  },
}));

/** What may be done to an execution now; what may not stays in sight with the reason. */
export function ExecutionControls(props: {
  execution: Execution;
  onAsk: (command: Command) => void;
}) {
  const words = useWords();
  const t = useExecutionsWords();
  const classes = useStyles();
  const { execution, onAsk } = props;
  const ended = terminalExecutionStatuses.includes(execution.status);
  const launched = execution.waves.some(wave =>
    wave.servers.some(server => server.instanceState !== 'NONE'),
  );
  // An approval is given by its own name, not by resuming.
  const resumable =
    execution.status === 'PAUSED' && execution.pause?.reason !== 'APPROVAL';
  // Where the run waits for that decision, the panel below asks for it.
  const failed =
    !ended &&
    execution.pause?.reason !== 'FAILURE' &&
    execution.allowedActions.includes('retry_execution_items') &&
    failedItems(execution).length > 0;
  return (
    <div
      className={classes.controls}
      role="group"
      aria-label={t('controls.label')}
    >
      {!ended && !resumable && (
        <ActionButton
          access={accessTo(words, execution, 'pause_execution')}
          consequence={t('controls.pauseDoes')}
          onClick={() => onAsk({ kind: 'pause' })}
        >
          {t('controls.pause')}
        </ActionButton>
      )}
      {resumable && (
        <ActionButton
          access={accessTo(words, execution, 'resume_execution')}
          consequence={t('controls.resumeDoes')}
          onClick={() => onAsk({ kind: 'resume' })}
        >
          {t('controls.resume')}
        </ActionButton>
      )}
      {failed && (
        <>
          <ActionButton
            access={accessTo(words, execution, 'retry_execution_items')}
            consequence={t('controls.retryDoes')}
            onClick={() => onAsk({ kind: 'retry' })}
          >
            {t('controls.retry')}
          </ActionButton>
          <ActionButton
            access={accessTo(words, execution, 'skip_execution_items')}
            consequence={t('controls.skipDoes')}
            onClick={() => onAsk({ kind: 'skip' })}
          >
            {t('controls.skip')}
          </ActionButton>
        </>
      )}
      {!ended && (
        <ActionButton
          variant="danger"
          access={accessTo(words, execution, 'cancel_execution')}
          consequence={t('controls.cancelDoes')}
          onClick={() => onAsk({ kind: 'cancel' })}
        >
          {t('controls.cancel')}
        </ActionButton>
      )}
      {(ended || launched) && !execution.instancesTerminated && (
        <ActionButton
          variant="danger"
          access={accessTo(words, execution, 'terminate_recovery_instances')}
          consequence={t('controls.terminateDoes')}
          onClick={() => onAsk({ kind: 'terminate' })}
        >
          {t('controls.terminate')}
        </ActionButton>
      )}
    </div>
  );
}
