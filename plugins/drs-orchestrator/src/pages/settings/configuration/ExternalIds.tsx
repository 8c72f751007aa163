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

import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ImportReport } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useSettingsWords } from '../../../translations/useSettingsWords';

const useStyles = makeStyles(theme => ({
  fields: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fill, minmax(260px, 1fr))',
    marginTop: theme.spacing(1),
  },
}));

/** The accounts whose external IDs are missing, or were given for the last check. */
export function accountsAsking(
  report: ImportReport,
  given: Readonly<Record<string, string>>,
): string[] {
  const missing = report.findings.flatMap(({ code, field }) => {
    const accountId = /^externalIds\.(\d{12})$/.exec(field ?? '')?.[1];
    return code === 'EXTERNAL_ID_REQUIRED' && accountId ? [accountId] : [];
  });
  return [...new Set([...missing, ...Object.keys(given)])].sort();
}

/** Asks for what no manifest holds. */
export function ExternalIds(props: {
  report: ImportReport;
  given: Readonly<Record<string, string>>;
  values: Readonly<Record<string, string>>;
  onChange: (values: Record<string, string>) => void;
}) {
  const t = useSettingsWords();
  const classes = useStyles();
  const accountIds = accountsAsking(props.report, props.given);
  if (accountIds.length === 0) {
    return null;
  }
  const nameOf = (accountId: string) =>
    props.report.changes.find(change => change.accountId === accountId)?.name ??
    accountId;
  return (
    <>
      <Typography style={{ marginTop: 16 }}>
        {t('import.externalIds')}
      </Typography>
      <div className={classes.fields}>
        {accountIds.map(accountId => (
          <TextField
            key={accountId}
            id={`drs-external-id-${accountId}`}
            label={t('import.externalId', { account: nameOf(accountId) })}
            type="password"
            autoComplete="off"
            value={props.values[accountId] ?? ''}
            variant="outlined"
            size="small"
            fullWidth
            InputLabelProps={{ shrink: true }}
            onChange={event =>
              props.onChange({
                ...props.values,
                [accountId]: event.target.value,
              })
            }
          />
        ))}
      </div>
    </>
  );
}
