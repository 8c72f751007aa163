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
import { AwsError } from '../../wire/errors';
import { AwsAccount } from '../../world/world';
import { resourceNotFoundException, validationException } from '../errors';
import { RegionalDrs } from '../regional-drs';
import {
  SourceServer,
  sourceServerShape,
  stagingArnOf,
} from '../source-server';
import {
  accountId,
  mutation,
  OperationContext,
  pagedOutput,
  paging,
  query,
  tagMap,
} from './operation';
import { checkSourceServers } from './quotas';

const sourceServerArn = z
  .string()
  .max(2_048)
  .regex(/^arn:aws:drs:[a-z0-9-]+:[0-9]{12}:source-server\/s-[0-9a-zA-Z]{17}$/);

/** Accounts in one answer of ListStagingAccounts (AWS model: Accounts). */
const ACCOUNTS_PER_PAGE = 50;

const isExtended = ({ blueprint }: SourceServer): boolean =>
  blueprint.stagingAccountId !== blueprint.accountId;

/** Accounts of extended servers that there are; not those one could extend from. */
export const listStagingAccounts = query(z.object(paging), (context, input) => {
  const accounts = [
    ...new Set(
      context.drs.servers
        .filter(isExtended)
        .map(({ blueprint }) => blueprint.stagingAccountId),
    ),
  ].sort();
  const { items, ...more } = pagedOutput(
    context,
    {
      ...input,
      maxResults: Math.min(
        input.maxResults ?? ACCOUNTS_PER_PAGE,
        ACCOUNTS_PER_PAGE,
      ),
    },
    ['ListStagingAccounts'],
    accounts,
    account => account,
    account => ({ accountID: account }),
  );
  return { accounts: items, ...more };
});

export const listExtensibleSourceServers = query(
  z.object({
    stagingAccountID: accountId,
    maxResults: z.number().int().min(1).max(300).optional(),
    nextToken: paging.nextToken,
  }),
  (context, input) => {
    const { stagingAccountID } = input;
    const { drs: staging } = stagingOf(
      context,
      stagingAccountID,
      'drs:ListExtensibleSourceServers',
    );
    const taken = new Set(extendedArns(context.drs));
    return pagedOutput(
      context,
      input,
      ['ListExtensibleSourceServers', stagingAccountID],
      staging.servers.filter(
        server => !isExtended(server) && !taken.has(server.arn),
      ),
      server => server.id,
      server => ({
        hostname: server.blueprint.hostname,
        arn: server.arn,
        tags: server.tags,
      }),
    );
  },
);

/**
 * The wording of the refusals is inferred: AWS documents that they come, and
 * for what reasons, but not their words.
 */
export const createExtendedSourceServer = mutation(
  201,
  z.object({ sourceServerArn, tags: tagMap.optional() }),
  (context, { sourceServerArn: arn, tags }) => {
    const { cloud, drs } = context;
    const [, , , region, stagingAccountId, resource] = arn.split(':');
    if (region !== drs.region) {
      throw validationException(
        `Source server ${arn} is in another Region than ${drs.region}`,
      );
    }
    const { drs: staging, account } = stagingOf(
      context,
      stagingAccountId,
      'drs:CreateExtendedSourceServer',
    );
    const source = staging.server(resource.replace('source-server/', ''));
    if (!source) {
      throw resourceNotFoundException(`Source server ${arn} does not exist`, {
        resourceId: arn,
        resourceType: 'SourceServer',
      });
    }
    if (isExtended(source)) {
      throw validationException(
        `Source server ${arn} is itself an extension of another source server`,
      );
    }
    if (extendedArns(drs).includes(arn)) {
      throw validationException(
        `Source server ${arn} is already extended into account ${drs.accountId}`,
      );
    }
    if (account.defaultEbsKeyRegions?.includes(region)) {
      throw validationException(
        `Source server ${arn} cannot be extended: its staging area uses the default EBS encryption key`,
      );
    }
    checkSourceServers(context);
    const server = cloud.addExtendedServer(
      drs,
      {
        ...source.blueprint,
        accountId: drs.accountId,
        sourceServerId: `s-${cloud.seeded.hex(
          17,
          `${drs.accountId}/${drs.region}`,
          arn,
          'extended-source-server',
        )}`,
        stagingAccountId,
        stagingSourceServerId: source.id,
      },
      tags ?? {},
    );
    return { sourceServer: sourceServerShape(server, cloud.time.wallNow()) };
  },
);

function extendedArns(drs: RegionalDrs): string[] {
  return drs.servers
    .filter(isExtended)
    .map(({ blueprint }) => stagingArnOf(blueprint));
}

/**
 * DRS of the staging account.
 *
 * @throws AwsError where it is no account to extend from, or does not trust the caller's
 */
function stagingOf(
  { cloud, drs }: OperationContext,
  stagingAccountId: string,
  action: string,
): { drs: RegionalDrs; account: AwsAccount } {
  if (stagingAccountId === drs.accountId) {
    throw validationException(
      'The staging account and the target account are the same',
    );
  }
  const account = cloud.world.accounts.find(
    candidate => candidate.accountId === stagingAccountId,
  );
  // As with roles, one who is not trusted is not told what there is.
  if (!account?.extendsInto?.includes(drs.accountId)) {
    throw new AwsError({
      code: 'AccessDeniedException',
      status: 403,
      message: `Account ${drs.accountId} is not authorized to perform: ${action} on staging account ${stagingAccountId}: it is not a trusted account of it`,
    });
  }
  const staging = cloud.drs(stagingAccountId, drs.region);
  if (!staging) {
    throw validationException(
      `Staging account ${stagingAccountId} is not initialized in ${drs.region}`,
    );
  }
  return { drs: staging, account };
}
