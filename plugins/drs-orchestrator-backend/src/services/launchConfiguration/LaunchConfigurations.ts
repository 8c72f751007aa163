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
  launchSettingsChange,
  type Clock,
  type LaunchSettings,
  type ObservedSourceServer,
  type Scope,
} from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type AppliedLaunchConfiguration,
  type Finding,
  type ResponseOf,
  type ServerLaunchSettings,
  type Unavailable,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Authorizer } from '../../access/Authorizer';
import type { RequestContext } from '../../access/Caller';
import type {
  ApplyFailure,
  ApplyFailureStore,
} from '../../database/ApplyFailureStore';
import {
  groupRecord,
  judgedGroup,
  type ProtectionGroupStore,
  type StoredGroup,
} from '../../database/ProtectionGroupStore';
import type { Inventory } from '../inventory/Inventory';
import { selected } from '../inventory/membership';
import { addressesOfOtherGroups } from './addressesOfOtherGroups';
import { judgeLaunchConfig } from './judgeLaunchConfig';
import type { ResourceLookup } from './ResourceLookup';
import type { SettingsChanges } from './SettingsChanges';
import type { ReadSettings, SettingsInAws } from './SettingsInAws';
import { wantedSettings, type LaunchConfigured } from './wantedSettings';

/** What launch configurations are read, judged and applied with. */
export interface LaunchConfigurationsOptions {
  inventory: Inventory;
  groups: ProtectionGroupStore;
  failures: ApplyFailureStore;
  authorizer: Authorizer;
  resources: ResourceLookup;
  settings: SettingsInAws;
  changes: SettingsChanges;
  clock: Clock;
}

/** How the servers of protection groups are launched: in AWS, and as the groups want it. */
export class LaunchConfigurations {
  readonly #options: LaunchConfigurationsOptions;

  static create(options: LaunchConfigurationsOptions): LaunchConfigurations {
    return new LaunchConfigurations(options);
  }

  private constructor(options: LaunchConfigurationsOptions) {
    this.#options = options;
  }

  /**
   * Of every server that the group holds now: what AWS has, what the group wants,
   * where they differ, and why AWS could not be told so when it was tried last.
   */
  async get(
    { params }: ValidRequest<'get_launch_configuration'>,
    context: RequestContext,
  ): Promise<ResponseOf<'get_launch_configuration'>> {
    const group = await this.#stored(params.groupId);
    const scope = scopeOf(group);
    const unavailable: Unavailable[] = [];
    const members = await this.#orUnavailable(unavailable, scope, () =>
      this.#members(group),
    );
    const [current, findings, shared, failures] = await Promise.all([
      this.#orUnavailable(unavailable, scope, () =>
        this.#options.settings.read(
          scope,
          (members ?? []).map(server => server.sourceServerId),
        ),
      ),
      // Without them nobody can tell whose settings are of servers that are gone.
      members && this.findings(scope, group, members),
      this.#sharedAddresses(group, context),
      this.#options.failures.of(group.groupId),
    ]);
    for (const [id, { code, message }] of [...(current?.failures ?? [])].slice(
      0,
      1,
    )) {
      unavailable.push({ ...scope, code, message: `${id}: ${message}` });
    }
    return {
      groupId: group.groupId,
      ...scope,
      servers: (members ?? []).flatMap(server =>
        settingsAnswer(server, group, current, failures),
      ),
      findings: [...(findings ?? []), ...shared],
      unavailable: distinctUnavailable(unavailable),
    };
  }

  /**
   * Sets in AWS what the group wants, where it differs. Stays so: nothing is put
   * back afterwards. One server that cannot be changed is no obstacle to the
   * others; what it failed for is kept until the next attempt.
   *
   * @throws DrsError VALIDATION_FAILED where a server is named that the group does not hold
   * @throws AwsFailure where AWS cannot be asked at all
   */
  async apply({
    params,
    body,
  }: ValidRequest<'apply_launch_configuration'>): Promise<
    ResponseOf<'apply_launch_configuration'>
  > {
    const { changes, failures, clock } = this.#options;
    const group = await this.#stored(params.groupId);
    const servers = chosenMembers(await this.#members(group), body.servers);
    const applied = await changes.apply(
      scopeOf(group),
      servers.map(server => ({
        server,
        wanted: wantedOf(group, server.sourceServerId),
      })),
    );
    const at = clock.now();
    await failures.replace(
      group.groupId,
      new Map(applied.map(one => [one.sourceServerId, failureOf(one)])),
      at,
    );
    return {
      groupId: group.groupId,
      at: at.toISOString(),
      servers: applied,
    };
  }

  /**
   * Everything that is wrong with what a group wants, by field. What AWS cannot
   * be asked about now is not judged: it will be before each launch.
   *
   * @param members - the servers that the group has, or would have
   */
  async findings(
    scope: Scope,
    configured: LaunchConfigured,
    members: readonly ObservedSourceServer[],
  ): Promise<Finding[]> {
    return judgeLaunchConfig(
      this.#options.resources,
      scope,
      configured,
      members,
    );
  }

  /** Addresses that other groups want, too; those that the caller may not see are not named. */
  async #sharedAddresses(
    group: StoredGroup,
    context: RequestContext,
  ): Promise<Finding[]> {
    if (!group.servers?.some(own => own.staticPrivateIp !== undefined)) {
      return [];
    }
    const [others, judge] = await Promise.all([
      this.#options.groups.inScope(scopeOf(group)),
      this.#options.authorizer.judge(['viewResources'], context),
    ]);
    return addressesOfOtherGroups(group, others, other =>
      judge.may('viewResources', groupRecord(judgedGroup(other))),
    );
  }

  async #members(group: StoredGroup): Promise<ObservedSourceServer[]> {
    return selected(
      group.selection,
      await this.#options.inventory.servers(scopeOf(group)),
    );
  }

  async #orUnavailable<T>(
    unavailable: Unavailable[],
    scope: Scope,
    ask: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof AwsFailure)) {
        throw error;
      }
      const { code, message } = error;
      unavailable.push({ ...scope, code, message });
      return undefined;
    }
  }

  async #stored(groupId: string): Promise<StoredGroup> {
    const group = await this.#options.groups.get(groupId);
    if (!group) {
      throw new DrsError(
        'PROTECTION_GROUP_NOT_FOUND',
        `There is no protection group ${groupId}`,
      );
    }
    return group;
  }
}

const scopeOf = ({ accountId, region }: Scope): Scope => ({
  accountId,
  region,
});

const wantedOf = (
  group: LaunchConfigured,
  sourceServerId: string,
): LaunchSettings =>
  wantedSettings(group, sourceServerId, { forDrill: false }).launchSettings ??
  {};

/** Those of the members that are named, or all. */
function chosenMembers(
  members: readonly ObservedSourceServer[],
  named: readonly string[] | undefined,
): readonly ObservedSourceServer[] {
  if (!named) {
    return members;
  }
  const byId = new Map(members.map(server => [server.sourceServerId, server]));
  const strangers = named.flatMap((id, index): Finding[] =>
    byId.has(id)
      ? []
      : [
          {
            code: 'SERVER_NOT_IN_GROUP',
            severity: 'BLOCKING',
            subject: { kind: 'server', id },
            field: `servers[${index}]`,
            message: `${id} is not in the group now`,
          },
        ],
  );
  if (strangers.length > 0) {
    throw new DrsError('VALIDATION_FAILED', strangers[0].message, strangers);
  }
  return [...new Set(named)].flatMap(id => byId.get(id) ?? []);
}

/** A failure without words is told by its result. */
const failureOf = ({
  result,
  code = result,
  message = '',
}: AppliedLaunchConfiguration['servers'][number]):
  | Omit<ApplyFailure, 'at'>
  | undefined => (result === 'FAILED' ? { code, message } : undefined);

/** A server whose settings could not be read is left out; why stands in `unavailable`. */
function settingsAnswer(
  { sourceServerId, hostname }: ObservedSourceServer,
  group: StoredGroup,
  current: ReadSettings | undefined,
  failures: ReadonlyMap<string, ApplyFailure>,
): ResponseOf<'get_launch_configuration'>['servers'] {
  const inAws = current?.servers.get(sourceServerId);
  if (!inAws) {
    return [];
  }
  const wanted = wantedOf(group, sourceServerId);
  const change =
    launchSettingsChange(inAws.settings, wanted, undefined)?.after ?? {};
  return [
    {
      sourceServerId,
      hostname,
      ...(inAws.launchTemplateId !== undefined && {
        launchTemplateId: inAws.launchTemplateId,
      }),
      current: inAws.settings,
      wanted,
      effective: { ...inAws.settings, ...change },
      differences: Object.keys(change),
      ...syncState(change, failures.get(sourceServerId)),
    },
  ];
}

/** What failed and has come right since, by whatever hand, is no failure any more. */
function syncState(
  change: LaunchSettings,
  lastFailure: ApplyFailure | undefined,
): Pick<ServerLaunchSettings, 'state' | 'lastFailure'> {
  if (Object.keys(change).length === 0) {
    return { state: 'READY' };
  }
  return lastFailure ? { state: 'FAILED', lastFailure } : { state: 'DRIFTED' };
}

/** One account that cannot be asked fails every question alike. */
const distinctUnavailable = (unavailable: readonly Unavailable[]) => [
  ...new Map(unavailable.map(entry => [entry.code, entry])).values(),
];
