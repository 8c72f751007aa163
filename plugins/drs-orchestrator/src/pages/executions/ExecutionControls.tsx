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

import { useId, useState } from 'react';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  terminalExecutionStatuses,
  type Execution,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo } from '../../api/access';
import { useChange } from '../../api/operations';
import { ActionButton } from '../../components/control/ActionButton';
import { ConfirmDialog } from '../../components/control/ConfirmDialog';
import { capitalised, counted } from '../../format/counting';
import { executionTypeText } from '../../format/states';

const useStyles = makeStyles(theme => ({
  controls: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    alignItems: 'flex-start',
    alignContent: 'flex-start',
  },
  field: { marginTop: theme.spacing(2) },
}));

const changes = [
  'get_execution_details',
  'list_executions',
  'get_execution_events',
  'get_termination_status',
] as const;

/** What may be done to an execution now; what may not stays in sight with the reason. */
export function ExecutionControls(props: { execution: Execution }) {
  const classes = useStyles();
  const { execution } = props;
  const [asking, setAsking] = useState<'cancel' | 'terminate'>();
  const ended = terminalExecutionStatuses.includes(execution.status);
  const launched = execution.waves.some(wave =>
    wave.servers.some(server => server.instanceState !== 'NONE'),
  );
  return (
    <div className={classes.controls}>
      {!ended && (
        <ActionButton
          variant="danger"
          access={accessTo(execution, 'cancel_execution')}
          consequence="Nothing new starts; launches that already run are followed to their end."
          onClick={() => setAsking('cancel')}
        >
          Cancel
        </ActionButton>
      )}
      {(ended || launched) && !execution.instancesTerminated && (
        <ActionButton
          variant="danger"
          access={accessTo(execution, 'terminate_recovery_instances')}
          consequence="Deletes the EC2 instances that this execution launched. What happened stays on record."
          onClick={() => setAsking('terminate')}
        >
          Terminate instances
        </ActionButton>
      )}
      <CancelDialog
        execution={execution}
        open={asking === 'cancel'}
        onClose={() => setAsking(undefined)}
      />
      <TerminateDialog
        execution={execution}
        open={asking === 'terminate'}
        onClose={() => setAsking(undefined)}
      />
    </div>
  );
}

interface DialogProps {
  execution: Execution;
  open: boolean;
  onClose: () => void;
}

function CancelDialog({ execution, open, onClose }: DialogProps) {
  const classes = useStyles();
  const id = useId();
  const [reason, setReason] = useState('');
  const cancel = useChange('cancel_execution', { changes });
  const name = nameOf(execution);
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={`Cancel the ${name}?`}
      confirm="Cancel it"
      attempt={`cancel the ${name}`}
      danger
      busy={cancel.isPending}
      error={cancel.error}
      onConfirm={() =>
        cancel.mutate(
          {
            params: { executionId: execution.executionId },
            body: { reason: reason.trim() || undefined },
          },
          { onSuccess: onClose },
        )
      }
    >
      <Typography>
        {capitalised(counted(execution.counts.pending, 'server'))} will not be
        launched.{' '}
        {execution.counts.running > 0 &&
          `${capitalised(
            counted(execution.counts.running, 'launch', 'launches'),
          )} already running cannot be called back and will be followed to the end. `}
        {execution.counts.succeeded > 0 &&
          `${capitalised(
            counted(execution.counts.succeeded, 'instance'),
          )} that are up stay up until you terminate them. `}
        A cancelled execution cannot be resumed.
      </Typography>
      <TextField
        className={classes.field}
        id={id}
        label="Reason (kept in the log)"
        variant="outlined"
        fullWidth
        multiline
        value={reason}
        inputProps={{ maxLength: 1000 }}
        onChange={event => setReason(event.target.value)}
      />
    </ConfirmDialog>
  );
}

function TerminateDialog({ execution, open, onClose }: DialogProps) {
  const terminate = useChange('terminate_recovery_instances', { changes });
  const running = execution.waves
    .flatMap(wave => wave.servers)
    .filter(server => server.instanceState === 'RUNNING');
  const name = nameOf(execution);
  return (
    <ConfirmDialog
      open={open}
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

function nameOf(execution: Execution): string {
  return `${executionTypeText(execution.executionType).toLowerCase()} of ${
    execution.planName
  }`;
}
