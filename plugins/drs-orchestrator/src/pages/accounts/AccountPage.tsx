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

import { useParams } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/core-components';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { PageBody, PageRoom } from '../../components/page/PageBody';
import { Facts } from '../../components/page/Facts';
import { Section } from '../../components/page/Section';
import { EntityName } from '../../components/people/EntityName';
import { Instant } from '../../components/time/Instant';
import { usePaths } from '../../routing/usePaths';
import { AccountFacts } from './AccountFacts';

/** One target account. */
export function AccountPage() {
  const { accountId = '' } = useParams();
  const paths = usePaths();
  const account = useOperation('get_target_account', { params: { accountId } });
  if (!account.data) {
    return (
      <PageRoom>
        <Answer of={account} what={`account ${accountId}`}>
          {() => null}
        </Answer>
      </PageRoom>
    );
  }
  const { data } = account;
  return (
    <BreadcrumbEntry
      entry={{ label: data.accountName, href: paths.account(accountId) }}
    >
      <PageBody
        title={data.accountName}
        lead={`Servers are recovered here in ${data.regions.join(' and ')}.`}
      >
        <Section title="On record">
          <AccountFacts account={data} />
        </Section>
        <Section title="Recovered into, by Region">
          <Facts
            items={data.regions.map(region => ({
              term: region,
              value: (
                <Link
                  to={`${paths.servers}?account=${accountId}&region=${region}`}
                >
                  Servers in {region}
                </Link>
              ),
            }))}
          />
        </Section>
        <Section title="History">
          <Facts
            items={[
              { term: 'Added', value: <Instant at={data.createdAt} /> },
              {
                term: 'Added by',
                value: <EntityName entityRef={data.createdBy} />,
              },
              { term: 'Changed', value: <Instant at={data.updatedAt} /> },
              { term: 'Version', value: data.version },
            ]}
          />
        </Section>
      </PageBody>
    </BreadcrumbEntry>
  );
}
