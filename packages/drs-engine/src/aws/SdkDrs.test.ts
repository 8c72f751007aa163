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
  startSimulator,
  type Simulator,
} from '@drs-orchestrator/aws-simulator';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Drs } from '../ports/drs';
import type { Logger } from '../ports/logger';
import { AwsDrsAccess } from './AwsDrsAccess';
import { READ_ATTEMPTS } from './clientSettings';
import { SdkDrs } from './SdkDrs';

const accountId = '111122223333';
const scope = { accountId, region: 'us-west-2' };

class Warnings implements Logger {
  readonly told: [string, Record<string, string | number> | undefined][] = [];
  warn(message: string, meta?: Record<string, string | number>) {
    this.told.push([message, meta]);
  }
  error() {}
  info() {}
  debug() {}
}

describe('SdkDrs', () => {
  let aws: Simulator;
  let access: AwsDrsAccess;
  let drs: Drs;

  const accessWith = ({ callTimeoutMs }: { callTimeoutMs: number }) =>
    new AwsDrsAccess({
      findAccount: async () => ({
        roleName: 'DrsOrchestratorRole',
        externalId: 'meridian-dr',
        regions: [scope.region],
      }),
      hubCredentials: async () => ({
        accessKeyId: 'AKIDMERIDIANHUB00001',
        secretAccessKey: 'meridian-development-only',
      }),
      endpoint: aws.url,
      callTimeoutMs,
      logger: new Warnings(),
    });

  beforeAll(async () => {
    // Large enough that each list of one account and Region has several pages.
    aws = await startSimulator({ port: 0, servers: 3_000, speed: 100_000 });
    access = accessWith({ callTimeoutMs: 10_000 });
  });
  afterAll(async () => {
    access.close();
    await aws.close();
  });

  beforeEach(async () => {
    aws.reset();
    drs = await access.drs(scope);
  });

  const blueprints = () =>
    aws.world.servers.filter(
      server =>
        server.accountId === accountId && server.region === scope.region,
    );
  const idOf = (hostname: string): string => {
    const found = blueprints().find(server => server.hostname === hostname);
    if (!found) {
      throw new Error(`${hostname} is not in the world`);
    }
    return found.sourceServerId;
  };
  const healthyIds = (count: number): string[] =>
    blueprints()
      .filter(({ replication }) => replication.kind === 'continuous')
      .slice(0, count)
      .map(({ sourceServerId }) => sourceServerId);

  const calls = (operation: string) => aws.record({ operation });

  /** Asks until it is so; the simulated job takes a moment. */
  async function eventually<T>(
    ask: () => Promise<T>,
    isSo: (answer: T) => boolean,
  ): Promise<T> {
    for (;;) {
      const answer = await ask();
      if (isSo(answer)) {
        return answer;
      }
    }
  }

  const completed = (jobId: string) =>
    eventually(
      async () =>
        (await drs.describeJobs(new Date(0))).find(job => job.jobId === jobId),
      job => job?.status === 'COMPLETED',
    );

  describe('reading', () => {
    it('describes every source server, over all pages', async () => {
      const servers = await drs.describeSourceServers();
      expect(servers.length).toBeGreaterThan(250);
      expect(
        servers.map(({ sourceServerId }) => sourceServerId).sort(),
      ).toEqual(
        blueprints()
          .map(({ sourceServerId }) => sourceServerId)
          .sort(),
      );
      expect(calls('DescribeSourceServers').length).toBeGreaterThan(1);
    });

    it('describes a server as its blueprint is', async () => {
      const servers = await drs.describeSourceServers();
      const blueprint = blueprints().find(
        ({ hostname }) => hostname === 'orders-db-01',
      );
      expect(
        servers.find(({ hostname }) => hostname === 'orders-db-01'),
      ).toEqual({
        ...scope,
        sourceServerId: blueprint?.sourceServerId,
        stagingAccountId: blueprint?.stagingAccountId,
        hostname: 'orders-db-01',
        ipAddresses: [blueprint?.privateIp],
        operatingSystem: blueprint?.hardware.operatingSystem,
        hardware: {
          cpuCores: blueprint?.hardware.cores,
          ramBytes: blueprint?.hardware.ramBytes,
          diskBytes: blueprint?.hardware.disks.reduce(
            (total, disk) => total + disk.bytes,
            0,
          ),
        },
        tags: blueprint?.tags,
        replicationState: 'CONTINUOUS',
        lagSeconds: expect.any(Number),
        hasRecoveryPoint: true,
        lastLaunch: undefined,
        recoveryInstanceId: undefined,
      });
      const stalled = servers.find(
        ({ hostname }) => hostname === 'product-catalog-search-02',
      );
      expect(stalled).toMatchObject({
        replicationState: 'STALLED',
        hasRecoveryPoint: true,
      });
      expect(stalled?.lagSeconds).toBeGreaterThanOrEqual(9 * 3_600);
    });

    it('tells the points in time of a server, newest first, as far as is wanted', async () => {
      const [id] = healthyIds(1);
      const all = await drs.describeRecoverySnapshots(id);
      expect(all.length).toBeGreaterThan(10);
      expect(all[0]).toEqual({
        snapshotId: expect.stringMatching(/^pit-/),
        sourceServerId: id,
        at: expect.any(String),
      });
      const times = all.map(({ at }) => at);
      expect(times).toEqual([...times].sort().reverse());

      const [from, to] = [new Date(all[6].at), new Date(all[2].at)];
      await expect(
        drs.describeRecoverySnapshots(id, { from, to, order: 'ASC' }),
      ).resolves.toEqual(all.slice(2, 7).reverse());
      // As of a time: the newest that is not younger.
      await expect(
        drs.describeRecoverySnapshots(id, { to, limit: 1 }),
      ).resolves.toEqual([all[2]]);
      await expect(
        drs.describeRecoverySnapshots('s-00000000000000000'),
      ).rejects.toMatchObject({ name: 'AwsFailure' });
    });

    it('asks for jobs by their IDs, and for none without', async () => {
      await expect(drs.describeJobsById([])).resolves.toEqual([]);
      expect(calls('DescribeJobs')).toEqual([]);
      const start = () =>
        drs.startRecovery({
          servers: [{ sourceServerId: healthyIds(1)[0] }],
          isDrill: true,
          tags: {},
        });
      const jobId = await start();
      await completed(jobId);
      await start();
      await expect(drs.describeJobsById([jobId])).resolves.toMatchObject([
        { jobId },
      ]);
    });

    it('launches from the point in time that is named', async () => {
      const [id] = healthyIds(1);
      const [, , chosen] = await drs.describeRecoverySnapshots(id);
      await completed(
        await drs.startRecovery({
          servers: [
            { sourceServerId: id, recoverySnapshotId: chosen.snapshotId },
          ],
          isDrill: true,
          tags: {},
        }),
      );
      await expect(drs.describeRecoveryInstances([id])).resolves.toMatchObject([
        { sourceServerId: id, pointInTime: chosen.at },
      ]);
    });

    it('retries with patience where AWS throttles or fails', async () => {
      aws.faults.add({
        match: { operation: 'DescribeJobs' },
        effect: { type: 'throttle', probability: 1 },
        times: 1,
      });
      aws.faults.add({
        match: { operation: 'DescribeJobs' },
        effect: { type: 'error', status: 503, code: 'ServiceUnavailable' },
        times: 1,
      });
      aws.faults.add({
        match: { operation: 'DescribeJobs' },
        effect: { type: 'lostResponse' },
        times: 1,
      });
      await expect(drs.describeJobs(new Date(0))).resolves.toEqual([]);
      expect(calls('DescribeJobs').length).toBeGreaterThanOrEqual(2);
      expect(calls('DescribeJobs').at(-1)?.status).toBe(200);
    });

    it('gives up in the end, and says why', async () => {
      aws.faults.add({
        match: { operation: 'DescribeJobs' },
        effect: { type: 'error', status: 500, code: 'InternalServerException' },
      });
      await expect(drs.describeJobs(new Date(0))).rejects.toMatchObject({
        name: 'AwsFailure',
        kind: 'server-error',
        code: 'InternalServerException',
        requestId: expect.any(String),
      });
      expect(calls('DescribeJobs')).toHaveLength(READ_ATTEMPTS);
    });

    it('does not retry what will not get better', async () => {
      aws.faults.add({
        match: { operation: 'DescribeSourceServers' },
        effect: { type: 'error', status: 403, code: 'AccessDeniedException' },
      });
      await expect(drs.describeSourceServers()).rejects.toMatchObject({
        kind: 'access-denied',
        code: 'AccessDeniedException',
      });
      await expect(
        drs.describeJobLog('drsjob-00000000000000000'),
      ).rejects.toMatchObject({ kind: 'invalid', code: 'ValidationException' });
      expect(calls('DescribeSourceServers')).toHaveLength(1);
      expect(calls('DescribeJobLogItems')).toHaveLength(1);
    });
  });

  describe('launching and terminating', () => {
    it('goes from a tagged job to its instances and back', async () => {
      const ids = [idOf('orders-db-01'), idOf('orders-db-02')];
      const before = new Date();
      const jobId = await drs.startRecovery({
        servers: ids.map(sourceServerId => ({ sourceServerId })),
        isDrill: true,
        tags: { 'drs-orchestrator:intent': 'intent-1' },
      });
      const job = await completed(jobId);
      expect(job).toMatchObject({
        jobId,
        type: 'LAUNCH',
        status: 'COMPLETED',
        tags: { 'drs-orchestrator:intent': 'intent-1' },
        endedAt: expect.any(String),
        servers: ids.map(sourceServerId => ({
          sourceServerId,
          launchStatus: 'LAUNCHED',
          recoveryInstanceId: expect.stringMatching(/^i-/),
        })),
      });
      expect(aws.launches()).toMatchObject(
        ids.map(sourceServerId => ({ sourceServerId, jobId, isDrill: true })),
      );

      const log = await drs.describeJobLog(jobId);
      expect(log.map(({ event }) => event)).toEqual(
        expect.arrayContaining(['JOB_START', 'LAUNCH_START', 'JOB_END']),
      );
      expect(new Set(log.map(line => line.jobId))).toEqual(new Set([jobId]));

      const instances = await drs.describeRecoveryInstances(ids);
      expect(instances).toHaveLength(2);
      for (const instance of instances) {
        expect(instance).toMatchObject({
          jobId,
          pointInTime: expect.stringMatching(/^\d{4}-.*Z$/),
          isDrill: true,
          privateIp: expect.any(String),
          ec2State: 'RUNNING',
        });
      }
      const [server] = (await drs.describeSourceServers()).filter(
        ({ sourceServerId }) => sourceServerId === ids[0],
      );
      expect(server).toMatchObject({
        lastLaunch: { jobId, type: 'DRILL', status: 'LAUNCHED' },
        recoveryInstanceId: expect.stringMatching(/^i-/),
      });

      const termination = await drs.terminateRecoveryInstances(
        instances.map(({ recoveryInstanceId }) => recoveryInstanceId),
      );
      await expect(completed(termination)).resolves.toMatchObject({
        type: 'TERMINATE',
      });
      const jobs = await drs.describeJobs(before);
      expect(jobs.map(found => found.jobId).sort()).toEqual(
        [jobId, termination].sort(),
      );
      const later = new Date(Date.now() + 3_600_000);
      await expect(drs.describeJobs(later)).resolves.toEqual([]);
    });

    it('asks for the instances of no server, of one, and of hundreds', async () => {
      const ids = healthyIds(300);
      for (let at = 0; at < ids.length; at += 100) {
        await completed(
          await drs.startRecovery({
            servers: ids
              .slice(at, at + 100)
              .map(sourceServerId => ({ sourceServerId })),
            isDrill: true,
            tags: {},
          }),
        );
      }
      await expect(drs.describeRecoveryInstances([])).resolves.toEqual([]);
      expect(calls('DescribeRecoveryInstances')).toHaveLength(0);
      await expect(
        drs.describeRecoveryInstances(ids.slice(0, 1)),
      ).resolves.toMatchObject([{ sourceServerId: ids[0] }]);
      const instances = await drs.describeRecoveryInstances(ids);
      expect(
        instances.map(({ sourceServerId }) => sourceServerId).sort(),
      ).toEqual([...ids].sort());
    });

    it('tells a conflict from a refusal', async () => {
      aws.setSpeed(1);
      const request = {
        servers: [{ sourceServerId: idOf('orders-web-01') }],
        isDrill: true,
        tags: {},
      };
      await drs.startRecovery(request);
      await expect(drs.startRecovery(request)).rejects.toMatchObject({
        name: 'AwsFailure',
        kind: 'conflict',
        code: 'ConflictException',
        mayHaveHappened: false,
      });
      await expect(drs.terminateRecoveryInstances([])).rejects.toMatchObject({
        kind: 'invalid',
      });
      aws.setSpeed(100_000);
    });
  });

  describe('sending once', () => {
    const request = () => ({
      servers: [{ sourceServerId: idOf('orders-app-01') }],
      isDrill: true,
      tags: {},
    });

    it.each([
      [
        'throttling',
        {
          type: 'throttle' as const,
          probability: 1,
          retryAfterSeconds: 3,
        },
        {
          kind: 'throttled',
          code: 'ThrottlingException',
          retryAfterSeconds: 3,
          mayHaveHappened: false,
        },
        0,
      ],
      [
        'a failure of the service',
        {
          type: 'error' as const,
          status: 500,
          code: 'InternalServerException',
        },
        { kind: 'server-error', mayHaveHappened: true },
        0,
      ],
      [
        'an answer that is lost',
        { type: 'lostResponse' as const },
        { kind: 'no-answer', mayHaveHappened: true },
        1,
      ],
    ])('holds under %s', async (_, effect, failure, launches) => {
      aws.faults.add({ match: { operation: 'StartRecovery' }, effect });
      await expect(drs.startRecovery(request())).rejects.toMatchObject({
        name: 'AwsFailure',
        ...failure,
      });
      expect(calls('StartRecovery')).toHaveLength(1);
      expect(aws.launches()).toHaveLength(launches);

      aws.faults.clear();
      aws.faults.add({
        match: { operation: 'TerminateRecoveryInstances' },
        effect,
      });
      await expect(
        drs.terminateRecoveryInstances(['i-0123456789abcdef0']),
      ).rejects.toMatchObject({ name: 'AwsFailure' });
      expect(calls('TerminateRecoveryInstances')).toHaveLength(1);
    });

    it('holds when the answer comes too late', async () => {
      aws.faults.add({
        match: { operation: 'StartRecovery' },
        effect: { type: 'lateResponse', ms: 3_000 },
      });
      const impatient = accessWith({ callTimeoutMs: 1_000 });
      const impatientDrs = await impatient.drs(scope);
      await expect(impatientDrs.startRecovery(request())).rejects.toMatchObject(
        { kind: 'no-answer', mayHaveHappened: true },
      );
      expect(calls('StartRecovery')).toHaveLength(1);
      expect(aws.launches()).toHaveLength(1);
      impatient.close();
    });
  });
});

describe('SdkDrs before an AWS that misbehaves', () => {
  let server: Server;
  let requests: { url: string; userAgent: string }[];
  let warnings: Warnings;
  let answer: (body: string, response: ServerResponse) => void;
  let drs: SdkDrs;
  let opened: SdkDrs[];

  function drsWith(callTimeoutMs: number): SdkDrs {
    const address = server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('The server does not listen');
    }
    const created = new SdkDrs({
      scope,
      credentials: async () => ({ accessKeyId: 'A', secretAccessKey: 'S' }),
      endpoint: `http://127.0.0.1:${address.port}`,
      callTimeoutMs,
      userAgentSuffix: 'drs-orchestrator/0.1.0',
      logger: warnings,
    });
    opened.push(created);
    return created;
  }

  beforeEach(async () => {
    opened = [];
    requests = [];
    warnings = new Warnings();
    server = createServer((incoming, outgoing) => {
      requests.push({
        url: incoming.url ?? '',
        userAgent: incoming.headers['user-agent'] ?? '',
      });
      let body = '';
      incoming.on('data', chunk => (body += chunk));
      incoming.on('end', () => answer(body, outgoing));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    drs = drsWith(10_000);
  });
  afterEach(async () => {
    opened.forEach(each => each.close());
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  const start = (by: Drs = drs) =>
    by.startRecovery({
      servers: [{ sourceServerId: 's-1' }],
      isDrill: true,
      tags: {},
    });

  it('waits no longer than the time-out for one that is silent', async () => {
    answer = () => {};
    const began = performance.now();
    await expect(start(drsWith(500))).rejects.toMatchObject({
      name: 'AwsFailure',
      kind: 'no-answer',
    });
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(requests).toHaveLength(1);
  });

  it('waits no longer for one that answers drop by drop', async () => {
    const drops: NodeJS.Timeout[] = [];
    answer = (_, response) => {
      response.writeHead(202, { 'content-type': 'application/json' });
      drops.push(setInterval(() => response.write(' '), 20));
    };
    await expect(start(drsWith(500))).rejects.toMatchObject({
      kind: 'no-answer',
    });
    expect(requests).toHaveLength(1);
    drops.forEach(clearInterval);
  });

  it('asks a silent one again where it only reads', async () => {
    answer = () => {};
    await expect(drsWith(300).describeJobs(new Date(0))).rejects.toMatchObject({
      kind: 'no-answer',
      code: 'TimeoutError',
    });
    expect(requests).toHaveLength(READ_ATTEMPTS);
  });

  it.each([
    ['is no JSON', 202, '<html></html>', 'no-answer'],
    ['names no job', 202, '{}', 'no-answer'],
    ['is an error that is no JSON', 502, '<html></html>', 'server-error'],
    ['is an empty error', 503, '', 'server-error'],
    ['is a refusal of a proxy', 403, '<html></html>', 'access-denied'],
  ])(
    'takes an answer that %s for what it is',
    async (_, status, body, kind) => {
      answer = (__, response) => {
        response.writeHead(status);
        response.end(body);
      };
      await expect(start()).rejects.toMatchObject({ name: 'AwsFailure', kind });
      expect(requests).toHaveLength(1);
    },
  );

  it('leaves out records that cannot be used, and says so', async () => {
    answer = (_, response) =>
      response.end(
        JSON.stringify({
          items: [
            { jobID: 'drsjob-1', creationDateTime: '2026-11-21T12:00:00Z' },
            { jobID: 'drsjob-2' },
          ],
        }),
      );
    await expect(drs.describeJobs(new Date(0))).resolves.toMatchObject([
      { jobId: 'drsjob-1' },
    ]);
    expect(warnings.told).toEqual([
      [
        'Left out a job that DRS described in part',
        { ...scope, problems: expect.stringContaining('creationDateTime') },
      ],
    ]);
  });

  it('asks from the beginning of a second on, and says who asks', async () => {
    const asked: string[] = [];
    answer = (body, response) => {
      asked.push(body);
      response.end('{"items":[]}');
    };
    await drs.describeJobs(new Date('2026-11-21T12:00:00.900Z'));
    expect(asked).toEqual([
      '{"filters":{"fromDate":"2026-11-21T12:00:00.000Z"}}',
    ]);
    expect(requests).toEqual([
      {
        url: '/DescribeJobs',
        userAgent: expect.stringContaining('drs-orchestrator/0.1.0'),
      },
    ]);
  });
});
