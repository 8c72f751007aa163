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

import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { serverKey } from '../../inventory/membership';
import { groupsOfServers } from '../../inventory/membership';
import { replacedInstances } from '../replacedInstances';
import type { PlannedServer, PreflightSituation } from '../situation';

export const subjectOf = ({ server }: Pick<PlannedServer, 'server'>) => ({
  kind: 'server' as const,
  id: server.sourceServerId,
  name: server.hostname,
});

/** Servers that several groups hold: which of their settings count cannot be told. */
export function membershipFindings({
  servers,
  groups,
}: Pick<PreflightSituation, 'servers' | 'groups'>): Finding[] {
  const holders = groupsOfServers(
    groups,
    servers.map(({ server }) => server),
  );
  return servers.flatMap((planned): Finding[] => {
    const held = holders.get(serverKey(planned.server)) ?? [];
    return held.length > 1
      ? [
          {
            code: 'SERVER_CONFLICT',
            severity: 'BLOCKING',
            subject: subjectOf(planned),
            message: `${planned.server.hostname} is in ${
              held.length
            } groups: ${held.map(group => `"${group.groupName}"`).join(', ')}`,
            remedy: 'Change the selection of the groups so that one holds it',
          },
        ]
      : [];
  });
}

/**
 * Instances that the launch would delete first. A launch begins by deleting the
 * instance that an earlier launch of the same server made, be it a live recovery
 * (AWS DRS user guide, "Launching recovery instances"): a drill never may, and a
 * recovery only where a person acknowledges it.
 */
export function instanceFindings({
  servers,
  scopes,
  conditions,
}: Pick<PreflightSituation, 'servers' | 'scopes' | 'conditions'>): Finding[] {
  return replacedInstances(servers, scopes).map(
    ({ planned, instance }): Finding => {
      const { hostname } = planned.server;
      return instance.isDrill
        ? {
            code: 'DRILL_INSTANCE_REPLACED',
            severity: 'INFO',
            subject: subjectOf(planned),
            message: `The instance ${instance.recoveryInstanceId} of an earlier drill of ${hostname} will be deleted`,
            remedy: 'Save what is still needed of it before the start',
          }
        : {
            code: 'LIVE_RECOVERY_INSTANCE',
            severity: 'BLOCKING',
            subject: subjectOf(planned),
            message: `${hostname} runs as the recovery instance ${instance.recoveryInstanceId}, which a launch would delete`,
            remedy:
              'Fail back and terminate the recovery instance first, if it is not needed any more',
            overridable: conditions.executionType === 'RECOVERY',
          };
    },
  );
}

/** Executions that run the plan or have its servers, and DRS jobs that others started. */
export function conflictFindings({
  plan,
  servers,
  scopes,
  planHolder,
  holders,
}: Pick<
  PreflightSituation,
  'plan' | 'servers' | 'scopes' | 'planHolder' | 'holders'
>): Finding[] {
  const jobs = new Map(
    scopes
      .flatMap(scope =>
        scope.reached && scope.jobs.known ? scope.jobs.value : [],
      )
      .filter(job => job.status !== 'COMPLETED')
      .flatMap(job =>
        job.servers.map(server => [server.sourceServerId, job] as const),
      ),
  );
  const ofPlan: Finding[] = planHolder
    ? [
        {
          code: 'EXECUTION_IN_PROGRESS',
          severity: 'BLOCKING',
          subject: {
            kind: 'execution',
            id: planHolder.executionId,
            name: planHolder.planName,
          },
          message: `"${plan.planName}" is being executed: execution ${planHolder.executionId} has not ended`,
          remedy: 'Wait for its end, or cancel it',
        },
      ]
    : [];
  return [
    ...ofPlan,
    ...servers.flatMap((planned): Finding[] => {
      const { sourceServerId, hostname } = planned.server;
      const holder = holders.get(sourceServerId);
      if (holder) {
        return holder.executionId === planHolder?.executionId
          ? []
          : [
              {
                code: 'SERVER_CONFLICT',
                severity: 'BLOCKING',
                subject: subjectOf(planned),
                message: `${hostname} is held by execution ${holder.executionId} of "${holder.planName}"`,
                remedy: 'Wait for the end of that execution, or cancel it',
              },
            ];
      }
      const job = jobs.get(sourceServerId);
      return job
        ? [
            {
              code: 'SERVER_IN_JOB',
              severity: 'WARNING',
              subject: subjectOf(planned),
              message: `${hostname} is in DRS job ${job.jobId}, which this product did not start or does not follow any more: its launch waits until the job has ended`,
              remedy: 'Wait for the end of the job',
            },
          ]
        : [];
    }),
  ];
}
