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
import { makeStyles } from '@material-ui/core/styles';
import type {
  ImportChange,
  ImportReport,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { ActionButton } from '../../../components/control/ActionButton';
import { FindingList } from '../../../components/findings/FindingList';
import { StatusLabel } from '../../../components/status/StatusLabel';
import { useSettingsWords } from '../../../translations/useSettingsWords';
import { changesOf, changeText, summaryOf, valueText } from './importWords';
import { saveFile } from './files';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  record: {
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  fields: { margin: theme.spacing(0.5, 0, 0), paddingLeft: theme.spacing(2.5) },
  field: { fontFamily: 'monospace', overflowWrap: 'anywhere' },
  state: { margin: theme.spacing(1, 0) },
}));

/** What an import would do: the problems, and each record with the fields that become others. */
export function ReportOfImport({ report }: { report: ImportReport }) {
  const t = useSettingsWords();
  const classes = useStyles();
  const changes = changesOf(report);
  const problems = report.findings.filter(
    ({ severity }) => severity === 'BLOCKING',
  ).length;
  return (
    <div role="region" aria-label={t('import.report')}>
      <div className={classes.state} role="status">
        <StatusLabel
          variant="chip"
          state={
            report.valid
              ? { tone: 'good', text: t('import.valid') }
              : {
                  tone: 'bad',
                  text: t('import.invalid', { count: problems }),
                }
          }
        />
      </div>
      <Typography paragraph>{summaryOf(t, report)}</Typography>
      {report.source === 'SERVERLESS' && (
        <Typography paragraph>
          {t('import.translated')}{' '}
          {report.manifest && (
            <ActionButton
              size="small"
              onClick={() =>
                saveFile(
                  'drs-orchestrator.json',
                  `${JSON.stringify(report.manifest, undefined, 2)}\n`,
                  'application/json;charset=utf-8',
                )
              }
            >
              {t('import.saveTranslation')}
            </ActionButton>
          )}
        </Typography>
      )}
      {report.findings.length > 0 && (
        <FindingList
          label={t('import.problems')}
          findings={report.findings.map(finding => ({
            ...finding,
            message: finding.field
              ? t('import.problem', {
                  field: finding.field,
                  message: finding.message,
                })
              : finding.message,
          }))}
        />
      )}
      {changes.length > 0 && (
        <ul className={classes.list} aria-label={t('import.wouldChange')}>
          {changes.map(change => (
            <Changed key={change.field} change={change} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Changed({ change }: { change: ImportChange }) {
  const t = useSettingsWords();
  const classes = useStyles();
  const name = <strong>{change.name}</strong>;
  const { accountId } = change;
  return (
    <li className={classes.record}>
      <Typography variant="body2">
        {changeText(
          t,
          change,
          accountId
            ? t('import.nameInAccount', { name, account: accountId })
            : name,
        )}
      </Typography>
      {change.fields.length > 0 && (
        <ul className={classes.fields}>
          {change.fields.map(({ field, before, after }) => (
            <li key={field}>
              <Typography variant="body2" component="span">
                {t('import.field', {
                  field: <span className={classes.field}>{field}</span>,
                  before: (
                    <span className={classes.field}>
                      {valueText(t, before)}
                    </span>
                  ),
                  after: (
                    <span className={classes.field}>{valueText(t, after)}</span>
                  ),
                })}
              </Typography>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
