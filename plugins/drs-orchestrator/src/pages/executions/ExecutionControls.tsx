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
  },
}));

/** What may be done to an execution now; what may not stays in sight with the reason. */
export function ExecutionControls(props: {
  execution: Execution;
  onAsk: (command: Command) => void;
}) {
  const words = useWords();
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
      aria-label="What may be done"
    >
      {!ended && !resumable && (
        <ActionButton
          access={accessTo(words, execution, 'pause_execution')}
          consequence="Running launches finish, nothing new starts."
          onClick={() => onAsk({ kind: 'pause' })}
        >
          Pause
        </ActionButton>
      )}
      {resumable && (
        <ActionButton
          access={accessTo(words, execution, 'resume_execution')}
          consequence="What waits goes on where it stopped."
          onClick={() => onAsk({ kind: 'resume' })}
        >
          Resume
        </ActionButton>
      )}
      {failed && (
        <>
          <ActionButton
            access={accessTo(words, execution, 'retry_execution_items')}
            consequence="Launches what failed again."
            onClick={() => onAsk({ kind: 'retry' })}
          >
            Retry failed
          </ActionButton>
          <ActionButton
            access={accessTo(words, execution, 'skip_execution_items')}
            consequence="Goes on without what failed."
            onClick={() => onAsk({ kind: 'skip' })}
          >
            Skip failed
          </ActionButton>
        </>
      )}
      {!ended && (
        <ActionButton
          variant="danger"
          access={accessTo(words, execution, 'cancel_execution')}
          consequence="Nothing new starts; launches that already run are followed to their end."
          onClick={() => onAsk({ kind: 'cancel' })}
        >
          Cancel
        </ActionButton>
      )}
      {(ended || launched) && !execution.instancesTerminated && (
        <ActionButton
          variant="danger"
          access={accessTo(words, execution, 'terminate_recovery_instances')}
          consequence="Deletes the EC2 instances that this execution launched. What happened stays on record."
          onClick={() => onAsk({ kind: 'terminate' })}
        >
          Terminate instances
        </ActionButton>
      )}
    </div>
  );
}
