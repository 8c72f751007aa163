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
import { makeStyles } from '@material-ui/core/styles';
import type { RequestInput } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { usePermissionTo, type Access } from '../../api/access';
import { useChange } from '../../api/operations';
import { ActionButton } from '../../components/control/ActionButton';
import { ConfirmDialog } from '../../components/control/ConfirmDialog';
import type { ExecutionsWords } from '../../translations/executions';
import { useExecutionsWords } from '../../translations/useExecutionsWords';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1.5),
  },
}));

const changes = ['list_executions', 'get_recovery_plan'] as const;

type Filters = NonNullable<RequestInput<'list_executions'>['query']>;

/** Takes executions out of the lists: those that are chosen, or all that have ended. */
export function DeleteExecutions(props: {
  chosen: readonly string[];
  filters: Filters;
  onDeleted: () => void;
}) {
  const t = useExecutionsWords();
  const classes = useStyles();
  const { chosen, filters } = props;
  const [asking, setAsking] = useState<'chosen' | 'ended'>();
  const permission = usePermissionTo('manageAccounts');
  return (
    <div className={classes.bar}>
      <ActionButton
        size="small"
        variant="danger"
        access={mayDelete(t, permission, chosen)}
        consequence={t('delete.chosenDoes')}
        onClick={() => setAsking('chosen')}
      >
        {t('delete.chosen', { count: chosen.length })}
      </ActionButton>
      <ActionButton
        size="small"
        access={mayDeleteAll(t, permission, filters)}
        consequence={t('delete.endedDoes')}
        onClick={() => setAsking('ended')}
      >
        {t('delete.ended')}
      </ActionButton>
      {asking === 'chosen' && (
        <DeleteChosen {...props} onClose={() => setAsking(undefined)} />
      )}
      {asking === 'ended' && (
        <DeleteEnded {...props} onClose={() => setAsking(undefined)} />
      )}
    </div>
  );
}

function mayDelete(
  t: ExecutionsWords,
  permission: Access,
  chosen: readonly string[],
): Access {
  return permission.allowed && chosen.length === 0
    ? {
        allowed: false,
        reason: t('delete.chooseFirst'),
      }
    : permission;
}

/** The server narrows it by plan, account and time alone; more would be promised than is kept. */
function mayDeleteAll(
  t: ExecutionsWords,
  permission: Access,
  filters: Filters,
): Access {
  const unkept =
    filters.status ??
    filters.executionType ??
    filters.initiatedBy ??
    filters.startedAfter;
  return permission.allowed && unkept !== undefined
    ? {
        allowed: false,
        reason: t('delete.otherFilters'),
      }
    : permission;
}

interface DialogProps {
  chosen: readonly string[];
  filters: Filters;
  onDeleted: () => void;
  onClose: () => void;
}

function DeleteChosen({ chosen, onDeleted, onClose }: DialogProps) {
  const remove = useChange('delete_executions', { changes });
  const t = useExecutionsWords();
  const count = chosen.length;
  return (
    <ConfirmDialog
      open
      danger
      title={t('delete.title', { count })}
      confirm={t('delete.confirm', { count })}
      attempt={t('delete.attempt', { count })}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(
          { body: { executionIds: [...chosen] } },
          {
            onSuccess: () => {
              onDeleted();
              onClose();
            },
          },
        )
      }
    >
      <Aftermath />
    </ConfirmDialog>
  );
}

function DeleteEnded({ filters, onDeleted, onClose }: DialogProps) {
  const remove = useChange('delete_completed_executions', { changes });
  const { planId, accountId, startedBefore } = filters;
  const t = useExecutionsWords();
  const narrowed = (planId ?? accountId ?? startedBefore) !== undefined;
  return (
    <ConfirmDialog
      open
      danger
      title={t(narrowed ? 'delete.narrowedTitle' : 'delete.endedTitle')}
      confirm={t('delete.endedConfirm')}
      attempt={t(narrowed ? 'delete.narrowedAttempt' : 'delete.endedAttempt')}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(
          { query: { planId, accountId, startedBefore } },
          {
            onSuccess: () => {
              onDeleted();
              onClose();
            },
          },
        )
      }
    >
      <Aftermath />
    </ConfirmDialog>
  );
}

function Aftermath() {
  const t = useExecutionsWords();
  return <Typography>{t('delete.aftermath')}</Typography>;
}
