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

import {
  CreateExtendedSourceServerCommand,
  DescribeSourceServersCommand,
  ListExtensibleSourceServersCommand,
  ListStagingAccountsCommand,
  StartRecoveryCommand,
} from '@aws-sdk/client-drs';
import {
  clients,
  COMMERCE,
  destroy,
  keysOf,
  LOGISTICS,
  STAGING,
} from '../__testUtils__/clients';
import { Simulator, startSimulator } from '../simulator';

describe('extended source servers', () => {
  let aws: Simulator;
  let commerce: ReturnType<typeof clients>;

  beforeAll(async () => {
    aws = await startSimulator({ port: 0 });
    commerce = clients(aws, keysOf(aws, COMMERCE));
  });
  afterAll(async () => {
    destroy(commerce);
    await aws.close();
  });
  beforeEach(() => aws.reset());

  const extensible = async ({ drs } = commerce, stagingAccountID = STAGING) =>
    (
      await drs.send(
        new ListExtensibleSourceServersCommand({ stagingAccountID }),
      )
    ).items ?? [];
  const extend = (sourceServerArn: string | undefined) =>
    commerce.drs.send(
      new CreateExtendedSourceServerCommand({ sourceServerArn }),
    );

  it('are made of the servers of a staging account, once each', async () => {
    const before = await extensible();
    expect(before.map(server => server.hostname).sort()).toEqual([
      'loyalty-app-01',
      'loyalty-app-02',
      'loyalty-db-01',
      'loyalty-web-01',
    ]);
    expect(
      (await commerce.drs.send(new ListStagingAccountsCommand({}))).accounts,
    ).toEqual([]);

    const { sourceServer: made } = await extend(before[0].arn);
    expect(made).toMatchObject({
      stagingArea: {
        status: 'EXTENDED',
        stagingAccountID: STAGING,
        stagingSourceServerArn: before[0].arn,
      },
    });
    expect(made?.sourceServerID).not.toBe(before[0].arn?.split('/')[1]);
    expect(await extensible()).toHaveLength(3);
    expect(
      (await commerce.drs.send(new ListStagingAccountsCommand({}))).accounts,
    ).toEqual([{ accountID: STAGING }]);
    await expect(extend(before[0].arn)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('already extended'),
    });

    const { items = [] } = await commerce.drs.send(
      new DescribeSourceServersCommand({
        filters: { stagingAccountIDs: [STAGING] },
      }),
    );
    expect(items.map(server => server.sourceServerID)).toEqual([
      made?.sourceServerID,
    ]);
    // And it is recovered like any other.
    const { job } = await commerce.drs.send(
      new StartRecoveryCommand({
        sourceServers: [{ sourceServerID: made?.sourceServerID }],
        isDrill: true,
      }),
    );
    expect(job?.participatingServers).toMatchObject([
      { sourceServerID: made?.sourceServerID },
    ]);
  });

  it('are refused to an account that the staging account does not trust', async () => {
    const logistics = clients(aws, keysOf(aws, LOGISTICS));
    await expect(extensible(logistics)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    // An account that is none of the company's looks the same.
    await expect(extensible(commerce, '123456789012')).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    destroy(logistics);
  });

  it('are refused while the staging area has the default EBS key', async () => {
    const europe = clients(aws, keysOf(aws, COMMERCE), 'eu-west-1');
    const [server] = await extensible(europe);
    await expect(
      europe.drs.send(
        new CreateExtendedSourceServerCommand({ sourceServerArn: server.arn }),
      ),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('default EBS encryption key'),
    });
    expect(await extensible(europe)).toHaveLength(2);
    destroy(europe);
  });

  it('count as source servers of the account', async () => {
    const [server] = await extensible();
    aws.quotas.apply({ account: COMMERCE, quotaCode: 'L-E28BE5E0', value: 22 });
    await expect(extend(server.arn)).rejects.toMatchObject({
      name: 'ServiceQuotaExceededException',
      quotaCode: 'L-E28BE5E0',
    });
    expect(await extensible()).toHaveLength(4);
  });

  it('are those beyond 300 in a larger world, and known to both accounts', async () => {
    const large = await startSimulator({ port: 0, servers: 3_000 });
    const target = clients(large, keysOf(large, COMMERCE));
    const { accounts = [] } = await target.drs.send(
      new ListStagingAccountsCommand({ maxResults: 1 }),
    );
    expect(accounts).toHaveLength(1);
    const [{ accountID = '' }] = accounts;
    // All that replicates there is extended already.
    expect(await extensible(target, accountID)).toEqual([]);
    const staged = large.world.stagingServers.filter(
      server => server.accountId === accountID && server.region === 'us-west-2',
    );
    const extended = large.world.servers.filter(
      server =>
        server.stagingAccountId === accountID && server.region === 'us-west-2',
    );
    expect(staged.length).toBeGreaterThan(0);
    expect(staged.map(server => server.sourceServerId)).toEqual(
      extended.map(server => server.stagingSourceServerId),
    );
    destroy(target);
    await large.close();
  });
});
