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

import { z } from 'zod';
import { validationException } from '../errors';
import { Job, jobShape } from '../job';
import { recoveryInstanceShape } from '../recovery-instance';
import { scheduleTerminationJob, TerminationOrder } from '../termination';
import {
  mutation,
  pagedOutput,
  paging,
  query,
  recoveryInstanceId,
  sourceServerId,
} from './operation';
import { checkJobQuotas } from './quotas';
import { checkNotInJob, nextJobId } from './start-recovery';

export const describeRecoveryInstances = query(
  z.object({
    filters: z
      .object({
        recoveryInstanceIDs: z.array(recoveryInstanceId).max(200).optional(),
        sourceServerIDs: z.array(sourceServerId).optional(),
      })
      .optional(),
    ...paging,
  }),
  (context, input) => {
    const { cloud, drs } = context;
    const { recoveryInstanceIDs, sourceServerIDs } = input.filters ?? {};
    const ids = recoveryInstanceIDs?.length
      ? new Set(recoveryInstanceIDs)
      : undefined;
    const servers = sourceServerIDs?.length
      ? new Set(sourceServerIDs)
      : undefined;
    const recoveries = [...drs.recoveryInstances.values()]
      .filter(
        ({ instance, server }) =>
          (ids?.has(instance.instanceId) ?? true) &&
          (servers?.has(server.id) ?? true),
      )
      .sort((a, b) => (a.instance.instanceId < b.instance.instanceId ? -1 : 1));
    const now = cloud.time.wallNow();
    return pagedOutput(
      context,
      input,
      ['DescribeRecoveryInstances', input.filters ?? {}],
      recoveries,
      ({ instance }) => instance.instanceId,
      recovery => recoveryInstanceShape(recovery, now),
    );
  },
);

export const terminateRecoveryInstances = mutation(
  200,
  z.object({
    recoveryInstanceIDs: z.array(recoveryInstanceId).min(1).max(200),
  }),
  (context, input) => {
    const { cloud, drs } = context;
    const ids = [...new Set(input.recoveryInstanceIDs)];
    const missing = ids.filter(id => !drs.recoveryInstances.has(id));
    if (missing.length > 0) {
      throw validationException(
        `Recovery instances do not exist: ${missing.join(', ')}`,
        {
          reason: 'fieldValidationFailed',
          fieldList: missing.map(id => ({
            name: 'recoveryInstanceIDs',
            message: `Recovery instance ${id} does not exist`,
          })),
        },
      );
    }
    const recoveries = ids
      .map(id => drs.recoveryInstances.get(id))
      .filter(recovery => recovery !== undefined);
    checkNotInJob(recoveries.map(recovery => recovery.server));
    checkJobQuotas(context, recoveries.length);
    const orders: TerminationOrder[] = recoveries.map(recovery => ({
      recovery,
      participant: {
        sourceServerId: recovery.server.id,
        recoveryInstanceId: recovery.instance.instanceId,
        launchStatus: 'PENDING',
      },
    }));
    const job = new Job({
      id: nextJobId(context),
      accountId: drs.accountId,
      region: drs.region,
      type: 'TERMINATE',
      initiatedBy: 'TERMINATE_RECOVERY_INSTANCES',
      creationTime: cloud.time.wallNow(),
      participants: orders.map(order => order.participant),
      tags: {},
    });
    drs.addJob(job);
    for (const { server } of recoveries) server.activeJobId = job.id;
    scheduleTerminationJob(cloud, drs, job, orders);
    return { job: jobShape(job) };
  },
);
