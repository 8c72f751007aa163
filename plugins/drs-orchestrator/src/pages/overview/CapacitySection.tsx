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
import { Link } from '@backstage/core-components';
import type {
  AccountCapacity,
  Capacity,
  ScopeCapacity,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Section } from '../../components/page/Section';
import { UnavailableNotice } from '../../components/servers/UnavailableNotice';
import { listed } from '../../format/counting';
import { usePaths } from '../../routing/usePaths';
import { useOverviewWords } from '../../translations/useOverviewWords';
import { useWords } from '../../translations/useWords';
import { CapacityBar } from '../accounts/CapacityBar';

/** Regions that are shown; the others are less full, and a link away. */
const SHOWN = 6;

const useStyles = makeStyles(theme => ({
  scopes: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(300px, 100%), 1fr))',
    gap: theme.spacing(3, 4),
  },
  title: { fontSize: '1rem', fontWeight: 600, marginBottom: theme.spacing(1) },
  bars: { display: 'grid', gap: theme.spacing(1) },
  more: { marginTop: theme.spacing(2) },
}));

/** What accounts and Regions take, and how much of it is used; the fullest first. */
export function CapacitySection({ capacity }: { capacity: AccountCapacity }) {
  const classes = useStyles();
  const t = useOverviewWords();
  const paths = usePaths();
  const words = useWords();
  const notSetUp = capacity.items.filter(({ initialized }) => !initialized);
  const scopes = capacity.items
    .filter(({ initialized }) => initialized)
    .sort((a, b) => fullness(b) - fullness(a));
  return (
    <Section
      title={t('capacity.title')}
      actions={<Link to={paths.accounts}>{t('capacity.all')}</Link>}
    >
      <UnavailableNotice unavailable={capacity.unavailable} />
      {scopes.length === 0 && (
        <Typography color="textSecondary">{t('capacity.none')}</Typography>
      )}
      <div className={classes.scopes}>
        {scopes.slice(0, SHOWN).map(scope => (
          <div key={`${scope.accountId}/${scope.region}`}>
            <Typography variant="h4" className={classes.title}>
              <Link to={paths.account(scope.accountId)}>
                {t('capacity.scope', {
                  account: scope.accountName,
                  region: scope.region,
                })}
              </Link>
            </Typography>
            <div className={classes.bars}>
              {limitsOf(scope).map(({ name, of }) => (
                <CapacityBar key={name} name={t(`capacity.${name}`)} of={of} />
              ))}
            </div>
          </div>
        ))}
      </div>
      {scopes.length > 0 && notSetUp.length > 0 && (
        <Typography
          variant="body2"
          color="textSecondary"
          className={classes.more}
        >
          {t('capacity.notSetUp', {
            regions: listed(
              words,
              notSetUp.map(({ accountName, region }) =>
                t('capacity.regionOf', { account: accountName, region }),
              ),
            ),
          })}
        </Typography>
      )}
      {scopes.length > SHOWN && (
        <Typography
          variant="body2"
          color="textSecondary"
          className={classes.more}
        >
          {t('capacity.more', { count: scopes.length - SHOWN })}
        </Typography>
      )}
    </Section>
  );
}

/** The limits that a recovery can come up against. */
function limitsOf(scope: ScopeCapacity): {
  name: 'sourceServers' | 'replicating' | 'instances' | 'inJobs';
  of: Capacity;
}[] {
  const own = scope.stagingAccounts.find(
    staging => staging.accountId === scope.accountId,
  );
  return [
    { name: 'sourceServers', of: scope.sourceServers },
    ...(own
      ? [{ name: 'replicating' as const, of: own.replicatingServers }]
      : []),
    { name: 'instances', of: scope.recoveryInstances },
    { name: 'inJobs', of: scope.serversInJobs },
  ];
}

/** The share of its fullest limit. */
function fullness(scope: ScopeCapacity): number {
  return Math.max(
    ...limitsOf(scope).map(({ of }) => of.used / Math.max(1, of.limit)),
  );
}
