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

import { EC2Client, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { toAwsFailure } from './errors';

/** What EC2 knows of an instance that DRS does not tell, or tells later. */
export interface Ec2Instance {
  readonly launchTime?: string;
  readonly privateIp?: string;
}

/** Values in one filter of DescribeInstances. */
const IDS_PER_FILTER = 200;

/** EC2 in one account and Region; reads only. */
export class SdkEc2 {
  readonly #client: EC2Client;

  constructor(options: {
    region: string;
    credentials: AwsCredentialIdentityProvider;
    endpoint?: string;
    callTimeoutMs: number;
    attempts: number;
    userAgentSuffix?: string;
  }) {
    this.#client = new EC2Client({
      region: options.region,
      credentials: options.credentials,
      endpoint: options.endpoint,
      customUserAgent: options.userAgentSuffix,
      retryMode: 'standard',
      maxAttempts: options.attempts,
      requestHandler: {
        connectionTimeout: options.callTimeoutMs,
        requestTimeout: options.callTimeoutMs,
        throwOnRequestTimeout: true,
      },
    });
  }

  /**
   * Instances by their IDs; those that EC2 does not know any more are left out.
   *
   * @throws {@link AwsFailure}
   */
  async describeInstances(
    instanceIds: readonly string[],
  ): Promise<ReadonlyMap<string, Ec2Instance>> {
    const instances = new Map<string, Ec2Instance>();
    try {
      for (let at = 0; at < instanceIds.length; at += IDS_PER_FILTER) {
        // By filter: named as InstanceIds, one unknown fails the whole call.
        const pages = paginateDescribeInstances(
          { client: this.#client },
          {
            Filters: [
              {
                Name: 'instance-id',
                Values: instanceIds.slice(at, at + IDS_PER_FILTER),
              },
            ],
          },
        );
        for await (const { Reservations = [] } of pages) {
          for (const instance of Reservations.flatMap(
            ({ Instances = [] }) => Instances,
          )) {
            if (instance.InstanceId) {
              instances.set(instance.InstanceId, {
                launchTime: instance.LaunchTime?.toISOString(),
                privateIp: instance.PrivateIpAddress,
              });
            }
          }
        }
      }
    } catch (error) {
      throw toAwsFailure(error);
    }
    return instances;
  }

  /** Closes kept connections; calls under way fail. */
  close(): void {
    this.#client.destroy();
  }
}
