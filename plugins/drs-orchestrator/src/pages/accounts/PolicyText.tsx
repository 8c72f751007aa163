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
import type { AccountFinding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { CopyButton } from '../../components/control/CopyButton';
import type { AccountsWords } from '../../translations/accounts';
import { useAccountsWords } from '../../translations/useAccountsWords';

type Policy = NonNullable<AccountFinding['policies']>[number];

const useStyles = makeStyles(theme => ({
  root: {
    margin: theme.spacing(1, 0),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    background: theme.palette.background.default,
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    padding: theme.spacing(0.25, 0.5, 0.25, 1.5),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  words: { overflowWrap: 'anywhere' },
  text: {
    margin: 0,
    padding: theme.spacing(1, 1.5),
    fontFamily: 'monospace',
    fontSize: theme.typography.body2.fontSize,
    lineHeight: 1.5,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
}));

/** A policy document with the statements, ready to be pasted. */
export const policyDocument = ({ statements }: Policy): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);

const headingOf = (
  t: AccountsWords,
  { kind, accountId, identity }: Policy,
): string =>
  kind === 'TRUST'
    ? t('policy.trust', { role: identity, account: accountId })
    : t('policy.permissions', { identity, account: accountId });

/** The text of a policy that mends a finding. */
export function PolicyText({ policy }: { policy: Policy }) {
  const t = useAccountsWords();
  const classes = useStyles();
  const heading = headingOf(t, policy);
  const text = policyDocument(policy);
  return (
    <figure className={classes.root} aria-label={heading}>
      <figcaption className={classes.head}>
        <Typography variant="body2" component="span" className={classes.words}>
          {heading}
        </Typography>
        <CopyButton text={text} label={t('policy.copy', { policy: heading })} />
      </figcaption>
      <pre className={classes.text}>{text}</pre>
    </figure>
  );
}
