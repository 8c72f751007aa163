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
import { Ec2Instance } from './instance';
import { selectedInstances } from './selection';

/**
 * DescribeInstanceStatus: running instances only, unless all are asked for.
 * Status checks begin when an instance runs, and pass some minutes later.
 */
export function describeInstanceStatus(
  parameters: QueryParameters,
  context: CallContext,
): { [name: string]: Xml } {
  const all = parameters.get('IncludeAllInstances') === 'true';
  const { instances, nextToken } = selectedInstances(
    parameters,
    context,
    'DescribeInstanceStatus',
    instance => all || instance.state === 'running',
  );
  return {
    instanceStatusSet: xmlList(
      instances.map(instance => ({
        instanceId: instance.instanceId,
        availabilityZone: instance.availabilityZone,
        instanceState: instanceStateXml(instance),
        systemStatus: statusXml(instance),
        instanceStatus: statusXml(instance),
      })),
    ),
    ...(nextToken !== undefined && { nextToken }),
  };
}

function statusXml(instance: Ec2Instance): Xml {
  if (instance.state !== 'running') return { status: 'not-applicable' };
  const [status, reachability] = instance.statusChecksPassed
    ? ['ok', 'passed']
    : ['initializing', 'initializing'];
  return {
    status,
    details: xmlList([{ name: 'reachability', status: reachability }]),
  };
}
