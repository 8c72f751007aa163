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
  keyFor,
  type AwsAccess,
  type Clock,
  type Scope,
} from '@drs-orchestrator/drs-engine';
import type {
  ImportChange,
  ImportReport,
  ResponseOf,
  TagSyncRules,
  ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { insufficient, type Authorizer } from '../../access/Authorizer';
import { actorOf, type RequestContext } from '../../access/Caller';
import type {
  AccountAccess,
  TargetAccountStore,
} from '../../database/TargetAccountStore';
import { Inventory, type Survey } from '../inventory/Inventory';
import { ResourceLookup } from '../launchConfiguration/ResourceLookup';
import { refuseIfBlocked } from '../refusal';
import { CappedFindings } from './CappedFindings';
import { applyProposal, changedMeanwhile } from './applyProposal';
import { understood } from './documents';
import { ImportJudge, isChanged, type ProposedAws } from './ImportJudge';
import {
  lackedPermissions,
  lackFinding,
  permissionsOfImports,
} from './importPermissions';
import {
  atOneMoment,
  presentRecords,
  type PresentRecords,
} from './presentRecords';
import {
  fingerprintOf,
  propose,
  type Proposal,
  type ProposedAccount,
} from './proposal';

/** Where AWS access finds how to get into accounts. */
export type AccountDirectory = Pick<
  TargetAccountStore,
  'access' | 'stagingAccess'
>;

/** A way to AWS of its own. */
export type ConnectAws = (
  accounts: AccountDirectory,
) => AwsAccess & { close(): void };

/** What imports are made of. */
export interface ConfigurationImportsOptions {
  knex: Knex;
  authorizer: Authorizer;
  accountStore: TargetAccountStore;
  inventory: Inventory;
  access: AwsAccess;
  connectAws: ConnectAws;
  allowedHosts: readonly string[];
  /** The configuration's rules. */
  tagSync: TagSyncRules;
  clock: Clock;
  /** `drsOrchestrator.auditKey`, the same in every replica. */
  auditKey: string;
}

/** Makes the records what a manifest says: all of it or nothing. */
export class ConfigurationImports {
  readonly #options: ConfigurationImportsOptions;
  readonly #fingerprintKey: string;

  static create(options: ConfigurationImportsOptions): ConfigurationImports {
    return new ConfigurationImports(options);
  }

  private constructor(options: ConfigurationImportsOptions) {
    this.#options = options;
    this.#fingerprintKey = keyFor(options.auditKey, 'import/fingerprint');
  }

  /**
   * A dry run answers with every problem. Anything else is done whole, or refused
   * with every problem.
   *
   * @throws DrsError INSUFFICIENT_PERMISSIONS where the caller may not see every
   *   record, or may not do by itself what the import would do; VALIDATION_FAILED
   *   and others that findings stand for; VERSION_CONFLICT where records are not those that were judged, or would
   *   be changed otherwise than was told
   */
  async import(
    { query: { dryRun }, body }: ValidRequest<'import_configuration'>,
    context: RequestContext,
  ): Promise<ResponseOf<'import_configuration'>> {
    const judge = await this.#options.authorizer.judge(
      permissionsOfImports,
      context,
    );
    // A report tells how records are.
    if (!judge.mayAlways('viewResources')) {
      throw insufficient('viewResources', judge);
    }
    const present = await atOneMoment(this.#options.knex, presentRecords);
    const request = 'apiVersion' in body ? { manifest: body } : body;
    const { manifest, ...read } = await understood(
      request.manifest,
      present,
      (accounts, scopes) => this.#survey(accounts, scopes),
    );
    if (!manifest) {
      if (!dryRun) {
        refuseIfBlocked(read.findings);
      }
      return {
        dryRun,
        valid: false,
        source: read.source,
        findings: [...read.findings],
        changes: [],
        counts: { create: 0, update: 0, unchanged: 0 },
        leftAlone: leftAlone(present),
      };
    }
    const proposal = propose(manifest, present, {
      externalIds: { ...read.externalIds, ...request.externalIds },
      newId: randomUUID,
    });
    const lacked = lackedPermissions(proposal, judge);
    if (!dryRun && lacked.length > 0) {
      throw insufficient(lacked[0], judge);
    }
    const found = new CappedFindings();
    found.add(lacked.map(key => lackFinding(key, judge)));
    found.add(read.findings);
    found.add(proposal.findings);
    await this.#judge(proposal, present, found);
    const findings = found.told();
    const report = reportOf(proposal, present, {
      dryRun,
      source: read.source,
      findings,
      fingerprint: fingerprintOf(proposal, this.#fingerprintKey),
      ...(read.source === 'SERVERLESS' && { manifest }),
    });
    if (!dryRun) {
      refuseIfBlocked(findings);
      if (![undefined, report.fingerprint].includes(request.fingerprint)) {
        throw changedMeanwhile();
      }
      if (report.changes.some(isChanged)) {
        await applyProposal(this.#options.knex, proposal, present, {
          actor: actorOf(context),
          now: this.#options.clock.now(),
          tagSync: this.#options.tagSync,
          clock: this.#options.clock,
        });
      }
    }
    return report;
  }

  /** The accounts that are not on record are reached as the document says. */
  async #survey(
    accounts: readonly AccountAccess[],
    scopes: readonly Scope[],
  ): Promise<Survey> {
    const { accountStore, connectAws, clock } = this.#options;
    const byId = new Map(accounts.map(account => [account.accountId, account]));
    const own = connectAws(
      withAccounts(accountStore, async accountId => byId.get(accountId)),
    );
    try {
      return await Inventory.create({ access: own, clock }).survey(scopes);
    } finally {
      own.close();
    }
  }

  async #judge(
    proposal: Proposal,
    present: PresentRecords,
    found: CappedFindings,
  ): Promise<void> {
    await this.#withAws(proposal, aws =>
      ImportJudge.create({
        aws,
        allowedHosts: this.#options.allowedHosts,
        proposal,
        present,
      }).judge(found),
    );
  }

  /** AWS as it could be reached afterwards; a connection of its own where accounts would be reached otherwise than now. */
  async #withAws<T>(
    { accounts }: Proposal,
    work: (aws: ProposedAws) => Promise<T>,
  ): Promise<T> {
    const { accountStore, access, inventory, connectAws, clock } =
      this.#options;
    const changed = accounts.filter(isChanged);
    if (changed.length === 0) {
      const resources = ResourceLookup.create({ access, clock });
      return work({ inventory, resources });
    }
    const own = connectAws(withProposed(accountStore, changed));
    try {
      return await work({
        inventory: Inventory.create({ access: own, clock }),
        resources: ResourceLookup.create({ access: own, clock }),
      });
    } finally {
      own.close();
    }
  }
}

/** The accounts on record, and others beside them or in their places. */
const withAccounts = (
  store: AccountDirectory,
  access: (
    accountId: string,
    known: AccountAccess | undefined,
  ) => Promise<AccountAccess | undefined>,
): AccountDirectory => ({
  access: async accountId => {
    const known = await store.access(accountId);
    return (await access(accountId, known)) ?? known;
  },
  // Nothing of an import is looked for in staging accounts.
  stagingAccess: (accountId, staging) =>
    store.stagingAccess(accountId, staging),
});

/** The accounts as they would be on record. */
function withProposed(
  store: AccountDirectory,
  proposed: readonly ProposedAccount[],
): AccountDirectory {
  const byId = new Map(proposed.map(account => [account.accountId, account]));
  return withAccounts(store, async (accountId, known) => {
    const content = byId.get(accountId)?.content;
    const externalId = content?.externalId?.value ?? known?.externalId;
    return (
      content && {
        accountId,
        roleName: content.roleName,
        regions: content.regions,
        ...(externalId !== undefined && { externalId }),
      }
    );
  });
}

const none: Pick<Proposal, 'accounts' | 'groups' | 'plans'> = {
  accounts: [],
  groups: [],
  plans: [],
};

/** How many records a proposal says nothing of. */
function leftAlone(
  present: PresentRecords,
  proposal: Pick<Proposal, 'accounts' | 'groups' | 'plans'> = none,
): ImportReport['leftAlone'] {
  const others = (
    records: readonly unknown[],
    proposed: readonly { before?: unknown }[],
  ) => records.length - proposed.filter(({ before }) => before).length;
  return {
    accounts: others(present.accounts, proposal.accounts),
    protectionGroups: others(present.groups, proposal.groups),
    recoveryPlans: others(present.plans, proposal.plans),
  };
}

function reportOf(
  proposal: Proposal,
  present: PresentRecords,
  told: Pick<
    ImportReport,
    'dryRun' | 'source' | 'findings' | 'fingerprint' | 'manifest'
  >,
): ImportReport {
  const changes = [
    ...proposal.accounts.map(account => ({
      ...changeOf('account', account),
      accountId: account.accountId,
    })),
    ...proposal.groups.map(group => changeOf('protection-group', group)),
    ...proposal.plans.map(plan => changeOf('recovery-plan', plan)),
    ...(proposal.tagSync ? [changeOf('settings', proposal.tagSync)] : []),
  ];
  const count = (wanted: ImportChange['action']) =>
    changes.filter(({ action }) => action === wanted).length;
  return {
    ...told,
    valid: !told.findings.some(({ severity }) => severity === 'BLOCKING'),
    changes,
    counts: {
      create: count('CREATE'),
      update: count('UPDATE'),
      unchanged: count('UNCHANGED'),
    },
    leftAlone: leftAlone(present, proposal),
  };
}

const changeOf = (
  kind: ImportChange['kind'],
  record: Pick<ImportChange, 'name' | 'field' | 'action'> & {
    readonly fields: readonly ImportChange['fields'][number][];
  },
): ImportChange => ({
  kind,
  name: record.name,
  field: record.field,
  action: record.action,
  fields: [...record.fields],
});
