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

import type {
  DescribedInstance,
  DescribedRecoveryInstance,
  Scope,
} from '@drs-orchestrator/drs-engine';
import {
  recoveryInstanceStateSchema,
  type ExecutionSummary,
  type RecoveryInstance,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/**
 * A recovery instance in the contract's words.
 *
 * @param inEc2 - as EC2 has it; absent where it was not told
 * @param execution - whose job launched it; absent where none is known
 */
export function recoveryInstanceOf(
  { accountId, region }: Scope,
  instance: DescribedRecoveryInstance,
  inEc2: DescribedInstance | undefined,
  execution: ExecutionSummary | undefined,
): RecoveryInstance {
  return {
    instanceId: instance.recoveryInstanceId,
    accountId,
    region,
    sourceServerId: instance.sourceServerId,
    hostname: instance.hostname,
    isDrill: instance.isDrill,
    state: recoveryInstanceStateSchema
      .catch('UNKNOWN')
      .parse(instance.ec2State?.toLocaleUpperCase('en-US')),
    privateIp: instance.privateIp,
    jobId: instance.jobId,
    pointInTime: instance.pointInTime,
    failbackState: instance.failbackState,
    originEnvironment: instance.originEnvironment,
    tags: { ...instance.tags },
    ...(inEc2 && {
      ec2: {
        instanceType: inEc2.instanceType,
        availabilityZone: inEc2.availabilityZone,
        vpcId: inEc2.vpcId,
        subnetId: inEc2.subnetId,
        securityGroupIds: [...inEc2.securityGroupIds],
        publicIp: inEc2.publicIp,
        launchTime: inEc2.launchTime,
      },
    }),
    ...(execution && {
      execution: {
        executionId: execution.executionId,
        planId: execution.planId,
        planName: execution.planName,
        executionType: execution.executionType,
        status: execution.status,
      },
    }),
  };
}
