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
import type { OrchestratorSettings } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { usePermissionTo, type Access } from '../../api/access';
import { useChange, useOperation } from '../../api/operations';
import { ActionButton } from '../../components/control/ActionButton';
import { ConfirmDialog } from '../../components/control/ConfirmDialog';
import { Section } from '../../components/page/Section';
import { EntityName } from '../../components/people/EntityName';
import { StatusLabel } from '../../components/status/StatusLabel';
import { Instant } from '../../components/time/Instant';
import { capitalised, counted } from '../../format/counting';

const useStyles = makeStyles(theme => ({
  state: { margin: theme.spacing(1, 0, 1.5) },
  field: { marginTop: theme.spacing(2) },
}));

/** The freeze switch: whether it is on, who turned it, when and why. */
export function FreezeSection(props: { settings: OrchestratorSettings }) {
  const classes = useStyles();
  const [asking, setAsking] = useState(false);
  const { freeze, updatedAt, updatedBy } = props.settings;
  const access = mayTurn(
    usePermissionTo('manageAccounts'),
    freeze.byConfiguration,
  );
  return (
    <Section title="Freeze switch">
      <Typography>
        While it is on, no execution starts, and those that run finish what they
        have begun and start nothing new. Time limits stand still. For a night
        on which something is wrong with AWS, with the plans or with the portal
        itself.
      </Typography>
      <div className={classes.state}>
        <StatusLabel
          variant="chip"
          state={
            freeze.active
              ? { tone: 'paused', text: 'On: everything is frozen' }
              : { tone: 'good', text: 'Off: executions run' }
          }
        />
      </div>
      {freeze.reason && <Typography paragraph>“{freeze.reason}”</Typography>}
      {freeze.byConfiguration && (
        <Typography paragraph>
          The portal’s configuration (drsOrchestrator.freeze) holds it on. It is
          lifted there.
        </Typography>
      )}
      {updatedBy && updatedAt && (
        <Typography color="textSecondary" variant="body2" paragraph>
          Turned {freeze.active ? 'on' : 'off'} by{' '}
          <EntityName entityRef={updatedBy} />, <Instant at={updatedAt} />.
        </Typography>
      )}
      <ActionButton
        variant={freeze.active ? 'main' : 'danger'}
        access={access}
        consequence={
          freeze.active
            ? 'Executions that it holds go on by themselves.'
            : 'Holds every execution, and lets none start.'
        }
        onClick={() => setAsking(true)}
      >
        {freeze.active ? 'Lift the freeze…' : 'Freeze everything…'}
      </ActionButton>
      {asking && (
        <FreezeDialog
          settings={props.settings}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}

function mayTurn(permission: Access, byConfiguration: boolean): Access {
  return permission.allowed && byConfiguration
    ? {
        allowed: false,
        reason: 'The configuration holds it on: drsOrchestrator.freeze.',
      }
    : permission;
}

function FreezeDialog(props: {
  settings: OrchestratorSettings;
  onClose: () => void;
}) {
  const classes = useStyles();
  const id = useId();
  const { settings, onClose } = props;
  const [reason, setReason] = useState('');
  // What was seen when the question was asked, so that another's change is met.
  const [version] = useState(settings.version);
  const [freezing] = useState(!settings.freeze.active);
  const change = useChange('update_settings', {
    changes: [
      'get_settings',
      'list_executions',
      'get_execution_details',
      'get_recovery_plan',
    ],
  });
  const live = useOperation('list_executions', {
    query: { limit: 50, status: ['PENDING', 'RUNNING', 'PAUSED'] },
  });
  const running = live.data?.totalItems ?? live.data?.items.length;
  return (
    <ConfirmDialog
      open
      danger={freezing}
      title={freezing ? 'Freeze every execution?' : 'Lift the freeze?'}
      confirm={freezing ? 'Freeze everything' : 'Lift the freeze'}
      attempt={freezing ? 'freeze everything' : 'lift the freeze'}
      busy={change.isPending}
      error={change.error}
      refusal={
        freezing && reason.trim() === ''
          ? 'Say why: everybody who waits will read it.'
          : undefined
      }
      onClose={onClose}
      onConfirm={() =>
        change.mutate(
          {
            body: {
              freeze: {
                active: freezing,
                reason: reason.trim() || undefined,
              },
              version,
            },
          },
          { onSuccess: onClose },
        )
      }
    >
      <Typography>
        {running === undefined
          ? ''
          : `${capitalised(counted(running, 'execution'))} ${
              running === 1 ? 'is' : 'are'
            } under way. `}
        {freezing
          ? 'What is being launched finishes; nothing new starts, anywhere, until the freeze is lifted.'
          : 'What the freeze held goes on at once, by itself. What waits for an approval or a decision goes on waiting for it.'}
      </Typography>
      <TextField
        className={classes.field}
        id={id}
        label={freezing ? 'Reason' : 'Reason (kept in the log)'}
        required={freezing}
        variant="outlined"
        fullWidth
        multiline
        value={reason}
        inputProps={{ maxLength: 1000 }}
        InputLabelProps={{ shrink: true }}
        onChange={event => setReason(event.target.value)}
      />
    </ConfirmDialog>
  );
}
