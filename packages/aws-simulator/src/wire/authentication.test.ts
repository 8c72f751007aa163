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

import { Simulator, startSimulator } from '../simulator';
import { COMMERCE, keysOf, serverIds } from '../__testUtils__/clients';
import { RawRequest, sendSigned } from '../__testUtils__/signed-request';
import { ManualClock } from '../time/clock';

describe('signatures', () => {
  let clock: ManualClock;
  let aws: Simulator;

  beforeAll(async () => {
    clock = new ManualClock();
    aws = await startSimulator({ port: 0, speed: 1, clock });
  });
  afterAll(() => aws.close());

  const send = async (request: Partial<RawRequest>) => {
    const response = await sendSigned({
      url: aws.url,
      keys: keysOf(aws, COMMERCE),
      service: 'drs',
      path: '/DescribeJobs',
      body: '{}',
      ...request,
    });
    return {
      status: response.status,
      type: response.headers.get('x-amzn-errortype'),
      body: await response.text(),
    };
  };
  const form = (service: 'ec2' | 'sts'): Partial<RawRequest> => ({
    service,
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body:
      service === 'ec2'
        ? 'Action=DescribeInstances&Version=2016-11-15'
        : 'Action=GetCallerIdentity&Version=2011-06-15',
  });

  it('are accepted when they are right', async () => {
    expect(await send({})).toMatchObject({ status: 200 });
    expect(await send(form('ec2'))).toMatchObject({ status: 200 });
    expect(await send(form('sts'))).toMatchObject({ status: 200 });
    const { sourceServerId, region } = aws.world.servers[0];
    const arn = `arn:aws:drs:${region}:${COMMERCE}:source-server/${sourceServerId}`;
    expect(
      await send({
        method: 'DELETE',
        path: `/tags/${encodeURIComponent(arn)}`,
        query: { tagKeys: ['b', 'a b', "it's (one)*!"] },
        body: '',
      }),
    ).toMatchObject({ status: 200 });
  });

  const WRONG: Array<
    [string, (aws: Simulator) => Partial<RawRequest>, string, string, string]
  > = [
    [
      'the secret',
      simulator => ({
        keys: { ...keysOf(simulator, COMMERCE), secretAccessKey: 'wrong' },
      }),
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      'AuthFailure',
    ],
    [
      'the access key',
      () => ({
        keys: { accessKeyId: 'AKIDNOBODY', secretAccessKey: 'x' },
      }),
      'UnrecognizedClientException',
      'InvalidClientTokenId',
      'AuthFailure',
    ],
    [
      'the session token',
      simulator => ({
        keys: { ...keysOf(simulator, COMMERCE), sessionToken: 'bm9uc2Vuc2U=' },
      }),
      'UnrecognizedClientException',
      'InvalidClientTokenId',
      'AuthFailure',
    ],
    [
      'the time',
      () => ({ signingDate: new Date(Date.now() - 6 * 60_000) }),
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      'RequestExpired',
    ],
    [
      'the Region',
      () => ({ region: 'mars' }),
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      'AuthFailure',
    ],
    [
      'a header, changed after signing',
      () => ({
        headers: undefined,
        tamper: signed => {
          signed.headers['x-amz-date'] = signed.headers['x-amz-date'].replace(
            /\d\dZ$/,
            '61Z',
          );
        },
      }),
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      'AuthFailure',
    ],
    [
      'a header that is not signed',
      () => ({
        tamper: signed => {
          signed.headers['x-amz-meta-mine'] = 'more';
        },
      }),
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      'AuthFailure',
    ],
    [
      'the body, changed after signing',
      () => ({
        tamper: signed => {
          signed.body = `${signed.body} `;
        },
      }),
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      'AuthFailure',
    ],
    [
      'the header itself',
      () => ({
        tamper: signed => {
          signed.headers.authorization = 'AWS4-HMAC-SHA256 Credential=x/y';
        },
      }),
      'IncompleteSignatureException',
      'IncompleteSignature',
      'IncompleteSignature',
    ],
    [
      'its absence',
      () => ({
        tamper: signed => {
          delete signed.headers.authorization;
        },
      }),
      'MissingAuthenticationTokenException',
      'MissingAuthenticationToken',
      'MissingParameter',
    ],
  ];

  it.each(WRONG)(
    'are refused in the words of each service for what is wrong: %s',
    async (_, wrong, drsCode, stsCode, ec2Code) => {
      const request = wrong(aws);
      const drs = await send({ ...request, headers: {} });
      expect(drs).toMatchObject({ status: 403, type: drsCode });
      expect(JSON.parse(drs.body)).toEqual({ message: expect.any(String) });
      const sts = await send({ ...request, ...form('sts') });
      expect(sts.body).toContain(`<Code>${stsCode}</Code>`);
      const ec2 = await send({ ...request, ...form('ec2') });
      expect(ec2.body).toContain(`<Code>${ec2Code}</Code>`);
      expect(ec2.body).toMatch(/<RequestID>[0-9a-f-]{36}<\/RequestID>/);
    },
  );

  it('let no call take effect that they do not cover', async () => {
    const [id] = serverIds(aws, 'orders-db-01');
    const refused = await send({
      path: '/StartRecovery',
      body: '{"sourceServers":[]}',
      tamper: signed => {
        signed.body = `{"sourceServers":[{"sourceServerID":"${id}"}]}`;
      },
    });
    expect(refused.type).toBe('InvalidSignatureException');
    expect(aws.launches()).toEqual([]);
  });

  it('are asked of services and operations that exist', async () => {
    expect(await send({ path: '/EraseEverything' })).toMatchObject({
      status: 404,
      type: 'UnknownOperationException',
    });
    expect(await send({ path: '/TagResource' })).toMatchObject({ status: 404 });
    expect(await send({ method: 'GET', body: '' })).toMatchObject({
      status: 404,
    });
    expect(await send({ service: 'iot' })).toMatchObject({ status: 404 });
    expect(await send({ body: '{"maxResults":' })).toMatchObject({
      status: 400,
      type: 'SerializationException',
    });
    expect(
      await send({ body: JSON.stringify({ padding: 'x'.repeat(1_100_000) }) }),
    ).toMatchObject({ status: 413 });
    for (const service of ['sts', 'ec2'] as const) {
      const { status, body } = await send({
        ...form(service),
        body: 'Action=EraseEverything&Version=2011-06-15',
      });
      expect(status).toBe(400);
      expect(body).toContain('<Code>InvalidAction</Code>');
    }
  });
});
