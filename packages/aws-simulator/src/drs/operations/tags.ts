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
import { resourceNotFoundException, validationException } from '../errors';
import { Job } from '../job';
import { RecoveryInstance } from '../recovery-instance';
import { RegionalDrs } from '../regional-drs';
import { SourceServer } from '../source-server';
import { mutation, OperationContext, query, tagMap } from './operation';

const MAX_TAGS = 50;
const resourceArn = z
  .string()
  .min(20)
  .max(2_048)
  .regex(/^arn:.{16,2044}$/);

/** What can carry tags. */
type Tagged = SourceServer | Job | RecoveryInstance;

export const listTagsForResource = query(
  z.object({ resourceArn }),
  (context, input) => ({ tags: tagged(context, input.resourceArn).tags }),
);

export const tagResource = mutation(
  200,
  z.object({ resourceArn, tags: tagMap }),
  (context, input) => {
    const found = tagged(context, input.resourceArn);
    const tags = { ...found.tags, ...input.tags };
    if (Object.keys(tags).length > MAX_TAGS) {
      throw validationException(
        `A resource can have at most ${MAX_TAGS} tags`,
        {
          reason: 'fieldValidationFailed',
          fieldList: [{ name: 'tags', message: `More than ${MAX_TAGS} tags` }],
        },
      );
    }
    setTags(context, found, tags);
    return {};
  },
);

export const untagResource = mutation(
  200,
  z.object({ resourceArn, tagKeys: z.array(z.string().max(256)).min(1) }),
  (context, input) => {
    const found = tagged(context, input.resourceArn);
    const tags = { ...found.tags };
    for (const key of input.tagKeys) delete tags[key];
    setTags(context, found, tags);
    return {};
  },
);

function setTags(
  { cloud }: OperationContext,
  found: Tagged,
  tags: Record<string, string>,
): void {
  found.tags = tags;
  if (found instanceof SourceServer) cloud.applyReplicationFault(found);
}

function tagged({ drs }: OperationContext, arn: string): Tagged {
  const match = /^arn:aws:drs:([^:]+):(\d{12}):([a-z-]+)\/(.+)$/.exec(arn);
  const [, region, account, type = 'resource', id] = match ?? [];
  if (region === drs.region && account === drs.accountId) {
    const found = findResource(drs, type, id);
    if (found) return found;
  }
  throw resourceNotFoundException(`Resource ${arn} does not exist`, {
    resourceId: arn,
    resourceType: type,
  });
}

function findResource(
  drs: RegionalDrs,
  type: string,
  id: string,
): Tagged | undefined {
  switch (type) {
    case 'source-server':
      return drs.server(id);
    case 'job':
      return drs.job(id);
    case 'recovery-instance':
      return drs.recoveryInstances.get(id);
    default:
      return undefined;
  }
}
