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
import Close from '@material-ui/icons/Close';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { ActionButton } from '../../components/control/ActionButton';
import { Choice } from '../../components/form/Choice';
import { Field } from '../../components/form/Field';
import { IconAction } from '../../components/form/IconAction';
import { useAccountsWords } from '../../translations/useAccountsWords';
import { emptyStaging, type StagingDraft } from './accountDraft';

const useStyles = makeStyles(theme => ({
  root: { border: 0, margin: 0, padding: 0, minWidth: 0 },
  legend: { padding: 0, fontWeight: 600 },
  row: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    padding: theme.spacing(2, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  fields: {
    flex: 1,
    minWidth: 0,
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(6, minmax(0, 1fr))',
    '& > *': { gridColumn: 'span 2' },
    [theme.breakpoints.down('xs')]: { '& > *': { gridColumn: '1 / -1' } },
  },
  // Above the others, with room for the whole of it.
  half: {
    '&&': { gridColumn: 'span 3' },
    [theme.breakpoints.down('xs')]: { '&&': { gridColumn: '1 / -1' } },
  },
  add: { marginTop: theme.spacing(1.5) },
}));

/** The staging accounts of an account: where servers replicate that are recovered in it. */
export function StagingFields(props: {
  regions: readonly string[];
  stagingAccounts: readonly StagingDraft[];
  findings: readonly Finding[];
  onChange: (stagingAccounts: StagingDraft[]) => void;
}) {
  const t = useAccountsWords();
  const classes = useStyles();
  const { regions, stagingAccounts, findings, onChange } = props;
  const change = (at: number, part: Partial<StagingDraft>) =>
    onChange(
      stagingAccounts.map((staging, index) =>
        index === at ? { ...staging, ...part } : staging,
      ),
    );
  return (
    <fieldset className={classes.root}>
      <legend className={classes.legend}>{t('staging.title')}</legend>
      <Typography variant="body2" color="textSecondary">
        {t('staging.help')}
      </Typography>
      {stagingAccounts.map((staging, index) => {
        const field = `stagingAccounts[${index}]`;
        const number = String(index + 1);
        return (
          <div
            key={index}
            role="group"
            aria-label={t('staging.one', { number })}
            className={classes.row}
          >
            <div className={classes.fields}>
              <div className={classes.half}>
                <Field
                  findings={findings}
                  label={t('staging.id')}
                  field={`${field}.accountId`}
                  required
                  value={staging.accountId}
                  onChange={accountId => change(index, { accountId })}
                />
              </div>
              <div className={classes.half}>
                <Field
                  findings={findings}
                  label={t('staging.role')}
                  field={`${field}.roleName`}
                  required
                  value={staging.roleName}
                  onChange={roleName => change(index, { roleName })}
                />
              </div>
              <Choice
                findings={findings}
                label={t('staging.region')}
                field={`${field}.region`}
                required
                value={staging.region}
                options={[...new Set([...regions, staging.region])]
                  .filter(Boolean)
                  .map(region => ({ value: region, text: region }))}
                onChange={region => change(index, { region })}
              />
              <Field
                findings={findings}
                label={t('staging.atMost')}
                field={`${field}.maxServers`}
                type="number"
                min={1}
                max={300}
                value={staging.maxServers}
                onChange={maxServers => change(index, { maxServers })}
                help={t('staging.atMostHelp')}
              />
              <Field
                findings={findings}
                label={t('staging.priority')}
                field={`${field}.priority`}
                type="number"
                min={1}
                max={100}
                value={staging.priority}
                onChange={priority => change(index, { priority })}
                help={t('staging.priorityHelp')}
              />
            </div>
            <IconAction
              label={t('staging.remove', { number })}
              onClick={() =>
                onChange(stagingAccounts.filter((_, at) => at !== index))
              }
            >
              <Close fontSize="small" />
            </IconAction>
          </div>
        );
      })}
      <div className={classes.add}>
        <ActionButton
          size="small"
          onClick={() =>
            onChange([...stagingAccounts, emptyStaging(regions[0] ?? '')])
          }
        >
          {t('staging.add')}
        </ActionButton>
      </div>
    </fieldset>
  );
}
