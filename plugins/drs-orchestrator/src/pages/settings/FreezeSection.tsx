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
import type { SettingsWords } from '../../translations/settings';
import { useSettingsWords } from '../../translations/useSettingsWords';

const useStyles = makeStyles(theme => ({
  state: { margin: theme.spacing(1, 0, 1.5) },
  field: { marginTop: theme.spacing(2) },
}));

/** The freeze switch: whether it is on, who turned it, when and why. */
export function FreezeSection(props: { settings: OrchestratorSettings }) {
  const t = useSettingsWords();
  const classes = useStyles();
  const [asking, setAsking] = useState(false);
  const { freeze, updatedAt, updatedBy } = props.settings;
  const access = mayTurn(
    t,
    usePermissionTo('manageAccounts'),
    freeze.byConfiguration,
  );
  return (
    <Section title={t('freeze.title')}>
      <Typography>{t('freeze.explanation')}</Typography>
      <div className={classes.state}>
        <StatusLabel
          variant="chip"
          state={
            freeze.active
              ? { tone: 'paused', text: t('freeze.on') }
              : { tone: 'good', text: t('freeze.off') }
          }
        />
      </div>
      {freeze.reason && (
        <Typography paragraph>
          {t('freeze.reason', { reason: freeze.reason })}
        </Typography>
      )}
      {freeze.byConfiguration && (
        <Typography paragraph>{t('freeze.byConfiguration')}</Typography>
      )}
      {updatedBy && updatedAt && (
        <Typography color="textSecondary" variant="body2" paragraph>
          {t(freeze.active ? 'freeze.turnedOn' : 'freeze.turnedOff', {
            who: <EntityName entityRef={updatedBy} />,
            when: <Instant at={updatedAt} />,
          })}
        </Typography>
      )}
      <ActionButton
        variant={freeze.active ? 'main' : 'danger'}
        access={access}
        consequence={
          freeze.active ? t('freeze.liftHint') : t('freeze.freezeHint')
        }
        onClick={() => setAsking(true)}
      >
        {t(freeze.active ? 'freeze.lift' : 'freeze.freeze')}
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

function mayTurn(
  t: SettingsWords,
  permission: Access,
  byConfiguration: boolean,
): Access {
  return permission.allowed && byConfiguration
    ? {
        allowed: false,
        reason: t('freeze.heldByConfiguration'),
      }
    : permission;
}

function FreezeDialog(props: {
  settings: OrchestratorSettings;
  onClose: () => void;
}) {
  const t = useSettingsWords();
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
      title={t(freezing ? 'freeze.askFreeze' : 'freeze.askLift')}
      confirm={t(freezing ? 'freeze.confirmFreeze' : 'freeze.confirmLift')}
      attempt={t(freezing ? 'freeze.attemptFreeze' : 'freeze.attemptLift')}
      busy={change.isPending}
      error={change.error}
      refusal={
        freezing && reason.trim() === '' ? t('freeze.sayWhy') : undefined
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
        {running !== undefined && t('freeze.underWay', { count: running })}{' '}
        {t(freezing ? 'freeze.consequenceFreeze' : 'freeze.consequenceLift')}
      </Typography>
      <TextField
        className={classes.field}
        id={id}
        label={t(freezing ? 'freeze.reasonLabel' : 'freeze.reasonForLog')}
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
