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
import type { ImportReport } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useChange } from '../../../api/operations';
import { ConfirmDialog } from '../../../components/control/ConfirmDialog';
import { useSettingsWords } from '../../../translations/useSettingsWords';
import { changesOf, changeText, summaryOf } from './importWords';

/** As many names as anybody reads before they decide. */
const NAMED = 20;

/** Names what will change, and changes exactly that. */
export function ImportDialog(props: {
  manifest: string;
  externalIds: Readonly<Record<string, string>>;
  report: ImportReport;
  onClose: () => void;
  onDone: (report: ImportReport) => void;
}) {
  const t = useSettingsWords();
  const { report } = props;
  const change = useChange('import_configuration', {
    changes: [
      'list_protection_groups',
      'get_protection_group',
      'list_recovery_plans',
      'get_recovery_plan',
      'list_target_accounts',
      'get_target_account',
      'get_tag_sync_settings',
      'get_drs_source_servers',
    ],
  });
  const changes = changesOf(report);
  const unnamed = changes.length - NAMED;
  return (
    <ConfirmDialog
      open
      wide
      title={t('import.ask')}
      confirm={t('import.confirm', { count: changes.length })}
      attempt={t('import.attempt')}
      busy={change.isPending}
      error={change.error}
      onClose={props.onClose}
      onConfirm={() =>
        change.mutate(
          {
            query: { dryRun: 'false' },
            body: {
              manifest: props.manifest,
              externalIds: { ...props.externalIds },
              // Refused where it would do anything else by now.
              fingerprint: report.fingerprint,
            },
          },
          { onSuccess: props.onDone },
        )
      }
    >
      <Typography>
        {t('import.allOrNothing', { summary: summaryOf(t, report) })}
      </Typography>
      <ul aria-label={t('import.willChange')}>
        {changes.slice(0, NAMED).map(record => (
          <li key={record.field}>
            {changeText(t, record, <strong>{record.name}</strong>)}
          </li>
        ))}
        {unnamed > 0 && <li>{t('import.more', { n: unnamed })}</li>}
      </ul>
    </ConfirmDialog>
  );
}
