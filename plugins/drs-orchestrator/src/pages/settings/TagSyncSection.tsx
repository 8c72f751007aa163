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
import type { TagSyncSettings } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { usePermissionTo, type Access } from '../../api/access';
import { useChange, useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { ErrorNotice } from '../../components/answer/ErrorNotice';
import { ActionButton } from '../../components/control/ActionButton';
import { Facts } from '../../components/page/Facts';
import { Section } from '../../components/page/Section';
import { EntityName } from '../../components/people/EntityName';
import { Instant } from '../../components/time/Instant';
import type { SettingsWords } from '../../translations/settings';
import { useSettingsWords } from '../../translations/useSettingsWords';
import { TagSyncDialog } from './TagSyncDialog';
import { TagSyncReport } from './TagSyncReport';
import { isUnderWay } from './tagSyncWords';

const useStyles = makeStyles(theme => ({
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginTop: theme.spacing(2),
  },
}));

const UNDER_WAY_POLL_MS = 1_000;
const POLL_MS = 30_000;

/** Tags of EC2 instances, brought to the source servers: what, when, and how it went. */
export function TagSyncSection() {
  const t = useSettingsWords();
  const settings = useOperation(
    'get_tag_sync_settings',
    {},
    {
      pollEvery: last =>
        last?.lastRun && isUnderWay(last.lastRun.status)
          ? UNDER_WAY_POLL_MS
          : POLL_MS,
    },
  );
  return (
    <Section title={t('tagSync.title')}>
      <Typography paragraph>{t('tagSync.explanation')}</Typography>
      <Answer of={settings} what={t('tagSync.what')}>
        {data => <Told settings={data} />}
      </Answer>
    </Section>
  );
}

function Told({ settings }: { settings: TagSyncSettings }) {
  const t = useSettingsWords();
  const classes = useStyles();
  const [changing, setChanging] = useState(false);
  const accounts = useOperation('list_target_accounts', {
    query: { limit: 200 },
  });
  const permission = usePermissionTo('manageAccounts');
  const start = useChange('sync_tags', {
    changes: ['get_tag_sync_settings', 'get_drs_source_servers'],
  });
  const { lastRun, trigger, updatedAt, updatedBy } = settings;
  const access = mayStart(
    t,
    permission,
    start.isPending || (lastRun !== undefined && isUnderWay(lastRun.status)),
  );
  return (
    <>
      <Facts
        items={[
          {
            term: t('tagSync.byItself'),
            value: settings.enabled
              ? t('tagSync.every', { count: settings.intervalHours })
              : t('tagSync.onDemand'),
          },
          {
            term: t('tagSync.nextRun'),
            value: settings.nextRunAt && <Instant at={settings.nextRunAt} />,
          },
          {
            term: t('tagSync.keys'),
            value: settings.keys.join(', '),
            wide: true,
          },
          {
            term: t('tagSync.rule'),
            value: trigger?.ruleName,
          },
          {
            term: t('tagSync.changed'),
            value:
              updatedBy &&
              updatedAt &&
              t('tagSync.changedBy', {
                who: <EntityName entityRef={updatedBy} />,
                when: <Instant at={updatedAt} />,
              }),
          },
        ]}
      />
      <div className={classes.buttons}>
        <ActionButton
          variant="main"
          access={access}
          consequence={t('tagSync.nowHint')}
          onClick={() => start.mutate({ body: {} })}
        >
          {t('tagSync.now')}
        </ActionButton>
        <ActionButton
          access={access}
          consequence={t('tagSync.dryRunHint')}
          onClick={() => start.mutate({ body: { dryRun: true } })}
        >
          {t('tagSync.dryRun')}
        </ActionButton>
        <ActionButton access={permission} onClick={() => setChanging(true)}>
          {t('tagSync.change')}
        </ActionButton>
      </div>
      {start.error && (
        <ErrorNotice error={start.error} attempt={t('tagSync.attempt')} />
      )}
      {lastRun ? (
        <TagSyncReport
          run={lastRun}
          accountNames={
            new Map(
              accounts.data?.items.map(({ accountId, accountName }) => [
                accountId,
                accountName,
              ]),
            )
          }
        />
      ) : (
        <Typography color="textSecondary" style={{ marginTop: 16 }}>
          {t('tagSync.neverRan')}
        </Typography>
      )}
      {changing && (
        <TagSyncDialog settings={settings} onClose={() => setChanging(false)} />
      )}
    </>
  );
}

function mayStart(
  t: SettingsWords,
  permission: Access,
  isBusy: boolean,
): Access {
  return permission.allowed && isBusy
    ? { allowed: false, reason: t('tagSync.oneAtATime') }
    : permission;
}
