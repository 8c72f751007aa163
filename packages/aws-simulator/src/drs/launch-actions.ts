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

import { createHash } from 'node:crypto';
import { Cloud, launchSubject } from '../cloud';
import { Ec2Instance } from '../ec2/instance';
import { isoTime } from './iso-time';
import { Participant } from './job';
import { SourceServer } from './source-server';

const SECOND = 1_000;

/** What DRS does on a server once it is launched: the model's `LaunchAction`. */
export type LaunchAction = {
  actionId: string;
  actionCode: string;
  type: 'SSM_AUTOMATION' | 'SSM_COMMAND';
  name: string;
  active: boolean;
  order: number;
  actionVersion: string;
  /** Whether it may fail without the launch being called failed. */
  optional: boolean;
  parameters: Record<string, { value: string; type: 'SSM_STORE' | 'DYNAMIC' }>;
  description: string;
  category:
    | 'MONITORING'
    | 'VALIDATION'
    | 'CONFIGURATION'
    | 'SECURITY'
    | 'OTHER';
};

/** One launch action on one launched server: the model's `LaunchActionRun`. */
export type LaunchActionRun = {
  action: LaunchAction;
  runId: string;
  status: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  failureReason?: string;
};

/** The model's `LaunchActionsStatus`. */
export type LaunchActionsStatus = {
  ssmAgentDiscoveryDatetime?: string;
  runs: LaunchActionRun[];
};

/** The actions that a server has before anyone changes them. */
export function initialLaunchActions(sourceServerId: string): LaunchAction[] {
  const action = (
    content: Pick<
      LaunchAction,
      'actionCode' | 'name' | 'order' | 'optional' | 'description' | 'category'
    >,
  ): LaunchAction => ({
    actionId: uuid(sourceServerId, content.actionCode),
    type: 'SSM_AUTOMATION',
    active: true,
    actionVersion: '$LATEST',
    parameters: {},
    ...content,
  });
  return [
    action({
      actionCode: 'AWSMigration-VerifyMountedVolumes',
      name: 'Volume integrity validation',
      order: 1_001,
      optional: false,
      description: 'Verifies that the volumes are mounted',
      category: 'VALIDATION',
    }),
    action({
      actionCode: 'AWSMigration-ValidateNetworkConnectivity',
      name: 'EC2 connectivity checks',
      order: 1_002,
      optional: true,
      description: 'Verifies connections to other computers',
      category: 'VALIDATION',
    }),
  ];
}

/**
 * Runs the launch actions of a server that has just been launched, one after
 * another, from when the SSM agent on it has been found; they go on after the
 * job is COMPLETED. One that fails keeps those behind it from running, unless
 * it is optional.
 *
 * @param at - process time
 */
export function runLaunchActions(
  cloud: Cloud,
  server: SourceServer,
  participant: Participant,
  instance: Ec2Instance,
  at: number,
): void {
  const actions = server.launchActions
    .filter(action => action.active)
    .toSorted((a, b) => a.order - b.order);
  const status: LaunchActionsStatus = { runs: [] };
  participant.launchActionsStatus = status;
  const seconds = (low: number, high: number, step: string) =>
    cloud.seeded.integer(
      low * SECOND,
      high * SECOND,
      instance.instanceId,
      step,
    );
  const runFrom = (index: number, from: number): void => {
    const action = actions[index];
    // Whoever terminates the instance ends what would have run on it.
    if (!action || instance.state !== 'running') return;
    const run: LaunchActionRun = {
      action: { ...action },
      runId: uuid(instance.instanceId, action.actionId),
      status: 'IN_PROGRESS',
    };
    status.runs.push(run);
    cloud.agenda.schedule(from + seconds(20, 60, action.actionId), end => {
      const outcome = cloud.faults.launchAction(
        launchSubject(server),
        server.tags,
        action.actionCode,
      );
      switch (outcome.kind) {
        case 'hang':
          return;
        case 'fail':
          run.status = 'FAILED';
          run.failureReason = outcome.reason;
          if (action.optional) runFrom(index + 1, end);
          return;
        default:
          run.status = 'SUCCEEDED';
          runFrom(index + 1, end);
      }
    });
  };
  cloud.agenda.schedule(at + seconds(40, 90, 'ssm-agent'), found => {
    if (instance.state !== 'running') return;
    status.ssmAgentDiscoveryDatetime = isoTime(cloud.time.wallAt(found));
    runFrom(0, found);
  });
}

function uuid(...name: string[]): string {
  return createHash('sha256')
    .update(name.join('\n'))
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5');
}
