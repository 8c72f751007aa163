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

import { Link } from '@backstage/core-components';
import type { TargetAccount } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Facts } from '../../components/page/Facts';
import { usePaths } from '../../routing/usePaths';

/** What is on record of a target account. */
export function AccountFacts({ account }: { account: TargetAccount }) {
  const paths = usePaths();
  return (
    <Facts
      items={[
        { term: 'Account ID', value: account.accountId },
        { term: 'Role to assume', value: account.roleName },
        { term: 'Regions', value: account.regions.join(', ') },
        {
          term: 'Servers',
          value: (
            <Link to={`${paths.servers}?account=${account.accountId}`}>
              See its servers
            </Link>
          ),
        },
      ]}
    />
  );
}
