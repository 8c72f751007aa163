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

import type { PinnedHealthCheck } from '../domain/events';
import type { HealthSign } from '../domain/input';
import type { LaunchAction, ObservedLaunchAction } from '../ports/drs';
import type { ObservedInstanceStatus } from '../ports/instanceStatus';
import type { Probe, ProbeResult } from '../ports/probes';

/** What was seen, or why nothing was. */
export type Seen<T> = { readonly seen: T } | { readonly unseen: string };

const pending = (name: string, message: string): HealthSign => ({
  name,
  state: 'PENDING',
  message,
});
const failed = (name: string, message: string, final = false): HealthSign => ({
  name,
  state: 'FAILED',
  message,
  ...(final && { final }),
});

/**
 * EC2's two status checks. They begin some minutes after the launch; one that
 * fails may pass later, as after a restart of the operating system.
 *
 * @param status - undefined where EC2 does not know the instance
 */
export function statusSigns(
  status: Seen<ObservedInstanceStatus | undefined>,
): HealthSign[] {
  const name = 'EC2 status';
  if ('unseen' in status) {
    return [pending(name, status.unseen)];
  }
  if (!status.seen) {
    return [pending(name, 'EC2 does not know the instance (yet)')];
  }
  const { state, instanceStatus, systemStatus } = status.seen;
  switch (state) {
    case 'running':
      return [
        checkSign('EC2 instance status', instanceStatus),
        checkSign('EC2 system status', systemStatus),
      ];
    case 'terminated':
    case 'shutting-down':
      return [failed(name, `the instance is ${state}`, true)];
    case 'stopped':
    case 'stopping':
      return [failed(name, `the instance is ${state}`)];
    default:
      return [pending(name, `the instance is ${state}`)];
  }
}

function checkSign(name: string, result: string): HealthSign {
  switch (result) {
    case 'ok':
      return { name, state: 'OK' };
    case 'impaired':
      return failed(name, 'impaired');
    default:
      return pending(name, result);
  }
}

/**
 * DRS's launch actions: they run one after another, and appear as they begin.
 * One that is optional may fail.
 *
 * @param active - the actions that the server has
 * @param runs - those that have begun on its instance
 */
export function launchActionSign(
  active: Seen<readonly LaunchAction[]>,
  runs: Seen<readonly ObservedLaunchAction[]>,
): HealthSign {
  const name = 'DRS launch actions';
  if ('unseen' in active) {
    return pending(name, active.unseen);
  }
  if ('unseen' in runs) {
    return pending(name, runs.unseen);
  }
  const broken = runs.seen.find(
    run => !run.optional && run.status === 'FAILED',
  );
  if (broken) {
    return failed(
      name,
      `${broken.name} failed${
        broken.failureReason ? `: ${broken.failureReason}` : ''
      }`,
      true,
    );
  }
  const open = active.seen.find(
    action =>
      !action.optional &&
      !runs.seen.some(
        run => run.actionId === action.actionId && run.status === 'SUCCEEDED',
      ),
  );
  return open
    ? pending(name, `${open.name} has not succeeded yet`)
    : { name, state: 'OK' };
}

/** A probe that fails may succeed when the server has come up. */
export function probeSign(probe: Probe, result: Seen<ProbeResult>): HealthSign {
  const name = nameOf(probe);
  if ('unseen' in result) {
    return pending(name, result.unseen);
  }
  return result.seen.ok
    ? { name, state: 'OK' }
    : failed(name, result.seen.message);
}

function nameOf(probe: Probe): string {
  switch (probe.type) {
    case 'tcp':
      return `TCP probe of port ${probe.port}`;
    case 'http':
      return `HTTP probe of port ${probe.port}`;
    default:
      throw new Error(`Unknown probe ${JSON.stringify(probe satisfies never)}`);
  }
}

/** The probes of a plan, with what it leaves open filled in. */
export const probesOf = (check: PinnedHealthCheck): Probe[] =>
  check.probes.map(({ type, port, path = '/', expectedStatus = 200 }) =>
    type === 'tcp' ? { type, port } : { type, port, path, expectedStatus },
  );
