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

import { EC2Client, paginateDescribeInstanceStatus } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import type {
  InstanceStatuses,
  ObservedInstanceStatus,
} from '../ports/instanceStatus';
import { forReads, readLimit, type ConnectionSettings } from './clientSettings';
import { toAwsFailure } from './errors';

/** IDs in one call (EC2 API: DescribeInstanceStatus, at most 100 explicitly named). */
const IDS_PER_CALL = 100;

/** EC2 API: InstanceStatus. */
const statusSchema = z
  .object({
    InstanceId: z.string().min(1),
    InstanceState: z.object({ Name: z.string() }),
    InstanceStatus: z
      .object({ Status: z.string().default('insufficient-data') })
      .default({ Status: 'insufficient-data' }),
    SystemStatus: z
      .object({ Status: z.string().default('insufficient-data') })
      .default({ Status: 'insufficient-data' }),
  })
  .transform(
    (status): ObservedInstanceStatus => ({
      instanceId: status.InstanceId,
      state: status.InstanceState.Name,
      instanceStatus: status.InstanceStatus.Status,
      systemStatus: status.SystemStatus.Status,
    }),
  );

const INSTANCE_ID = /\bi-(?:[0-9a-f]{17}|[0-9a-f]{8})\b/g;

/** EC2's status checks by AWS's SDK. */
export class SdkInstanceStatuses implements InstanceStatuses {
  readonly #settings: ConnectionSettings;
  readonly #ec2: EC2Client;

  constructor(settings: ConnectionSettings) {
    this.#settings = settings;
    this.#ec2 = new EC2Client(forReads(settings));
  }

  async describe(
    instanceIds: readonly string[],
  ): Promise<ObservedInstanceStatus[]> {
    // Without IDs, EC2 would tell those of the whole account.
    const statuses: ObservedInstanceStatus[] = [];
    for (let at = 0; at < instanceIds.length; at += IDS_PER_CALL) {
      statuses.push(
        ...(await this.#known(instanceIds.slice(at, at + IDS_PER_CALL))),
      );
    }
    return statuses;
  }

  close(): void {
    this.#ec2.destroy();
  }

  /** One ID that EC2 does not know fails the whole call: it is asked again without. */
  async #known(
    instanceIds: readonly string[],
  ): Promise<ObservedInstanceStatus[]> {
    let asked = instanceIds;
    while (asked.length > 0) {
      try {
        return await this.#ask(asked);
      } catch (error) {
        const failure = toAwsFailure(error);
        const unknown = new Set(
          failure.code === 'InvalidInstanceID.NotFound'
            ? failure.message.match(INSTANCE_ID) ?? []
            : [],
        );
        const rest = asked.filter(id => !unknown.has(id));
        if (rest.length === asked.length) {
          throw failure;
        }
        asked = rest;
      }
    }
    return [];
  }

  async #ask(
    instanceIds: readonly string[],
  ): Promise<ObservedInstanceStatus[]> {
    const statuses: ObservedInstanceStatus[] = [];
    for await (const page of paginateDescribeInstanceStatus(
      { client: this.#ec2 },
      // Unless all are asked for, EC2 keeps silent about those that do not run.
      { InstanceIds: [...instanceIds], IncludeAllInstances: true },
      { abortSignal: readLimit(this.#settings) },
    )) {
      for (const status of page.InstanceStatuses ?? []) {
        const parsed = statusSchema.safeParse(status);
        if (parsed.success) {
          statuses.push(parsed.data);
        }
      }
    }
    return statuses;
  }
}
