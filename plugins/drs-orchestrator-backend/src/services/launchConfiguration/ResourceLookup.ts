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
  type AwsAccess,
  type Clock,
  type LaunchSettings,
  type Scope,
  type SubnetAddress,
} from '@drs-orchestrator/drs-engine';
import { RecentAnswers } from '../capacity/RecentAnswers';
import { addressKey, type KnownResources } from './settingsProblems';

/** Subnets and groups come and go rarely; whoever has just made one must not wait long. */
const FRESH_FOR_MS = 30_000;
const KEPT_ANSWERS = 500;

/** The resources that could be looked up, and why the others could not. */
export interface FoundResources {
  readonly resources: KnownResources;
  readonly failures: readonly AwsFailure[];
}

/** Looks up what launch settings name; what is not there, and what cannot be asked for. */
export class ResourceLookup {
  readonly #access: AwsAccess;
  readonly #answers: RecentAnswers<FoundResources>;

  static create(options: { access: AwsAccess; clock: Clock }): ResourceLookup {
    return new ResourceLookup(options);
  }

  private constructor({ access, clock }: { access: AwsAccess; clock: Clock }) {
    this.#access = access;
    this.#answers = RecentAnswers.create({
      clock,
      freshForMs: FRESH_FOR_MS,
      capacity: KEPT_ANSWERS,
    });
  }

  /**
   * One call a kind and 200 names, and none for a kind that no settings name.
   * Kinds that cannot be asked for are absent.
   *
   * @param addresses - those that launches will ask for
   * @param options.live - asks AWS now, for what is about to be written
   */
  async named(
    scope: Scope,
    settings: readonly LaunchSettings[],
    addresses: readonly SubnetAddress[] = [],
    options: { live?: boolean } = {},
  ): Promise<FoundResources> {
    const names = {
      subnets: distinct(settings.map(({ subnetId }) => subnetId)),
      securityGroups: distinct(
        settings.flatMap(({ securityGroupIds = [] }) => securityGroupIds),
      ),
      instanceTypes: distinct(settings.map(({ instanceType }) => instanceType)),
      instanceProfiles: distinct(
        settings.map(({ instanceProfileName }) => instanceProfileName),
      ),
    };
    if (Object.values(names).every(ofKind => ofKind.length === 0)) {
      return { resources: {}, failures: [] };
    }
    const key = JSON.stringify([
      scopeKey(scope),
      names,
      addresses.map(addressKey).sort(),
    ]);
    if (options.live) {
      this.#answers.delete(key);
    }
    const found = await this.#answers.get(key, () =>
      this.#ask(scope, names, addresses),
    );
    if (found.failures.length > 0 || isFull(found.resources)) {
      // What failed, or had no room, may go well the next time.
      this.#answers.delete(key);
    }
    return found;
  }

  async #ask(
    scope: Scope,
    names: Readonly<
      Record<
        'subnets' | 'securityGroups' | 'instanceTypes' | 'instanceProfiles',
        readonly string[]
      >
    >,
    addresses: readonly SubnetAddress[],
  ): Promise<FoundResources> {
    const { launchResources } = await this.#access.services(scope);
    const failures: AwsFailure[] = [];
    const asked = async <T>(question: Promise<T>): Promise<T | undefined> => {
      try {
        return await question;
      } catch (error) {
        if (!(error instanceof AwsFailure)) {
          throw error;
        }
        failures.push(error);
        return undefined;
      }
    };
    const [
      subnets,
      securityGroups,
      instanceTypes,
      instanceProfiles,
      addressesInUse,
    ] = await Promise.all([
      asked(launchResources.subnets(names.subnets)),
      asked(launchResources.securityGroups(names.securityGroups)),
      asked(launchResources.instanceTypes(names.instanceTypes)),
      asked(launchResources.instanceProfiles(names.instanceProfiles)),
      asked(launchResources.addressesInUse(addresses)),
    ]);
    return {
      resources: {
        subnets:
          subnets && new Map(subnets.map(subnet => [subnet.subnetId, subnet])),
        securityGroups:
          securityGroups &&
          new Map(securityGroups.map(group => [group.securityGroupId, group])),
        instanceTypes: instanceTypes && new Set(instanceTypes),
        instanceProfiles: instanceProfiles && new Set(instanceProfiles),
        addressesInUse:
          addressesInUse &&
          new Map(addressesInUse.map(one => [addressKey(one), one])),
      },
      failures,
    };
  }
}

/** Whoever has just freed an address must not be told for half a minute that it is taken. */
const isFull = ({ addressesInUse, subnets }: KnownResources): boolean =>
  (addressesInUse?.size ?? 0) > 0 ||
  [...(subnets?.values() ?? [])].some(
    ({ freeAddresses }) => freeAddresses === 0,
  );

/** What AWS tells by an empty text names nothing. */
const distinct = (names: readonly (string | undefined)[]): string[] =>
  [...new Set(names)]
    .filter((name): name is string => name !== undefined && name !== '')
    .sort();
