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
import { changesOf, kindWords, summaryOf, valueText } from './importWords';
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
  const classes = useStyles();
  const changes = changesOf(report);
  const problems = report.findings.filter(
    ({ severity }) => severity === 'BLOCKING',
  ).length;
  return (
    <div role="region" aria-label="What the import would do">
      <div className={classes.state} role="status">
        <StatusLabel
          variant="chip"
          state={
            report.valid
              ? { tone: 'good', text: 'It can be imported' }
              : {
                  tone: 'bad',
                  text:
                    problems === 1
                      ? 'It cannot be imported: 1 problem'
                      : `It cannot be imported: ${problems} problems`,
                }
          }
        />
      </div>
      <Typography paragraph>{summaryOf(report)}</Typography>
      {report.source === 'SERVERLESS' && (
        <Typography paragraph>
          This is an export of the serverless DRS orchestrator, and was
          translated.{' '}
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
              Save the translation
            </ActionButton>
          )}
        </Typography>
      )}
      {report.findings.length > 0 && (
        <FindingList
          label="Problems of the manifest"
          findings={report.findings.map(finding => ({
            ...finding,
            message: finding.field
              ? `${finding.field}: ${finding.message}`
              : finding.message,
          }))}
        />
      )}
      {changes.length > 0 && (
        <ul className={classes.list} aria-label="Records that would change">
          {changes.map(change => (
            <Changed key={change.field} change={change} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Changed({ change }: { change: ImportChange }) {
  const classes = useStyles();
  const isNew = change.action === 'CREATE';
  return (
    <li className={classes.record}>
      <Typography variant="body2">
        <strong>{isNew ? 'Create' : 'Change'}</strong> the{' '}
        {kindWords[change.kind]} <strong>{change.name}</strong>
        {change.accountId && ` (${change.accountId})`}
      </Typography>
      {change.fields.length > 0 && (
        <ul className={classes.fields}>
          {change.fields.map(({ field, before, after }) => (
            <li key={field}>
              <Typography variant="body2" component="span">
                <span className={classes.field}>{field}</span>: from{' '}
                <span className={classes.field}>{valueText(before)}</span> to{' '}
                <span className={classes.field}>{valueText(after)}</span>
              </Typography>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
