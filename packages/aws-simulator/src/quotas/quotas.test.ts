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

import { StartRecoveryCommand } from '@aws-sdk/client-drs';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ListAWSDefaultServiceQuotasCommand,
  ListServiceQuotasCommand,
  paginateListServiceQuotas,
} from '@aws-sdk/client-service-quotas';
import { Simulator, startSimulator } from '../simulator';
import {
  clients,
  COMMERCE,
  destroy,
  keysOf,
  LOGISTICS,
} from '../__testUtils__/clients';
import { ManualClock } from '../time/clock';

describe('Service Quotas', () => {
  let aws: Simulator;
  let commerce: ReturnType<typeof clients>;

  beforeEach(async () => {
    aws = await startSimulator({
      port: 0,
      clock: new ManualClock(),
      servers: 2_000,
    });
    commerce = clients(aws, keysOf(aws, COMMERCE));
  });
  afterEach(async () => {
    destroy(commerce);
    await aws.close();
  });

  const values = async (from = commerce) => {
    const { Quotas = [] } = await from.quotas.send(
      new ListServiceQuotasCommand({ ServiceCode: 'drs' }),
    );
    return Object.fromEntries(Quotas.map(q => [q.QuotaCode, q.Value]));
  };
  const start = (servers: number) => {
    const ids = aws.world.servers
      .filter(
        s =>
          s.accountId === COMMERCE &&
          s.region === 'us-west-2' &&
          s.replication.kind === 'continuous',
      )
      .map(s => ({ sourceServerID: s.sourceServerId }));
    return commerce.drs.send(
      new StartRecoveryCommand({ sourceServers: ids.slice(0, servers) }),
    );
  };

  it('say what DRS allows', async () => {
    expect(await values()).toEqual({
      'L-05AFA8C6': 500,
      'L-B827C881': 100,
      'L-C1D14A2B': 300,
      'L-D88FAC3A': 20,
      'L-DD6D028C': 1,
      'L-E28BE5E0': 4_000,
    });
    const { Quota } = await commerce.quotas.send(
      new GetServiceQuotaCommand({
        ServiceCode: 'drs',
        QuotaCode: 'L-D88FAC3A',
      }),
    );
    expect(Quota).toMatchObject({
      ServiceName: 'AWS Elastic Disaster Recovery',
      QuotaArn: `arn:aws:servicequotas:us-west-2:${COMMERCE}:drs/L-D88FAC3A`,
      QuotaName: 'Max number of concurrent jobs in progress',
      Value: 20,
      Adjustable: true,
      GlobalQuota: false,
    });
    const codes: (string | undefined)[] = [];
    for await (const page of paginateListServiceQuotas(
      { client: commerce.quotas, pageSize: 4 },
      { ServiceCode: 'drs' },
    )) {
      codes.push(...(page.Quotas ?? []).map(q => q.QuotaCode));
    }
    expect(codes).toEqual(Object.keys(await values()));
  });

  it('say what an account has been granted, which is what counts', async () => {
    aws.quotas.apply({
      account: COMMERCE,
      quotaCode: 'L-B827C881',
      value: 150,
    });
    aws.quotas.apply({
      account: COMMERCE,
      region: 'us-west-2',
      quotaCode: 'L-D88FAC3A',
      value: 1,
    });
    expect(await values()).toMatchObject({
      'L-B827C881': 150,
      'L-D88FAC3A': 1,
    });
    const { Quotas } = await commerce.quotas.send(
      new ListAWSDefaultServiceQuotasCommand({ ServiceCode: 'drs' }),
    );
    expect(Quotas?.find(q => q.QuotaCode === 'L-B827C881')?.Value).toBe(100);
    const logistics = clients(aws, keysOf(aws, LOGISTICS));
    expect(await values(logistics)).toMatchObject({ 'L-B827C881': 100 });
    destroy(logistics);

    await expect(start(151)).rejects.toMatchObject({
      name: 'ServiceQuotaExceededException',
      quotaCode: 'L-B827C881',
    });
    await start(150);
    await expect(start(151)).rejects.toMatchObject({
      name: 'ServiceQuotaExceededException',
    });
    expect(aws.launches()).toHaveLength(150);
  });

  it('refuse what they do not know, may not tell, or are asked too often', async () => {
    await expect(
      commerce.quotas.send(
        new ListServiceQuotasCommand({ ServiceCode: 'ec3' }),
      ),
    ).rejects.toMatchObject({
      name: 'NoSuchResourceException',
      message: expect.stringContaining('service does not exist'),
    });
    await expect(
      commerce.quotas.send(
        new GetAWSDefaultServiceQuotaCommand({
          ServiceCode: 'drs',
          QuotaCode: 'L-00000000',
        }),
      ),
    ).rejects.toMatchObject({ name: 'NoSuchResourceException' });
    aws.faults.add({
      effect: { type: 'accessDenied', actions: ['servicequotas:List*'] },
    });
    await expect(values()).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:iam::${COMMERCE}:user/drs-orchestrator is not authorized to perform: servicequotas:ListServiceQuotas`,
    });
    aws.faults.clear();
    aws.faults.add({
      match: { service: 'servicequotas' },
      effect: { type: 'throttle', probability: 1 },
    });
    await expect(values()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
    });
  });
});
