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
  DescribeJobLogItemsCommand,
  DescribeJobsCommand,
  DescribeRecoveryInstancesCommand,
  DescribeRecoverySnapshotsCommand,
  DescribeSourceServersCommand,
  StartRecoveryCommand,
  TagResourceCommand,
  TerminateRecoveryInstancesCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-drs';
import {
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
} from '@aws-sdk/client-ec2';
import { Simulator, startSimulator } from '../simulator';
import { clients, COMMERCE, keysOf, serverIds } from '../__testUtils__/clients';
import { ManualClock } from '../time/clock';

// Hundreds of real HTTP calls a test, on however busy a computer.
jest.setTimeout(30_000);

const MINUTE = 60_000;

describe('a launch job', () => {
  let clock: ManualClock;
  let aws: Simulator;
  let drs: ReturnType<typeof clients>['drs'];
  let ec2: ReturnType<typeof clients>['ec2'];

  beforeEach(async () => {
    clock = new ManualClock();
    aws = await startSimulator({ port: 0, speed: 1, clock });
    ({ drs, ec2 } = clients(aws, keysOf(aws, COMMERCE)));
  });
  afterEach(async () => {
    drs.destroy();
    ec2.destroy();
    await aws.close();
  });

  const start = async (ids: string[], isDrill = true) => {
    const { job } = await drs.send(
      new StartRecoveryCommand({
        sourceServers: ids.map(sourceServerID => ({ sourceServerID })),
        isDrill,
        tags: { execution: 'e-1' },
      }),
    );
    return job?.jobID ?? '';
  };
  const jobOf = async (jobID: string) => {
    const { items = [] } = await drs.send(
      new DescribeJobsCommand({ filters: { jobIDs: [jobID] } }),
    );
    return items[0];
  };
  const logOf = async (jobID: string) => {
    const { items = [] } = await drs.send(
      new DescribeJobLogItemsCommand({ jobID }),
    );
    return items;
  };
  const eventsOf = async (jobID: string, id?: string) =>
    (await logOf(jobID))
      .filter(({ eventData }) => !id || eventData?.sourceServerID === id)
      .map(({ event }) => event);
  const sourceServer = async (id: string) => {
    const { items = [] } = await drs.send(
      new DescribeSourceServersCommand({ filters: { sourceServerIDs: [id] } }),
    );
    return items[0];
  };
  const recoveryInstances = async () => {
    const { items = [] } = await drs.send(
      new DescribeRecoveryInstancesCommand({}),
    );
    return items;
  };
  const tag = async (id: string, tags: Record<string, string>) =>
    drs.send(
      new TagResourceCommand({
        resourceArn: (await sourceServer(id)).arn,
        tags,
      }),
    );
  /** Walks through a job in steps, so that every phase is seen as it was. */
  const walk = async (jobID: string, minutes: number) => {
    const seen: string[] = [];
    for (let step = 0; step < minutes * 15; step++) {
      const job = await jobOf(jobID);
      const now = [
        job.status,
        ...(job.participatingServers ?? []).map(s => s.launchStatus),
      ].join(' ');
      if (seen.at(-1) !== now) seen.push(now);
      clock.advance(4_000);
    }
    return seen;
  };

  it('goes from PENDING over STARTED to COMPLETED while its server is launched', async () => {
    const [id] = serverIds(aws, 'orders-db-01');
    const jobID = await start([id]);

    expect(await jobOf(jobID)).toMatchObject({
      jobID,
      type: 'LAUNCH',
      initiatedBy: 'START_DRILL',
      status: 'PENDING',
      tags: { execution: 'e-1' },
      participatingServers: [{ sourceServerID: id, launchStatus: 'PENDING' }],
    });
    expect(await walk(jobID, 20)).toEqual([
      'PENDING PENDING',
      'STARTED IN_PROGRESS',
      'STARTED LAUNCHED',
      'COMPLETED LAUNCHED',
    ]);
    expect(await eventsOf(jobID)).toEqual([
      'JOB_START',
      'SNAPSHOT_START',
      'SNAPSHOT_END',
      'CONVERSION_START',
      'CONVERSION_END',
      'LAUNCH_START',
      'JOB_END',
    ]);
    const job = await jobOf(jobID);
    const tookMinutes =
      (Date.parse(job.endDateTime ?? '') -
        Date.parse(job.creationDateTime ?? '')) /
      MINUTE;
    expect(tookMinutes).toBeGreaterThan(9);
    expect(tookMinutes).toBeLessThan(19);
    expect(await sourceServer(id)).toMatchObject({
      lastLaunchResult: 'SUCCEEDED',
      recoveryInstanceId: job.participatingServers?.[0].recoveryInstanceID,
      lifeCycle: {
        lastLaunch: {
          status: 'LAUNCHED',
          initiated: { jobID, type: 'DRILL' },
        },
      },
    });
    expect(aws.launches({ sourceServerId: id })).toEqual([
      expect.objectContaining({
        jobId: jobID,
        isDrill: true,
        hostname: 'orders-db-01',
        tags: { execution: 'e-1' },
      }),
    ]);
  });

  it('takes its own time for each server, the same for the same seed', async () => {
    const ids = serverIds(aws, 'orders-app-01', 'orders-app-02');
    const ends = async (simulator: Simulator, at: ManualClock) => {
      const client = clients(simulator, keysOf(simulator, COMMERCE)).drs;
      const { job } = await client.send(
        new StartRecoveryCommand({
          sourceServers: ids.map(sourceServerID => ({ sourceServerID })),
        }),
      );
      at.advance(30 * MINUTE);
      const { items = [] } = await client.send(
        new DescribeJobLogItemsCommand({ jobID: job?.jobID }),
      );
      client.destroy();
      const begun = Date.parse(items[0].logDateTime ?? '');
      return ids.map(id => {
        const last = items.findLast(i => i.eventData?.sourceServerID === id);
        return Date.parse(last?.logDateTime ?? '') - begun;
      });
    };
    const otherClock = new ManualClock(clock.now());
    const other = await startSimulator({
      port: 0,
      speed: 1,
      clock: otherClock,
    });
    const [first, second] = await ends(aws, clock);
    expect(first).not.toEqual(second);
    expect(await ends(other, otherClock)).toEqual([first, second]);
    await other.close();
  });

  it('runs as much faster as it is told, also while it is under way', async () => {
    const [id] = serverIds(aws, 'orders-db-01');
    const jobID = await start([id]);
    clock.advance(5 * MINUTE);
    expect((await jobOf(jobID)).status).toBe('STARTED');
    const before = await logOf(jobID);

    aws.setSpeed(600);
    clock.advance(2_000);

    expect((await jobOf(jobID)).status).toBe('COMPLETED');
    const after = await logOf(jobID);
    expect(after.slice(0, before.length)).toEqual(before);
    const times = after.map(({ logDateTime }) => Date.parse(logDateTime ?? ''));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[times.length - 1]).toBeLessThanOrEqual(clock.now());
  });

  it('shows the recovery instance in EC2 from pending to healthy', async () => {
    const [id] = serverIds(aws, 'payments-web-01');
    const jobID = await start([id]);
    const seen: string[] = [];
    for (let step = 0; step < 25 * 6; step++) {
      const [recovery] = await recoveryInstances();
      if (recovery) {
        const instanceId = recovery.recoveryInstanceID ?? '';
        const { Reservations } = await ec2.send(
          new DescribeInstancesCommand({ InstanceIds: [instanceId] }),
        );
        const { InstanceStatuses } = await ec2.send(
          new DescribeInstanceStatusCommand({
            InstanceIds: [instanceId],
            IncludeAllInstances: true,
          }),
        );
        const state = [
          recovery.ec2InstanceState,
          Reservations?.[0].Instances?.[0].State?.Name,
          InstanceStatuses?.[0].InstanceStatus?.Status,
          InstanceStatuses?.[0].SystemStatus?.Status,
        ].join(' ');
        if (seen.at(-1) !== state) seen.push(state);
      }
      clock.advance(10_000);
    }
    expect(seen).toEqual([
      'PENDING pending not-applicable not-applicable',
      'RUNNING running initializing initializing',
      'RUNNING running ok ok',
    ]);
    expect((await recoveryInstances())[0]).toMatchObject({
      jobID,
      sourceServerID: id,
      isDrill: true,
      originEnvironment: 'AWS',
    });
  });

  it('launches from data as old as the replication lag at the snapshot', async () => {
    const [id] = serverIds(aws, 'orders-db-01');
    const jobID = await start([id]);
    clock.advance(20 * MINUTE);
    const snapshotEnd = (await logOf(jobID)).find(
      ({ event }) => event === 'SNAPSHOT_END',
    );
    const [recovery] = await recoveryInstances();
    const age =
      Date.parse(snapshotEnd?.logDateTime ?? '') -
      Date.parse(recovery.pointInTimeSnapshotDateTime ?? '');
    expect(age).toBeGreaterThanOrEqual(0);
    expect(age).toBeLessThan(5_000);
  });

  it('launches from the point in time it is given', async () => {
    const [id] = serverIds(aws, 'orders-db-01');
    const { items = [] } = await drs.send(
      new DescribeRecoverySnapshotsCommand({ sourceServerID: id }),
    );
    const [oldest] = items;
    const { job } = await drs.send(
      new StartRecoveryCommand({
        sourceServers: [
          { sourceServerID: id, recoverySnapshotID: oldest.snapshotID },
        ],
      }),
    );
    clock.advance(20 * MINUTE);
    expect(await eventsOf(job?.jobID ?? '', id)).toEqual([
      'USING_PREVIOUS_SNAPSHOT',
      'CONVERSION_START',
      'CONVERSION_END',
      'LAUNCH_START',
    ]);
    expect((await recoveryInstances())[0]).toMatchObject({
      pointInTimeSnapshotDateTime: oldest.timestamp,
      isDrill: false,
    });
  });

  it('first deletes what an earlier launch of the server left', async () => {
    const [id] = serverIds(aws, 'orders-db-01');
    await start([id], false);
    clock.advance(20 * MINUTE);
    const [earlier] = await recoveryInstances();

    const jobID = await start([id], true);
    clock.advance(1.25 * MINUTE);
    const states = async () => {
      const { Reservations = [] } = await ec2.send(
        new DescribeInstancesCommand({}),
      );
      return Object.fromEntries(
        Reservations.flatMap(r => r.Instances ?? []).map(i => [
          i.InstanceId,
          i.State?.Name,
        ]),
      );
    };
    expect(['shutting-down', 'terminated']).toContain(
      (await states())[earlier.recoveryInstanceID ?? ''],
    );
    clock.advance(2 * MINUTE);
    expect(await sourceServer(id)).toMatchObject({
      lastLaunchResult: 'PENDING',
      lifeCycle: {
        lastLaunch: { status: 'IN_PROGRESS', initiated: { jobID } },
      },
    });
    expect((await sourceServer(id)).recoveryInstanceId).toBeUndefined();
    expect(await recoveryInstances()).toEqual([]);
    clock.advance(20 * MINUTE);
    const [later, ...others] = await recoveryInstances();
    expect(others).toEqual([]);
    expect(later.recoveryInstanceID).not.toBe(earlier.recoveryInstanceID);
    expect(await states()).toEqual({
      [earlier.recoveryInstanceID ?? '']: 'terminated',
      [later.recoveryInstanceID ?? '']: 'running',
    });
    expect((await eventsOf(jobID, id)).slice(0, 3)).toEqual([
      'CLEANUP_START',
      'CLEANUP_END',
      'SNAPSHOT_START',
    ]);
    expect((await sourceServer(id)).lifeCycle?.lastLaunch).toMatchObject({
      status: 'LAUNCHED',
      initiated: { jobID },
    });
    clock.advance(61 * MINUTE);
    expect(Object.keys(await states())).toEqual([later.recoveryInstanceID]);
  });

  it('is COMPLETED although one of its servers failed', async () => {
    const [good, bad] = serverIds(aws, 'orders-web-01', 'orders-web-02');
    await tag(bad, {
      'simulator:fault': 'launch-failure',
      'simulator:fault-reason': 'VcpuLimitExceeded: too many vCPUs',
    });
    const jobID = await start([good, bad]);
    clock.advance(25 * MINUTE);

    expect(await jobOf(jobID)).toMatchObject({
      status: 'COMPLETED',
      participatingServers: [
        { sourceServerID: good, launchStatus: 'LAUNCHED' },
        { sourceServerID: bad, launchStatus: 'FAILED' },
      ],
    });
    const failure = (await logOf(jobID)).find(
      ({ event }) => event === 'LAUNCH_FAILED',
    );
    expect(failure?.eventData).toMatchObject({
      sourceServerID: bad,
      rawError: 'VcpuLimitExceeded: too many vCPUs',
    });
    expect(await sourceServer(bad)).toMatchObject({
      lastLaunchResult: 'FAILED',
    });
    expect((await sourceServer(bad)).recoveryInstanceId).toBeUndefined();
    expect(await recoveryInstances()).toHaveLength(1);
  });

  describe('when circumstances change while it runs', () => {
    const phaseReached = async (jobID: string, event: string) => {
      for (let step = 0; step < 25 * 60; step++) {
        if ((await eventsOf(jobID)).some(seen => seen === event)) return;
        clock.advance(1_000);
      }
      throw new Error(`${event} was never reached`);
    };

    it('spares a server whose fault is gone when it is launched', async () => {
      const [id] = serverIds(aws, 'orders-web-01');
      await tag(id, { 'simulator:fault': 'launch-failure' });
      const jobID = await start([id]);
      await phaseReached(jobID, 'CONVERSION_START');
      await drs.send(
        new UntagResourceCommand({
          resourceArn: (await sourceServer(id)).arn,
          tagKeys: ['simulator:fault'],
        }),
      );
      clock.advance(20 * MINUTE);
      expect((await jobOf(jobID)).participatingServers?.[0].launchStatus).toBe(
        'LAUNCHED',
      );
    });

    it('fails a server whose fault comes before it is launched', async () => {
      const [id] = serverIds(aws, 'orders-web-01');
      const jobID = await start([id]);
      await phaseReached(jobID, 'CONVERSION_START');
      aws.faults.add({
        match: { sourceServerId: id },
        effect: { type: 'launchFailure' },
      });
      clock.advance(20 * MINUTE);
      expect((await jobOf(jobID)).participatingServers?.[0].launchStatus).toBe(
        'FAILED',
      );
    });

    it('is not changed by a fault that comes when all is over, however late it is looked at', async () => {
      const [id] = serverIds(aws, 'orders-web-01');
      const jobID = await start([id]);
      clock.advance(25 * MINUTE);
      // Nobody has asked about the job since it was started.
      aws.faults.add({ effect: { type: 'launchFailure' } });
      aws.faults.add({ effect: { type: 'stalledReplication' } });
      expect((await jobOf(jobID)).participatingServers?.[0].launchStatus).toBe(
        'LAUNCHED',
      );
      expect(await eventsOf(jobID)).not.toContain('SNAPSHOT_FAIL');
    });

    it('falls back to the last recovery point if data stops arriving before the snapshot', async () => {
      const [id] = serverIds(aws, 'orders-db-01');
      const jobID = await start([id]);
      await phaseReached(jobID, 'SNAPSHOT_START');
      const stalledAt = clock.now();
      aws.faults.add({
        match: { sourceServerId: id },
        effect: { type: 'stalledReplication' },
      });
      clock.advance(20 * MINUTE);
      expect(await eventsOf(jobID, id)).toEqual([
        'SNAPSHOT_START',
        'SNAPSHOT_FAIL',
        'USING_PREVIOUS_SNAPSHOT',
        'CONVERSION_START',
        'CONVERSION_END',
        'LAUNCH_START',
      ]);
      const [recovery] = await recoveryInstances();
      expect(
        Date.parse(recovery.pointInTimeSnapshotDateTime ?? ''),
      ).toBeLessThanOrEqual(stalledAt);
    });

    it('takes no notice if data stops arriving after the snapshot', async () => {
      const [id] = serverIds(aws, 'orders-db-01');
      const jobID = await start([id]);
      await phaseReached(jobID, 'SNAPSHOT_END');
      await tag(id, { 'simulator:fault': 'stalled-replication' });
      clock.advance(20 * MINUTE);
      expect(await eventsOf(jobID)).not.toContain('USING_PREVIOUS_SNAPSHOT');
      expect((await jobOf(jobID)).participatingServers?.[0].launchStatus).toBe(
        'LAUNCHED',
      );
    });
  });

  it('is followed by a job that terminates the instances', async () => {
    const ids = serverIds(aws, 'orders-db-01', 'orders-db-02');
    await start(ids);
    clock.advance(25 * MINUTE);
    const launched = (await recoveryInstances()).map(
      r => r.recoveryInstanceID ?? '',
    );
    const { job } = await drs.send(
      new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: launched }),
    );
    expect(job).toMatchObject({
      type: 'TERMINATE',
      initiatedBy: 'TERMINATE_RECOVERY_INSTANCES',
      status: 'PENDING',
    });
    await expect(start([ids[0]])).rejects.toMatchObject({
      name: 'ConflictException',
    });
    const jobID = job?.jobID ?? '';
    const seen = await walk(jobID, 5);
    expect(seen.slice(0, 2)).toEqual([
      'PENDING PENDING PENDING',
      'STARTED IN_PROGRESS IN_PROGRESS',
    ]);
    expect(seen.slice(-2)).toEqual([
      'STARTED TERMINATED TERMINATED',
      'COMPLETED TERMINATED TERMINATED',
    ]);
    expect(await eventsOf(jobID)).toEqual([
      'JOB_START',
      'CLEANUP_START',
      'CLEANUP_START',
      'CLEANUP_END',
      'CLEANUP_END',
      'JOB_END',
    ]);
    expect(await recoveryInstances()).toEqual([]);
    expect((await sourceServer(ids[0])).recoveryInstanceId).toBeUndefined();
    const { InstanceStatuses } = await ec2.send(
      new DescribeInstanceStatusCommand({}),
    );
    expect(InstanceStatuses).toEqual([]);
    await expect(
      drs.send(
        new TerminateRecoveryInstancesCommand({
          recoveryInstanceIDs: launched,
        }),
      ),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    expect(aws.launches()).toHaveLength(2);
  });
});
