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
  ScopeCapacity,
  StagingCapacity,
  TargetAccount,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { Section } from '../../components/page/Section';
import { UnavailableNotice } from '../../components/servers/UnavailableNotice';
import { usePaths } from '../../routing/usePaths';
import type { AccountsWords } from '../../translations/accounts';
import { useAccountsWords } from '../../translations/useAccountsWords';
import { CapacityBar } from './CapacityBar';

const useStyles = makeStyles(theme => ({
  region: {
    '& + &': {
      borderTop: `1px solid ${theme.palette.divider}`,
      marginTop: theme.spacing(2.5),
      paddingTop: theme.spacing(2),
    },
  },
  title: { fontSize: '1rem', fontWeight: 600, marginBottom: theme.spacing(1) },
  more: { marginTop: theme.spacing(1.5) },
  bars: {
    display: 'grid',
    gap: theme.spacing(2, 4),
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))',
  },
}));

/** What the Regions and staging accounts of an account take, and how much of it is used. */
export function CapacitySection({ account }: { account: TargetAccount }) {
  const t = useAccountsWords();
  const { accountId } = account;
  const capacity = useOperation(
    'get_drs_account_capacity',
    { query: { accountId } },
    { pollEvery: 60_000 },
  );
  return (
    <Section title={t('capacity.title')}>
      <Answer of={capacity} what={t('capacity.what')} rows={3}>
        {({ items, unavailable }) => (
          <>
            <UnavailableNotice unavailable={unavailable} />
            {items.length === 0 && (
              <Typography variant="body2" color="textSecondary">
                {t('capacity.unknown')}
              </Typography>
            )}
            {items.map(item => (
              <RegionCapacity key={item.region} capacity={item} />
            ))}
          </>
        )}
      </Answer>
    </Section>
  );
}

function RegionCapacity({ capacity }: { capacity: ScopeCapacity }) {
  const t = useAccountsWords();
  const classes = useStyles();
  const paths = usePaths();
  const { accountId, region } = capacity;
  return (
    <div className={classes.region}>
      <Typography variant="h4" className={classes.title}>
        {region}
      </Typography>
      {capacity.initialized ? (
        <>
          <div className={classes.bars}>
            <CapacityBar
              name={t('capacity.sourceServers')}
              of={capacity.sourceServers}
              note={
                capacity.extendedSourceServers > 0
                  ? t('capacity.extended', {
                      count: capacity.extendedSourceServers,
                    })
                  : undefined
              }
            />
            {capacity.stagingAccounts.map(staging => (
              <CapacityBar
                key={staging.accountId}
                name={
                  staging.accountId === accountId
                    ? t('capacity.replicating')
                    : t('capacity.staging', { account: staging.accountId })
                }
                of={staging.replicatingServers}
                note={noteOf(t, staging)}
              />
            ))}
            <CapacityBar
              name={t('capacity.instances')}
              of={capacity.recoveryInstances}
            />
            <CapacityBar name={t('capacity.jobs')} of={capacity.jobs} />
            <CapacityBar
              name={t('capacity.serversInJobs')}
              of={capacity.serversInJobs}
            />
          </div>
          {capacity.sourceServers.used > 0 && (
            <Typography variant="body2" className={classes.more}>
              <Link
                to={`${paths.servers}?account=${accountId}&region=${region}`}
              >
                {t('capacity.seeServers', {
                  count: capacity.sourceServers.used,
                  region,
                })}
              </Link>
            </Typography>
          )}
        </>
      ) : (
        <Typography variant="body2" color="textSecondary">
          {t('capacity.notSetUp')}
        </Typography>
      )}
    </div>
  );
}

function noteOf(
  t: AccountsWords,
  { onRecord, observed }: StagingCapacity,
): string | undefined {
  if (!onRecord) {
    return t('capacity.notOnRecord');
  }
  return observed ? undefined : t('capacity.notEntered');
}
