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

import { makeStyles } from '@material-ui/core/styles';
import {
  DrsError,
  waveGroupingSchema,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../../api/operations';
import { Choice } from '../../../components/form/Choice';
import { Section } from '../../../components/page/Section';
import { usePlansWords } from '../../../translations/usePlansWords';
import type { DerivationScope } from './derivationScope';
import { EntitiesField } from './EntitiesField';

const useStyles = makeStyles(theme => ({
  fields: {
    display: 'grid',
    gap: theme.spacing(2.5),
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    alignItems: 'start',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
}));

/** What of the catalog is asked about, and how its components become waves. */
export function ScopeSection(props: {
  scope: DerivationScope;
  /** Why the last question had no answer. */
  error: Error | null;
  onChange: (scope: DerivationScope) => void;
}) {
  const classes = useStyles();
  const t = usePlansWords();
  const { scope, error } = props;
  const change = (changes: Partial<DerivationScope>) =>
    props.onChange({ ...scope, ...changes });
  return (
    <Section title={t('derivation.choice.title')}>
      <div className={classes.fields}>
        <EntitiesField
          entityRefs={scope.entityRefs}
          onChange={entityRefs => change({ entityRefs })}
        />
        <Choice
          label={t('derivation.choice.grouping')}
          field="grouping"
          chosen
          findings={[]}
          value={scope.grouping}
          options={waveGroupingSchema.options.map(value => ({
            value,
            text: t(`derivation.choice.groupings.${value}`),
          }))}
          onChange={value =>
            change({ grouping: waveGroupingSchema.parse(value) })
          }
          help={t(`derivation.choice.groupingHelp.${scope.grouping}`)}
        />
        {(scope.accountId !== '' || isAboutAccount(error)) && (
          <AccountChoice
            accountId={scope.accountId}
            error={error}
            onChange={accountId => change({ accountId })}
          />
        )}
      </div>
    </Section>
  );
}

/** Whether the account has to be chosen before there is an answer. */
export function isAboutAccount(error: Error | null): error is DrsError {
  return (
    error instanceof DrsError &&
    error.details.some(({ field }) => field === 'accountId')
  );
}

/** Which account the plan is for, where the catalog names several. */
function AccountChoice(props: {
  accountId: string;
  error: Error | null;
  onChange: (accountId: string) => void;
}) {
  const t = usePlansWords();
  const accounts = useOperation('list_target_accounts', {
    query: { limit: 200 },
  });
  return (
    <Choice
      label={t('derivation.choice.account')}
      field="accountId"
      findings={isAboutAccount(props.error) ? props.error.details : []}
      value={props.accountId}
      options={(accounts.data?.items ?? []).map(
        ({ accountId, accountName }) => ({
          value: accountId,
          text: `${accountName} (${accountId})`,
        }),
      )}
      onChange={props.onChange}
      help={t('derivation.choice.accountHelp')}
    />
  );
}
