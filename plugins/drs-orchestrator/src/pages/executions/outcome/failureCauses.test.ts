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
  sampleExecution,
  sampleHook,
  sampleServer,
  sampleWave,
} from '../../../__testUtils__/sampleExecution';
import { failureCauses, waveFailures } from './failureCauses';

it('tells failures by cause, the most frequent first', () => {
  const failed = (hostname: string, errorMessage: string) =>
    sampleServer(hostname, {
      outcome: 'FAILED',
      errorCode: 'LAUNCH_FAILED',
      errorMessage,
    });
  const causes = failureCauses(
    sampleExecution({
      waves: [
        sampleWave(1, 'db', {
          servers: [failed('db-01', 'No key'), failed('db-02', 'No address')],
        }),
        sampleWave(2, 'web', {
          servers: [
            failed('web-01', 'No address'),
            sampleServer('web-02', { outcome: 'HEALTHY' }),
            sampleServer('web-03', {
              outcome: 'UNHEALTHY',
              health: { state: 'UNHEALTHY', message: 'Port 443 is closed' },
            }),
          ],
        }),
      ],
    }),
  );
  expect(
    causes.map(({ code, message, servers }) => [
      code,
      message,
      servers.map(({ hostname }) => hostname),
    ]),
  ).toEqual([
    ['LAUNCH_FAILED', 'No address', ['db-02', 'web-01']],
    ['LAUNCH_FAILED', 'No key', ['db-01']],
    [undefined, 'Port 443 is closed', ['web-03']],
  ]);
});

it('tells hooks that failed, and waves that did for a reason of their own', () => {
  const hook = sampleHook({ status: 'FAILED', message: 'It answered 503' });
  const failures = waveFailures(
    sampleExecution({
      waves: [
        // What is wrong with it is told by its servers.
        sampleWave(1, 'db', {
          status: 'FAILED',
          reason: '1 server of 1 failed',
          servers: [sampleServer('db-01', { outcome: 'FAILED' })],
        }),
        sampleWave(2, 'app', {
          status: 'FAILED',
          reason: 'Hook "drain-queues" before the wave failed: It answered 503',
          hooks: [sampleHook({ status: 'SUCCEEDED' }), hook],
        }),
        // It went on without its hook.
        sampleWave(3, 'web', { status: 'COMPLETED', hooks: [hook] }),
        sampleWave(4, 'batch', {
          status: 'FAILED',
          reason: 'It had no servers to launch',
        }),
        sampleWave(5, 'late', { status: 'CANCELLED', reason: 'Stopped' }),
      ],
    }),
  );
  expect(
    failures.map(failure => [
      failure.wave.waveNumber,
      failure.hook?.name,
      failure.message,
    ]),
  ).toEqual([
    [2, 'drain-queues', 'It answered 503'],
    [3, 'drain-queues', 'It answered 503'],
    [4, undefined, 'It had no servers to launch'],
  ]);
});

it('does not forget what was skipped after it had failed', () => {
  const causes = failureCauses(
    sampleExecution({
      waves: [
        sampleWave(1, 'db', {
          servers: [
            sampleServer('db-01', {
              outcome: 'SKIPPED',
              errorCode: 'LAUNCH_FAILED',
              errorMessage: 'No address',
            }),
            sampleServer('db-02', {
              outcome: 'SKIPPED',
              errorCode: 'UNHEALTHY',
            }),
            sampleServer('db-03', { outcome: 'SKIPPED' }),
            sampleServer('db-04', { outcome: 'HEALTHY' }),
          ],
        }),
      ],
    }),
  );
  expect(
    causes.map(({ code, message, servers }) => [
      code,
      message,
      servers.map(({ hostname }) => hostname),
    ]),
  ).toEqual([
    ['LAUNCH_FAILED', 'No address', ['db-01']],
    ['UNHEALTHY', undefined, ['db-02']],
  ]);
});
