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

import { DrsClient } from '@aws-sdk/client-drs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { Simulator } from '../simulator';
import { SECRET_ACCESS_KEY } from '../world/company';

export const COMMERCE = '111122223333';
export const LOGISTICS = '222233334444';
export const FINANCE = '333344445555';
export const STAGING = '444455556666';
export const HUB = '999988887777';

export type Keys = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
};

/** The long-term access key of an account. */
export function keysOf(aws: Simulator, accountId: string): Keys {
  const key = aws.world.accessKeys.find(k => k.accountId === accountId);
  if (!key) throw new Error(`${accountId} has no access key`);
  return { accessKeyId: key.accessKeyId, secretAccessKey: SECRET_ACCESS_KEY };
}

/** Real SDK clients, which send each call once. */
export function clients(
  aws: Simulator,
  credentials: Keys,
  region: string = 'us-west-2',
) {
  const configuration = {
    endpoint: aws.url,
    region,
    credentials,
    maxAttempts: 1,
  };
  return {
    drs: new DrsClient(configuration),
    ec2: new EC2Client(configuration),
    iam: new IAMClient(configuration),
    lambda: new LambdaClient(configuration),
    quotas: new ServiceQuotasClient(configuration),
    ssm: new SSMClient(configuration),
    sts: new STSClient(configuration),
  };
}

/** The IDs of servers by hostname. */
export function serverIds(aws: Simulator, ...hostnames: string[]): string[] {
  return hostnames.map(hostname => {
    const server = aws.world.servers.find(s => s.hostname === hostname);
    if (!server) throw new Error(`There is no server ${hostname}`);
    return server.sourceServerId;
  });
}

/** Closes the connections of clients. */
export function destroy(made: ReturnType<typeof clients>): void {
  for (const client of Object.values(made)) client.destroy();
}
