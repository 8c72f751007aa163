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

import { QueryParameters, Xml, xmlList } from '../wire/query-xml';
import { CallContext } from '../wire/service';
import { instanceStateXml } from './describe-instances';
import { Ec2Instance, StatusCheck } from './instance';
import { selectedInstances } from './selection';

const REACHABILITY: Readonly<Record<StatusCheck['status'], string>> = {
  initializing: 'initializing',
  ok: 'passed',
  impaired: 'failed',
};

/**
 * DescribeInstanceStatus: running instances only, unless all are asked for.
 * Status checks begin when an instance runs, and pass, or fail, some minutes
 * later.
 */
export function describeInstanceStatus(
  parameters: QueryParameters,
  context: CallContext,
): { [name: string]: Xml } {
  const all = parameters.get('IncludeAllInstances') === 'true';
  const { instances, nextToken } = selectedInstances(parameters, context, {
    operation: 'DescribeInstanceStatus',
    // API reference: at most 100 explicitly specified instance IDs.
    mostIds: 100,
    keep: instance => all || instance.state === 'running',
    filters: {
      'instance-status.status': i => i.instanceStatus.status,
      'system-status.status': i => i.systemStatus.status,
    },
  });
  return {
    instanceStatusSet: xmlList(
      instances.map(instance => ({
        instanceId: instance.instanceId,
        availabilityZone: instance.availabilityZone,
        instanceState: instanceStateXml(instance),
        systemStatus: statusXml(instance, instance.systemStatus),
        instanceStatus: statusXml(instance, instance.instanceStatus),
      })),
    ),
    ...(nextToken !== undefined && { nextToken }),
  };
}

function statusXml(instance: Ec2Instance, check: StatusCheck): Xml {
  if (instance.state !== 'running') return { status: 'not-applicable' };
  return {
    status: check.status,
    details: xmlList([
      {
        name: 'reachability',
        status: REACHABILITY[check.status],
        ...(check.status === 'impaired' && {
          impairedSince: new Date(check.since).toISOString(),
        }),
      },
    ]),
  };
}
