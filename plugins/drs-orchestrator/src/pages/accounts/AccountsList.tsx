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
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { usePermissionTo } from '../../api/access';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { EmptyState } from '../../components/answer/EmptyState';
import { ActionButton } from '../../components/control/ActionButton';
import { PageBody } from '../../components/page/PageBody';
import { Pager } from '../../components/table/Pager';
import {
  cursorOf,
  useCursorPages,
} from '../../components/table/useCursorPages';
import { usePaths } from '../../routing/usePaths';
import { useUrlState } from '../../routing/useUrlState';
import { AccountFacts } from './AccountFacts';
import { NewAccountDialog } from './NewAccountDialog';

const useStyles = makeStyles(theme => ({
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(360px, 100%), 1fr))',
    gap: theme.spacing(2),
  },
  card: { padding: theme.spacing(2.5) },
  title: {
    fontSize: '1.1rem',
    fontWeight: 600,
    marginBottom: theme.spacing(1.5),
  },
}));

/** The accounts where servers are recovered. */
export function AccountsList() {
  const classes = useStyles();
  const paths = usePaths();
  const url = useUrlState();
  const [adding, setAdding] = useState(false);
  const manage = usePermissionTo('manageAccounts');
  const accounts = useOperation(
    'list_target_accounts',
    { query: { limit: 50, cursor: cursorOf(url) } },
    { keepPrevious: true },
  );
  const pages = useCursorPages(url, accounts.data?.nextCursor);
  const add = (
    <ActionButton
      variant="main"
      access={manage}
      onClick={() => setAdding(true)}
    >
      Add account
    </ActionButton>
  );
  return (
    <PageBody
      title="Accounts"
      lead="The AWS accounts where servers are recovered, and the role that the orchestrator assumes in each."
      actions={add}
    >
      <Answer of={accounts} what="the target accounts">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="No account is on record" action={add}>
              A target account is an AWS account in which DRS keeps copies of
              servers ready. Put the first one on record with the name of the
              role to assume in it; its servers then appear under Servers.
            </EmptyState>
          ) : (
            <>
              <div className={classes.cards}>
                {items.map(account => (
                  <Paper
                    key={account.accountId}
                    variant="outlined"
                    component="article"
                    className={classes.card}
                  >
                    <Typography variant="h3" className={classes.title}>
                      <Link to={paths.account(account.accountId)}>
                        {account.accountName}
                      </Link>
                    </Typography>
                    <AccountFacts account={account} />
                  </Paper>
                ))}
              </div>
              <Pager
                label={`Page ${pages.pageNumber}`}
                onPrevious={pages.onPrevious}
                onNext={pages.onNext}
              />
            </>
          )
        }
      </Answer>
      {adding && <NewAccountDialog onClose={() => setAdding(false)} />}
    </PageBody>
  );
}
