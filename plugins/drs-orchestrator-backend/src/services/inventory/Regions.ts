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
  DrsRegion,
  ResponseOf,
  ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Authorizer } from '../../access/Authorizer';
import type { RequestContext } from '../../access/Caller';
import type { TargetAccountStore } from '../../database/TargetAccountStore';
import { refuseIfBlocked } from '../refusal';

/**
 * The Regions that have DRS (AWS DRS user guide, "Supported AWS Regions", read
 * in November 2026). A role of one account cannot tell them all: DRS has no call
 * for it.
 */
const documentedRegions: ReadonlyMap<string, string> = new Map([
  ['af-south-1', 'Africa (Cape Town)'],
  ['ap-east-1', 'Asia Pacific (Hong Kong)'],
  ['ap-northeast-1', 'Asia Pacific (Tokyo)'],
  ['ap-northeast-2', 'Asia Pacific (Seoul)'],
  ['ap-northeast-3', 'Asia Pacific (Osaka)'],
  ['ap-south-1', 'Asia Pacific (Mumbai)'],
  ['ap-south-2', 'Asia Pacific (Hyderabad)'],
  ['ap-southeast-1', 'Asia Pacific (Singapore)'],
  ['ap-southeast-2', 'Asia Pacific (Sydney)'],
  ['ap-southeast-3', 'Asia Pacific (Jakarta)'],
  ['ap-southeast-4', 'Asia Pacific (Melbourne)'],
  ['ca-central-1', 'Canada (Central)'],
  ['eu-central-1', 'Europe (Frankfurt)'],
  ['eu-central-2', 'Europe (Zurich)'],
  ['eu-north-1', 'Europe (Stockholm)'],
  ['eu-south-1', 'Europe (Milan)'],
  ['eu-south-2', 'Europe (Spain)'],
  ['eu-west-1', 'Europe (Ireland)'],
  ['eu-west-2', 'Europe (London)'],
  ['eu-west-3', 'Europe (Paris)'],
  ['il-central-1', 'Israel (Tel Aviv)'],
  ['me-central-1', 'Middle East (UAE)'],
  ['me-south-1', 'Middle East (Bahrain)'],
  ['sa-east-1', 'South America (São Paulo)'],
  ['us-east-1', 'US East (N. Virginia)'],
  ['us-east-2', 'US East (Ohio)'],
  ['us-gov-east-1', 'AWS GovCloud (US-East)'],
  ['us-gov-west-1', 'AWS GovCloud (US-West)'],
  ['us-west-1', 'US West (N. California)'],
  ['us-west-2', 'US West (Oregon)'],
]);

/** Where servers can be recovered, and which accounts are on record for it. */
export class Regions {
  readonly #accounts: TargetAccountStore;
  readonly #authorizer: Authorizer;

  static create(options: {
    accounts: TargetAccountStore;
    authorizer: Authorizer;
  }): Regions {
    return new Regions(options.accounts, options.authorizer);
  }

  private constructor(accounts: TargetAccountStore, authorizer: Authorizer) {
    this.#accounts = accounts;
    this.#authorizer = authorizer;
  }

  /** @throws DrsError ACCOUNT_UNKNOWN */
  async list(
    { query }: ValidRequest<'list_regions'>,
    context: RequestContext,
  ): Promise<ResponseOf<'list_regions'>> {
    const [all, judge] = await Promise.all([
      this.#accounts.all(),
      this.#authorizer.judge(['viewResources'], context),
    ]);
    const isSeen = (accountId: string, region: string) =>
      judge.mayIn('viewResources', { accountId, region });
    const accounts = all.filter(
      ({ accountId, regions }) =>
        (query.accountId ?? accountId) === accountId &&
        regions.some(region => isSeen(accountId, region)),
    );
    if (query.accountId !== undefined && accounts.length === 0) {
      refuseIfBlocked([
        {
          code: 'ACCOUNT_UNKNOWN',
          severity: 'BLOCKING',
          field: 'accountId',
          message: `Account ${query.accountId} is not on record`,
        },
      ]);
    }
    const regions = new Set([
      ...documentedRegions.keys(),
      ...accounts.flatMap(account => account.regions),
    ]);
    return {
      items: [...regions].sort().map((region): DrsRegion => {
        const name = documentedRegions.get(region);
        return {
          region,
          ...(name !== undefined && { name }),
          documented: name !== undefined,
          accounts: accounts
            .filter(
              ({ accountId, regions: own }) =>
                own.includes(region) && isSeen(accountId, region),
            )
            .map(({ accountId, accountName }) => ({ accountId, accountName })),
        };
      }),
    };
  }
}
