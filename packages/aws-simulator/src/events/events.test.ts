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
import { Simulator, startSimulator } from '../simulator';
import {
  clients,
  COMMERCE,
  destroy,
  keysOf,
  serverIds,
} from '../__testUtils__/clients';
import { ManualClock } from '../time/clock';
import { AwsEvent } from './event-bus';

const MINUTE = 60_000;

describe('events', () => {
  let clock: ManualClock;
  let aws: Simulator;
  let commerce: ReturnType<typeof clients>;
  let heard: Array<{ at: number; event: AwsEvent }>;

  beforeEach(async () => {
    clock = new ManualClock();
    aws = await startSimulator({ port: 0, speed: 1, clock });
    commerce = clients(aws, keysOf(aws, COMMERCE));
    heard = [];
    aws.onEvent(event => heard.push({ at: clock.now(), event }));
  });
  afterEach(async () => {
    destroy(commerce);
    await aws.close();
  });

  const start = async (hostnames: string[], isDrill: boolean) =>
    (
      await commerce.drs.send(
        new StartRecoveryCommand({
          sourceServers: serverIds(aws, ...hostnames).map(sourceServerID => ({
            sourceServerID,
          })),
          isDrill,
        }),
      )
    ).job?.jobID;
  const walk = (minutes: number) => {
    for (let second = 0; second < minutes * 60; second++) clock.advance(1_000);
  };

  it('tell of each launch the moment it succeeds or fails, unasked', async () => {
    const [bad, good] = serverIds(aws, 'orders-db-01', 'orders-db-02');
    aws.faults.add({
      match: { sourceServerId: bad },
      effect: { type: 'launchFailure' },
    });
    const jobId = await start(['orders-db-01', 'orders-db-02'], true);
    walk(25);
    const arn = (id: string) =>
      `arn:aws:drs:us-west-2:${COMMERCE}:source-server/${id}`;
    const event = (id: string, state: string) => ({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'DRS Source Server Launch Result',
      source: 'aws.drs',
      account: COMMERCE,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      region: 'us-west-2',
      resources: [arn(id)],
      detail: { state, 'job-id': jobId, 'is-drill': 'TRUE' },
    });
    const expected = [
      event(bad, 'RECOVERY_LAUNCH_FAILED'),
      event(good, 'RECOVERY_LAUNCH_SUCCEEDED'),
    ];
    expect(heard).toHaveLength(2);
    expect(heard.map(h => h.event)).toEqual(expect.arrayContaining(expected));
    for (const {
      at,
      event: { time },
    } of heard) {
      expect(at - Date.parse(time)).toBeLessThan(2_000);
    }
    // Nobody has asked AWS about the job meanwhile.
    expect(aws.record().map(call => call.operation)).toEqual(['StartRecovery']);
  });

  it('say of a recovery that it is no drill', async () => {
    await start(['orders-db-01'], false);
    walk(25);
    expect(heard.map(h => h.event.detail['is-drill'])).toEqual(['FALSE']);
  });

  it('tell of replication that stalls and goes on', async () => {
    const [id] = serverIds(aws, 'orders-db-01');
    const rule = aws.faults.add({
      match: { sourceServerId: id },
      effect: { type: 'stalledReplication' },
    });
    aws.faults.remove(rule.id);
    expect(
      heard.map(({ event }) => [event['detail-type'], event.detail.state]),
    ).toEqual([
      ['DRS Source Server Data Replication Stalled Change', 'STALLED'],
      ['DRS Source Server Data Replication Stalled Change', 'NOT_STALLED'],
    ]);
  });

  it('may be lost, late or doubled', async () => {
    const [lost, late, doubled] = serverIds(
      aws,
      'orders-db-01',
      'orders-db-02',
      'orders-web-01',
    );
    aws.faults.add({
      match: { sourceServerId: lost },
      effect: { type: 'lostEvent' },
    });
    aws.faults.add({
      match: { sourceServerId: late },
      effect: { type: 'lateEvent', seconds: 1_800 },
    });
    aws.faults.add({
      match: { sourceServerId: doubled },
      effect: { type: 'duplicateEvent' },
      times: 1,
    });
    await start(['orders-db-01', 'orders-db-02', 'orders-web-01'], true);
    const servers = () => heard.map(h => h.event.resources[0].split('/')[1]);
    walk(25);
    expect(servers()).toEqual([doubled, doubled]);
    expect(heard[0].event.id).toBe(heard[1].event.id);
    walk(30);
    expect(servers()).toEqual([doubled, doubled, late]);
    expect(
      heard[2].at - Date.parse(heard[2].event.time),
    ).toBeGreaterThanOrEqual(30 * MINUTE);
  });

  it('are remembered for those who ask', async () => {
    await start(['orders-db-01'], true);
    clock.advance(25 * MINUTE);
    await start(['orders-db-02'], true);
    clock.advance(25 * MINUTE);
    const all = aws.events();
    expect(all.map(({ sequence, event }) => ({ sequence, event }))).toEqual(
      heard.map(({ event }, i) => ({ sequence: i + 1, event })),
    );
    const response = await fetch(
      `${aws.url}/_simulator/events?account=${COMMERCE}&after=1`,
    );
    expect(await response.json()).toEqual({ items: [all[1]] });
    expect(aws.events({ region: 'eu-west-1' })).toEqual([]);
  });

  it('come by themselves when the clock is the computer’s', async () => {
    const live = await startSimulator({ port: 0, speed: 20_000 });
    const client = clients(live, keysOf(live, COMMERCE));
    const first = new Promise<AwsEvent>(resolve => {
      live.onEvent(resolve);
    });
    await client.drs.send(
      new StartRecoveryCommand({
        sourceServers: [{ sourceServerID: serverIds(live, 'orders-db-01')[0] }],
      }),
    );
    const { time } = await first;
    expect(Math.abs(Date.now() - Date.parse(time))).toBeLessThan(2_000);
    destroy(client);
    await live.close();
  });

  it('stop for those who no longer listen', async () => {
    const more: AwsEvent[] = [];
    const stop = aws.onEvent(event => more.push(event));
    await start(['orders-db-01'], true);
    stop();
    walk(25);
    expect(more).toEqual([]);
    expect(heard).toHaveLength(1);
  });
});
