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
import type {
  AppliedLaunchConfiguration,
  ProtectionGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo } from '../../api/access';
import { useChange } from '../../api/operations';
import { ActionButton } from '../../components/control/ActionButton';
import { ConfirmDialog } from '../../components/control/ConfirmDialog';
import { FailureText } from '../../components/status/FailureText';
import { useGroupsWords } from '../../translations/useGroupsWords';
import { useWords } from '../../translations/useWords';
import { differingOf, inState, type Servers } from './launchStates';

const useStyles = makeStyles(theme => ({
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(2),
  },
  applied: { marginBottom: theme.spacing(2) },
}));

/** What is about to be written: all that differs, or what failed before. */
type Attempt = 'ALL' | 'FAILED';

/** Writes to AWS what differs there, or tries again what failed. */
export function LaunchWriting(props: {
  group: ProtectionGroup;
  servers: Servers;
}) {
  const words = useWords();
  const t = useGroupsWords();
  const { group, servers } = props;
  const { groupId, groupName } = group;
  const classes = useStyles();
  const [attempt, setAttempt] = useState<Attempt>();
  const apply = useChange('apply_launch_configuration', {
    changes: ['get_launch_configuration'],
  });
  const failed = inState(servers, 'FAILED');
  const meant = attempt === 'FAILED' ? failed : differingOf(servers);
  const access = accessTo(words, group, 'update_protection_group');
  return (
    <>
      {apply.data && <Applied applied={apply.data} />}
      <div className={classes.actions}>
        <ActionButton
          size="small"
          access={
            differingOf(servers).length === 0
              ? { allowed: false, reason: t('comparison.nothingDiffers') }
              : access
          }
          consequence={t('comparison.writeHint')}
          onClick={() => setAttempt('ALL')}
        >
          {t('comparison.write')}
        </ActionButton>
        {failed.length > 0 && (
          <ActionButton
            size="small"
            access={access}
            consequence={t('comparison.retryHint')}
            onClick={() => setAttempt('FAILED')}
          >
            {t('comparison.retry', { count: failed.length })}
          </ActionButton>
        )}
      </div>
      <ConfirmDialog
        open={attempt !== undefined}
        title={t('comparison.ask', { group: groupName })}
        confirm={t('comparison.confirm', { count: meant.length })}
        attempt={t('comparison.attempt', { group: groupName })}
        busy={apply.isPending}
        error={apply.error}
        onClose={() => setAttempt(undefined)}
        onConfirm={() =>
          apply.mutate(
            {
              params: { groupId },
              body:
                attempt === 'FAILED'
                  ? { servers: meant.map(server => server.sourceServerId) }
                  : {},
            },
            { onSuccess: () => setAttempt(undefined) },
          )
        }
      >
        <Typography>
          {t('comparison.consequence', { count: meant.length })}
        </Typography>
      </ConfirmDialog>
    </>
  );
}

function Applied({ applied }: { applied: AppliedLaunchConfiguration }) {
  const t = useGroupsWords();
  const classes = useStyles();
  const failed = applied.servers.filter(server => server.result === 'FAILED');
  const changed = applied.servers.filter(
    server => server.result === 'APPLIED',
  ).length;
  return (
    <div role="status" className={classes.applied}>
      <Typography>{t('comparison.changed', { count: changed })}</Typography>
      {failed.length > 0 && (
        <Typography variant="body2">
          <FailureText>
            {t('comparison.notChanged', { count: failed.length })}
          </FailureText>
        </Typography>
      )}
    </div>
  );
}
