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
  AwsFailure,
  scopeKey,
  type ObservedSourceServer,
  type Scope,
} from '@drs-orchestrator/drs-engine';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { setImmediate } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import { groupIdsOf } from '../../database/RecoveryPlanStore';
import {
  neededRegion,
  scopeFindings,
  unknownAccount,
} from '../accounts/TargetAccounts';
import type { Inventory } from '../inventory/Inventory';
import { judgeLaunchConfig } from '../launchConfiguration/judgeLaunchConfig';
import type { ResourceLookup } from '../launchConfiguration/ResourceLookup';
import { hookFindings } from '../recoveryPlans/hookFindings';
import { resolveWaves } from '../recoveryPlans/resolveWaves';
import type { CappedFindings } from './CappedFindings';
import { FinalMembership } from './FinalMembership';
import type { PresentRecords } from './presentRecords';
import {
  finalGroups,
  groupAfter,
  type Proposal,
  type ProposedAccount,
  type ProposedGroup,
  type ProposedPlan,
} from './proposal';

/** Questions to AWS at once. */
const AT_ONCE = 4;
/** So many records are judged before others have their turn. */
const RECORDS_AT_ONCE = 20;

/** AWS, with the accounts as they would be. */
export interface ProposedAws {
  readonly inventory: Pick<Inventory, 'servers'>;
  readonly resources: ResourceLookup;
}

/** What an import is judged with. */
export interface ImportJudgeOptions {
  readonly aws: ProposedAws;
  /** Hosts that hooks may be sent to. */
  readonly allowedHosts: readonly string[];
  readonly proposal: Proposal;
  readonly present: PresentRecords;
}

const within = (field: string, findings: readonly Finding[]): Finding[] =>
  findings.map(finding => ({
    ...finding,
    field: finding.field ? `${field}.${finding.field}` : field,
  }));

/** Waves of a manifest name their groups. */
const inManifest = (finding: Finding): Finding => ({
  ...finding,
  ...(finding.field && {
    field: finding.field.replace('.protectionGroupIds', '.protectionGroups'),
  }),
});

/**
 * Judges what would be created and changed as the records' own services do, by
 * the same rules, against all records as they would be. What stays as it is was
 * judged when it was written.
 */
export class ImportJudge {
  readonly #aws: ProposedAws;
  readonly #allowedHosts: readonly string[];
  readonly #accounts: readonly ProposedAccount[];
  readonly #changedGroups: readonly ProposedGroup[];
  readonly #changedPlans: readonly ProposedPlan[];
  readonly #present: PresentRecords;
  /** Every group that there would be, by ID. */
  readonly #groups: ReadonlyMap<string, StoredGroup>;
  /** The same, by account and Region. */
  readonly #groupsThere: ReadonlyMap<string, readonly StoredGroup[]>;
  /** The Regions of each account there would be. */
  readonly #regions: ReadonlyMap<string, readonly string[]>;
  /** Accounts that nobody could get into, for what a finding says already. */
  readonly #closed: ReadonlySet<string>;
  readonly #memberships = new Map<
    string,
    Promise<FinalMembership | AwsFailure>
  >();

  static create(options: ImportJudgeOptions): ImportJudge {
    return new ImportJudge(options);
  }

  private constructor(options: ImportJudgeOptions) {
    const { proposal, present } = options;
    this.#aws = options.aws;
    this.#allowedHosts = options.allowedHosts;
    this.#accounts = proposal.accounts;
    this.#changedGroups = proposal.groups.filter(isChanged);
    this.#changedPlans = proposal.plans.filter(isChanged);
    this.#present = present;
    const groups = finalGroups(present, proposal.groups);
    this.#groups = new Map(groups.map(group => [group.groupId, group]));
    this.#groupsThere = Map.groupBy(groups, scopeKey);
    this.#regions = new Map(
      [...present.accounts, ...proposal.accounts].map(
        ({ accountId, regions }) => [accountId, regions],
      ),
    );
    this.#closed = new Set(
      proposal.accounts.flatMap(({ accountId, content }) =>
        content ? [] : [accountId],
      ),
    );
  }

  /** Adds all that it finds, in the same order whenever it finds the same. */
  async judge(found: CappedFindings): Promise<void> {
    for (const account of this.#accounts) {
      found.add(this.#ofAccount(account));
    }
    await judgeEach(this.#changedGroups, group => this.#ofGroup(group), found);
    await judgeEach(this.#changedPlans, plan => this.#ofPlan(plan), found);
  }

  /** No Region is taken off an account in which there are groups. */
  #ofAccount({
    accountId,
    field,
    before,
    regions,
  }: ProposedAccount): Finding[] {
    const left = (before?.regions ?? []).filter(
      region => !regions.includes(region),
    );
    return within(
      field,
      this.#present.groups
        .filter(
          group => group.accountId === accountId && left.includes(group.region),
        )
        .map(({ groupId, groupName, region }) =>
          neededRegion({
            kind: 'protection-group',
            id: groupId,
            name: groupName,
            region,
          }),
        ),
    );
  }

  async #ofGroup(group: ProposedGroup): Promise<Finding[]> {
    const scope = scopeOf(group);
    const misplaced = scopeFindings(scope, this.#regions.get(group.accountId));
    if (misplaced.length > 0) {
      return within(group.field, misplaced);
    }
    const membership = await this.#membershipOf(scope);
    if (membership instanceof AwsFailure) {
      return this.#unreachable(group.field, scope, membership);
    }
    const after = groupAfter(group);
    return within(group.field, [
      ...membership.findings(after),
      ...(await judgeLaunchConfig(
        this.#aws.resources,
        scope,
        group.content,
        membership.members(after.selection),
      )),
    ]);
  }

  async #ofPlan({
    accountId,
    field,
    content,
  }: ProposedPlan): Promise<Finding[]> {
    if (!this.#regions.has(accountId)) {
      return within(field, [unknownAccount(accountId)]);
    }
    const ids = new Set(groupIdsOf(content.waves));
    const groups = [...ids].flatMap(id => this.#groups.get(id) ?? []);
    const servers = new Map<string, readonly ObservedSourceServer[]>();
    const scopes = new Map(
      groups.map(group => [scopeKey(group), scopeOf(group)]),
    );
    for (const [key, scope] of scopes) {
      if (scope.accountId === accountId) {
        const answer = await this.#membershipOf(scope);
        if (answer instanceof AwsFailure) {
          return this.#unreachable(field, scope, answer);
        }
        servers.set(key, answer.servers);
      }
    }
    return within(field, [
      ...hookFindings(content.waves, {
        allowedHosts: this.#allowedHosts,
        accountIds: new Set(this.#regions.keys()),
      }),
      ...resolveWaves(
        content.waves,
        {
          accountId,
          groups: new Map(groups.map(group => [group.groupId, group])),
          servers,
        },
        'WARNING',
      ).findings,
    ]).map(inManifest);
  }

  /** Nothing is said of an account of which a finding says what is missing. */
  #unreachable(field: string, scope: Scope, failure: AwsFailure): Finding[] {
    return this.#closed.has(scope.accountId)
      ? []
      : [
          {
            code: 'ACCOUNT_UNREACHABLE',
            severity: 'BLOCKING',
            field,
            message: `Nobody can say whether it is right: ${failure.message}`,
            remedy: `See to it that account ${scope.accountId} can be reached in ${scope.region}, and try again`,
          },
        ];
  }

  /** AWS is asked once for all records of the place. */
  #membershipOf(scope: Scope): Promise<FinalMembership | AwsFailure> {
    const key = scopeKey(scope);
    const known = this.#memberships.get(key);
    if (known) {
      return known;
    }
    const asked = this.#aws.inventory
      .servers(scope, { live: true })
      .then(servers =>
        FinalMembership.create(this.#groupsThere.get(key) ?? [], servers),
      )
      .catch((error: unknown) => {
        if (error instanceof AwsFailure) {
          return error;
        }
        throw error;
      });
    this.#memberships.set(key, asked);
    return asked;
  }
}

async function judgeEach<T>(
  records: readonly T[],
  findingsOf: (record: T) => Promise<Finding[]>,
  found: CappedFindings,
): Promise<void> {
  const limit = pLimit(AT_ONCE);
  for (let start = 0; start < records.length; start += RECORDS_AT_ONCE) {
    const findings = await Promise.all(
      records
        .slice(start, start + RECORDS_AT_ONCE)
        .map(record => limit(() => findingsOf(record))),
    );
    findings.forEach(ofRecord => found.add(ofRecord));
    await setImmediate();
  }
}

export const isChanged = ({ action }: { action: string }): boolean =>
  action !== 'UNCHANGED';

const scopeOf = ({ accountId, region }: Scope): Scope => ({
  accountId,
  region,
});
