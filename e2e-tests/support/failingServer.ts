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
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-drs';
import { Orchestrator } from './orchestrator';
import { SIMULATOR_PORT } from './ports';

/** A user's access key in each account of the simulated AWS. */
const ACCESS_KEYS: Record<string, string> = {
  '111122223333': 'AKIDMERIDIANCOM00001',
  '222233334444': 'AKIDMERIDIANLOG00001',
  '333344445555': 'AKIDMERIDIANFIN00001',
};

/**
 * Tags a source server, through AWS's own API, so that its next launches fail
 * for the reason given.
 */
export async function tagToFail(
  orchestrator: Orchestrator,
  hostname: string,
  reason: string,
): Promise<void> {
  const { drs, resourceArn } = await taggable(orchestrator, hostname);
  await drs.send(
    new TagResourceCommand({
      resourceArn,
      tags: {
        'simulator:fault': 'launch-failure',
        'simulator:fault-reason': reason,
      },
    }),
  );
  drs.destroy();
}

/** What was wrong with the server has been mended: its next launches succeed. */
export async function mend(
  orchestrator: Orchestrator,
  hostname: string,
): Promise<void> {
  const { drs, resourceArn } = await taggable(orchestrator, hostname);
  await drs.send(
    new UntagResourceCommand({ resourceArn, tagKeys: ['simulator:fault'] }),
  );
  drs.destroy();
}

async function taggable(orchestrator: Orchestrator, hostname: string) {
  const { items } = await orchestrator.call('get_drs_source_servers', {
    query: { text: hostname },
  });
  const server = items.find(item => item.hostname === hostname);
  if (!server) {
    throw new Error(`There is no server ${hostname}`);
  }
  const { accountId, region, sourceServerId } = server;
  const drs = new DrsClient({
    endpoint: `http://127.0.0.1:${SIMULATOR_PORT}`,
    region,
    credentials: {
      accessKeyId: ACCESS_KEYS[accountId],
      secretAccessKey: 'meridian-development-only',
    },
  });
  return {
    drs,
    resourceArn: `arn:aws:drs:${region}:${accountId}:source-server/${sourceServerId}`,
  };
}
