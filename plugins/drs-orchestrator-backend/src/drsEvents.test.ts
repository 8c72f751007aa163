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

import { mockServices } from '@backstage/backend-test-utils';
import { DefaultEventsService } from '@backstage/plugin-events-node';
import { listenToDrs, noticeOf, DRS_EVENTS_TOPIC } from './drsEvents';

const SERVER = 's-0123456789abcdef0';

/** An event as EventBridge delivers it (AWS DRS user guide, "EventBridge sample events"). */
const launchResult = (differences: object = {}) => ({
  version: '0',
  id: '9da9af57-9253-4406-87cb-7cc400e43465',
  'detail-type': 'DRS Source Server Launch Result',
  source: 'aws.drs',
  account: '111122223333',
  time: '2026-11-21T12:00:00Z',
  region: 'us-west-2',
  resources: [`arn:aws:drs:us-west-2:111122223333:source-server/${SERVER}`],
  detail: {
    state: 'RECOVERY_LAUNCH_SUCCEEDED',
    'job-id': 'drsjob-04ca7d0d3fb6afa3e',
    'is-drill': 'TRUE',
  },
  ...differences,
});

const arn = (id: string, place = 'us-west-2:111122223333') =>
  `arn:aws:drs:${place}:source-server/${id}`;

describe('an event of DRS', () => {
  it('tells the servers that stand in its resources', () => {
    expect(noticeOf(launchResult())).toEqual({ sourceServerIds: [SERVER] });
    expect(
      noticeOf(
        launchResult({
          'detail-type': 'DRS Source Server Data Replication Stalled Change',
          detail: { state: 'STALLED' },
          resources: [arn(SERVER), arn('s-11111111111111111')],
        }),
      ),
    ).toEqual({ sourceServerIds: [SERVER, 's-11111111111111111'] });
  });

  it.each([
    ['nothing', undefined],
    ['text', 'aws.drs'],
    ['a list', [launchResult()]],
    ['another source', launchResult({ source: 'aws.ec2' })],
    ['another kind', launchResult({ 'detail-type': 'Something new' })],
    ['no account', launchResult({ account: undefined })],
    ['an account that is none', launchResult({ account: '1' })],
    ['no resources', launchResult({ resources: [] })],
    ['resources that are none', launchResult({ resources: [{ arn: SERVER }] })],
    ['a server outside of an ARN', launchResult({ resources: [SERVER] })],
    [
      'a server of another account',
      launchResult({ resources: [arn(SERVER, 'us-west-2:222233334444')] }),
    ],
    [
      'a server of another Region',
      launchResult({ resources: [arn(SERVER, 'eu-west-1:111122223333')] }),
    ],
    [
      'something that is not a server',
      launchResult({
        resources: [
          'arn:aws:drs:us-west-2:111122223333:recovery-instance/i-0123456789abcdef0',
          `${arn(SERVER)}/more`,
          `\n${arn(SERVER)}`,
        ],
      }),
    ],
    [
      'more resources than any event has',
      launchResult({ resources: Array(101).fill(arn(SERVER)) }),
    ],
  ])('is left aside with %s', (_what, payload) => {
    expect(noticeOf(payload)).toBeUndefined();
  });

  it('wakes what it concerns, and whatever comes does no harm', async () => {
    const logger = mockServices.logger.mock();
    const events = DefaultEventsService.create({
      logger,
      useEventBus: 'never',
    });
    const noticed: (readonly string[])[] = [];
    await listenToDrs({
      events,
      logger,
      engine: {
        async notice({ sourceServerIds }) {
          noticed.push(sourceServerIds);
          if (noticed.length === 1) {
            throw new Error('The database is away');
          }
        },
      },
    });
    for (const eventPayload of [
      launchResult(),
      { source: 'aws.drs' },
      launchResult({ resources: [arn('s-11111111111111111')] }),
    ]) {
      await events.publish({ topic: DRS_EVENTS_TOPIC, eventPayload });
    }
    expect(noticed).toEqual([[SERVER], ['s-11111111111111111']]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });
});
