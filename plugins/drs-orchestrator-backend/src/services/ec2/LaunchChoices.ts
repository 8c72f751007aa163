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
  scopeKey,
  type AwsAccess,
  type Clock,
  type Ec2Queries,
  type Scope,
} from '@drs-orchestrator/drs-engine';
import type {
  InstanceProfile,
  InstanceType,
  LaunchTemplate,
  ResponseOf,
  SecurityGroup,
  Subnet,
  ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { RequestContext } from '../../access/Caller';
import type { TargetAccounts } from '../accounts/TargetAccounts';
import { RecentAnswers } from '../capacity/RecentAnswers';
import { holdsText, pageOfList } from './pageOfList';

/** Subnets come and go rarely, their free addresses with every launch; whoever has just made one must not wait long. */
const FRESH_FOR_MS = 15_000;
/** AWS adds instance types a few times a month, and takes a dozen calls to list them. */
const TYPES_FRESH_FOR_MS = 15 * 60_000;
const KEPT_ANSWERS = 200;

/**
 * What EC2 and IAM have to choose from when a launch is configured. AWS is asked
 * for a whole list at a time; requests for one account and Region share it, and
 * are answered page by page from it. Every method throws DrsError
 * ACCOUNT_UNKNOWN, and AwsFailure where AWS does not answer.
 */
export class LaunchChoices {
  readonly #access: AwsAccess;
  readonly #accounts: TargetAccounts;
  readonly #subnets: RecentAnswers<readonly Subnet[]>;
  readonly #securityGroups: RecentAnswers<readonly SecurityGroup[]>;
  readonly #instanceTypes: RecentAnswers<readonly InstanceType[]>;
  readonly #offered: RecentAnswers<ReadonlySet<string>>;
  readonly #instanceProfiles: RecentAnswers<readonly InstanceProfile[]>;
  readonly #launchTemplates: RecentAnswers<readonly LaunchTemplate[]>;

  static create(options: {
    access: AwsAccess;
    accounts: TargetAccounts;
    clock: Clock;
  }): LaunchChoices {
    return new LaunchChoices(options);
  }

  private constructor(options: {
    access: AwsAccess;
    accounts: TargetAccounts;
    clock: Clock;
  }) {
    const { clock } = options;
    const recent = <T>(freshForMs: number): RecentAnswers<T> =>
      RecentAnswers.create({ clock, freshForMs, capacity: KEPT_ANSWERS });
    this.#access = options.access;
    this.#accounts = options.accounts;
    this.#subnets = recent(FRESH_FOR_MS);
    this.#securityGroups = recent(FRESH_FOR_MS);
    this.#instanceTypes = recent(TYPES_FRESH_FOR_MS);
    this.#offered = recent(TYPES_FRESH_FOR_MS);
    this.#instanceProfiles = recent(FRESH_FOR_MS);
    this.#launchTemplates = recent(FRESH_FOR_MS);
  }

  async subnets(
    { query }: ValidRequest<'get_ec2_subnets'>,
    context: RequestContext,
  ): Promise<ResponseOf<'get_ec2_subnets'>> {
    const scope = await this.#accounts.scopeFor(query, context);
    const subnets = await this.#asked(this.#subnets, scope, ec2 =>
      ec2.subnets(),
    );
    return pageOfList(
      subnets.filter(
        subnet =>
          isOrAny(subnet.vpcId, query.vpcId) &&
          isOrAny(subnet.availabilityZone, query.availabilityZone) &&
          holdsText([subnet.name, subnet.subnetId, subnet.cidr], query.text),
      ),
      query,
      subnet => [subnet.name ?? subnet.subnetId, subnet.subnetId],
    );
  }

  async securityGroups(
    { query }: ValidRequest<'get_ec2_security_groups'>,
    context: RequestContext,
  ): Promise<ResponseOf<'get_ec2_security_groups'>> {
    const scope = await this.#accounts.scopeFor(query, context);
    const groups = await this.#asked(this.#securityGroups, scope, ec2 =>
      ec2.securityGroups(),
    );
    return pageOfList(
      groups.filter(
        group =>
          isOrAny(group.vpcId, query.vpcId) &&
          holdsText(
            [
              group.name,
              group.tags.Name,
              group.description,
              group.securityGroupId,
            ],
            query.text,
          ),
      ),
      query,
      group => [group.name, group.securityGroupId],
    );
  }

  async instanceTypes(
    { query }: ValidRequest<'get_ec2_instance_types'>,
    context: RequestContext,
  ): Promise<ResponseOf<'get_ec2_instance_types'>> {
    const scope = await this.#accounts.scopeFor(query, context);
    const [types, offered] = await Promise.all([
      this.#asked(this.#instanceTypes, scope, ec2 => ec2.instanceTypes()),
      query.availabilityZone === undefined
        ? undefined
        : this.#offeredIn(scope, query.availabilityZone),
    ]);
    return pageOfList(
      types.filter(
        type =>
          isOrAny(type.family, query.instanceFamily) &&
          (offered?.has(type.instanceType) ?? true) &&
          holdsText([type.instanceType], query.text),
      ),
      query,
      type => [type.family, type.vcpus, type.memoryMib, type.instanceType],
    );
  }

  async instanceProfiles(
    { query }: ValidRequest<'get_ec2_instance_profiles'>,
    context: RequestContext,
  ): Promise<ResponseOf<'get_ec2_instance_profiles'>> {
    const scope = await this.#accounts.scopeFor(query, context);
    const profiles = await this.#asked(this.#instanceProfiles, scope, ec2 =>
      ec2.instanceProfiles(),
    );
    return pageOfList(
      profiles.filter(profile =>
        holdsText([profile.instanceProfileName, profile.roleName], query.text),
      ),
      query,
      profile => [profile.instanceProfileName],
    );
  }

  async launchTemplates(
    { query }: ValidRequest<'get_ec2_launch_templates'>,
    context: RequestContext,
  ): Promise<ResponseOf<'get_ec2_launch_templates'>> {
    const scope = await this.#accounts.scopeFor(query, context);
    const templates = await this.#asked(this.#launchTemplates, scope, ec2 =>
      ec2.launchTemplates(),
    );
    return pageOfList(
      templates.filter(template =>
        holdsText(
          [template.name, template.launchTemplateId, template.sourceServerId],
          query.text,
        ),
      ),
      query,
      template => [template.name, template.launchTemplateId],
    );
  }

  #offeredIn(scope: Scope, zone: string): Promise<ReadonlySet<string>> {
    return this.#offered.get(`${scopeKey(scope)}/${zone}`, async () => {
      const { ec2 } = await this.#access.services(scope);
      return new Set(await ec2.instanceTypesOffered(zone));
    });
  }

  #asked<T>(
    answers: RecentAnswers<readonly T[]>,
    scope: Scope,
    ask: (ec2: Ec2Queries) => Promise<readonly T[]>,
  ): Promise<readonly T[]> {
    return answers.get(scopeKey(scope), async () => {
      const { ec2 } = await this.#access.services(scope);
      return ask(ec2);
    });
  }
}

const isOrAny = (value: string, wanted: string | undefined): boolean =>
  wanted === undefined || value === wanted;
