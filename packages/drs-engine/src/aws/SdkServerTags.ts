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

import {
  DrsClient,
  paginateDescribeSourceServers,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-drs';
import { z } from 'zod';
import type { MayCall, ServerTags, TaggedServer } from '../ports/tags';
import {
  forChanges,
  forReads,
  type ConnectionSettings,
} from './clientSettings';
import { collected, itemsOf } from './collected';
import { untilNotThrottled } from './untilNotThrottled';

const identifier = z.string().min(1);

/** AWS model: SourceServer. Only one with an ARN can be tagged. */
const taggedServerSchema = z
  .object({
    sourceServerID: identifier,
    arn: identifier,
    tags: z.record(z.string(), z.string()).default({}),
    sourceProperties: z
      .object({
        identificationHints: z
          .object({
            hostname: z.string().optional(),
            fqdn: z.string().optional(),
            awsInstanceID: z.string().optional(),
          })
          .optional(),
      })
      .optional(),
    sourceCloudProperties: z
      .object({
        originAccountID: z.string().optional(),
        originRegion: z.string().optional(),
      })
      .optional(),
  })
  .transform(
    ({
      sourceServerID,
      sourceProperties,
      sourceCloudProperties: origin,
      ...server
    }): TaggedServer => {
      const hints = sourceProperties?.identificationHints;
      return {
        ...server,
        sourceServerId: sourceServerID,
        hostname:
          hints?.hostname || hints?.fqdn || server.tags.Name || sourceServerID,
        ...(hints?.awsInstanceID && {
          instance: {
            instanceId: hints.awsInstanceID,
            ...(origin?.originAccountID && {
              accountId: origin.originAccountID,
            }),
            ...(origin?.originRegion && { region: origin.originRegion }),
          },
        }),
      };
    },
  );

/**
 * Tags of source servers by AWS's SDK. Tagging twice is the same as once, but
 * is sent again only where AWS refused it for being one too many: whoever calls
 * compares anew in a while anyway.
 */
export class SdkServerTags implements ServerTags {
  readonly #settings: ConnectionSettings;
  readonly #reads: DrsClient;
  readonly #changes: DrsClient;

  constructor(settings: ConnectionSettings) {
    this.#settings = settings;
    this.#reads = new DrsClient(forReads(settings));
    this.#changes = new DrsClient(forChanges(settings));
  }

  servers(): Promise<TaggedServer[]> {
    return collected(this.#settings, taggedServerSchema, limit =>
      itemsOf(
        paginateDescribeSourceServers(
          { client: this.#reads },
          { filters: {} },
          limit,
        ),
        page => page.items,
      ),
    );
  }

  async set(
    arn: string,
    tags: Readonly<Record<string, string>>,
    mayCall?: MayCall,
  ): Promise<void> {
    await untilNotThrottled(
      () =>
        this.#changes.send(
          new TagResourceCommand({ resourceArn: arn, tags: { ...tags } }),
          this.#limit(),
        ),
      mayCall,
    );
  }

  async remove(
    arn: string,
    keys: readonly string[],
    mayCall?: MayCall,
  ): Promise<void> {
    await untilNotThrottled(
      () =>
        this.#changes.send(
          new UntagResourceCommand({ resourceArn: arn, tagKeys: [...keys] }),
          this.#limit(),
        ),
      mayCall,
    );
  }

  #limit() {
    return { abortSignal: AbortSignal.timeout(this.#settings.callTimeoutMs) };
  }

  /** Closes kept connections; calls under way fail. */
  close(): void {
    this.#reads.destroy();
    this.#changes.destroy();
  }
}
