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
import { z } from 'zod';
import type { InstanceTags } from '../ports/tags';
import { forReads, type ConnectionSettings } from './clientSettings';
import { collected, itemsOf } from './collected';

/** Values that one EC2 filter takes (EC2 user guide, "List and filter your resources"). */
const VALUES_PER_FILTER = 200;

/** EC2 API: Instance. */
const taggedInstanceSchema = z.object({
  InstanceId: z.string().min(1),
  Tags: z
    .array(z.object({ Key: z.string(), Value: z.string().default('') }))
    .default([]),
});

/** Tags of EC2 instances by AWS's SDK. */
export class SdkInstanceTags implements InstanceTags {
  readonly #settings: ConnectionSettings;
  readonly #ec2: EC2Client;

  constructor(settings: ConnectionSettings) {
    this.#settings = settings;
    this.#ec2 = new EC2Client(forReads(settings));
  }

  /** By filter and not by ID: one that is not there would make the whole call fail. */
  async of(
    instanceIds: readonly string[],
  ): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
    const found = new Map<string, Readonly<Record<string, string>>>();
    for (let at = 0; at < instanceIds.length; at += VALUES_PER_FILTER) {
      const Values = instanceIds.slice(at, at + VALUES_PER_FILTER);
      const instances = await collected(
        this.#settings,
        taggedInstanceSchema,
        limit =>
          itemsOf(
            paginateDescribeInstances(
              { client: this.#ec2 },
              {
                Filters: [
                  { Name: 'instance-id', Values },
                  {
                    Name: 'instance-state-name',
                    Values: ['running', 'stopped'],
                  },
                ],
              },
              limit,
            ),
            page =>
              page.Reservations?.flatMap(({ Instances = [] }) => Instances),
          ),
      );
      for (const { InstanceId, Tags } of instances) {
        found.set(
          InstanceId,
          Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
        );
      }
    }
    return found;
  }

  /** Calls under way fail. */
  close(): void {
    this.#ec2.destroy();
  }
}
