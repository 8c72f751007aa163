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

import { emitStalledChange } from './drs/events';
import { launchTemplateOf } from './drs/launch-configuration';
import { RegionalDrs } from './drs/regional-drs';
import { SourceServer } from './drs/source-server';
import { originInstances } from './ec2/origin-instances';
import { RegionalEc2 } from './ec2/regional-ec2';
import { StandaloneInterfaces } from './ec2/standalone-interfaces';
import { EventBus } from './events/event-bus';
import { Faults } from './faults/faults';
import { FaultSubject } from './faults/matching';
import { Functions } from './lambda/behaviours';
import { AppliedQuotas } from './quotas/drs-quotas';
import { InvocationRecord } from './record/invocations';
import { LaunchRecord } from './record/launches';
import { RegionalAutomation } from './ssm/automation-execution';
import { AutomationDocuments } from './ssm/behaviours';
import { Agenda } from './time/agenda';
import { ProcessTime } from './time/process-time';
import { PageTokens } from './wire/paging';
import { Seeded } from './world/seeded';
import { ServerBlueprint, World } from './world/world';

/**
 * The state of the simulated AWS. It moves only when looked at:
 * {@link Cloud.settle} lets everything happen that was due, and is called
 * before every answer and before every change of circumstances.
 */
export class Cloud {
  readonly world: World;
  readonly seeded: Seeded;
  readonly time: ProcessTime;
  readonly agenda = new Agenda();
  readonly faults: Faults;
  readonly launches = new LaunchRecord();
  readonly invocations = new InvocationRecord();
  readonly quotas = new AppliedQuotas();
  readonly automations = new AutomationDocuments();
  readonly functions = new Functions();
  readonly events = new EventBus();
  readonly networkInterfaces: StandaloneInterfaces;
  readonly pageTokens: PageTokens;
  /** When the world began, in wall-clock milliseconds. */
  #start = 0;
  #drs: Map<string, RegionalDrs>;
  readonly #ec2 = new Map<string, RegionalEc2>();
  readonly #automation = new Map<string, RegionalAutomation>();

  constructor(world: World, time: ProcessTime, faults: Faults) {
    this.world = world;
    this.seeded = new Seeded(world.seed);
    this.networkInterfaces = new StandaloneInterfaces(this, this.seeded);
    this.time = time;
    this.faults = faults;
    this.pageTokens = new PageTokens(this.seeded.key('page-tokens'));
    this.#drs = this.#initialisedRegions();
    faults.listen({
      beforeChange: () => this.settle(),
      afterChange: () => this.#applyReplicationFaults(),
    });
  }

  /** DRS of an account and Region; `undefined` where it is not initialised. */
  drs(accountId: string, region: string): RegionalDrs | undefined {
    return this.#drs.get(`${accountId}/${region}`);
  }

  get initialisedDrs(): RegionalDrs[] {
    return [...this.#drs.values()];
  }

  ec2(accountId: string, region: string): RegionalEc2 {
    const key = `${accountId}/${region}`;
    const existing = this.#ec2.get(key);
    if (existing) return existing;
    const servers = () => this.drs(accountId, region)?.servers ?? [];
    const made = new RegionalEc2({
      accountId,
      region,
      seeded: this.seeded,
      // The servers of an account and Region come from one network.
      sourceCidr: servers()[0]?.blueprint.privateIp.replace(
        /^(\d+\.\d+)\..*$/,
        '$1.0.0/17',
      ),
      fillLaunchTemplates: () => {
        for (const server of servers()) {
          if (server.launchTemplateId === undefined) {
            launchTemplateOf(this, server);
          }
        }
      },
      instances: originInstances(
        this.world,
        { accountId, region },
        this.seeded,
        this.#start,
      ),
    });
    this.#ec2.set(key, made);
    return made;
  }

  /** SSM's Automation of an account and Region. */
  automation(accountId: string, region: string): RegionalAutomation {
    const key = `${accountId}/${region}`;
    const existing = this.#automation.get(key);
    if (existing) return existing;
    const made = new RegionalAutomation();
    this.#automation.set(key, made);
    return made;
  }

  /**
   * Adds an extended source server to an account and Region.
   *
   * @param blueprint - of the extended server itself
   */
  addExtendedServer(
    drs: RegionalDrs,
    blueprint: ServerBlueprint,
    tags: Record<string, string>,
  ): SourceServer {
    const server = new SourceServer(
      blueprint,
      this.seeded,
      this.#start,
      this.time.wallNow(),
    );
    server.tags = { ...tags };
    drs.addServer(server);
    this.applyReplicationFault(server);
    return server;
  }

  /** Lets everything happen that is due by now. */
  settle(): void {
    this.agenda.advanceTo(this.time.now());
  }

  setSpeed(speed: number): void {
    this.settle();
    this.time.setSpeed(speed);
  }

  /** Back to the beginning of the world; faults, records and settings are emptied. */
  reset(): void {
    this.faults.clear();
    this.agenda.clear();
    this.launches.clear();
    this.invocations.clear();
    this.quotas.clear();
    this.automations.clear();
    this.functions.clear();
    this.events.clear();
    this.networkInterfaces.clear();
    this.#automation.clear();
    this.#ec2.clear();
    this.#drs = this.#initialisedRegions();
  }

  /** To be called when a server's tags, which may carry faults, have changed. */
  applyReplicationFault(server: SourceServer): void {
    const isStalled = this.faults.isReplicationStalled(
      launchSubject(server),
      server.tags,
    );
    const hasChanged = server.replication.setStalledByFault(
      isStalled,
      this.time.wallNow(),
      this.time.speed,
    );
    if (hasChanged) emitStalledChange(this, server, isStalled);
  }

  #applyReplicationFaults(): void {
    for (const regional of this.#drs.values()) {
      for (const server of regional.servers) {
        this.applyReplicationFault(server);
      }
    }
  }

  #initialisedRegions(): Map<string, RegionalDrs> {
    const start = this.time.wallNow();
    this.#start = start;
    const servers = new Map<string, SourceServer[]>();
    for (const { accountId, regions } of this.world.accounts) {
      for (const region of regions) servers.set(`${accountId}/${region}`, []);
    }
    for (const blueprint of [
      ...this.world.servers,
      ...this.world.stagingServers,
    ]) {
      servers
        .get(`${blueprint.accountId}/${blueprint.region}`)
        ?.push(new SourceServer(blueprint, this.seeded, start));
    }
    return new Map(
      [...servers].map(([key, list]) => {
        const [accountId, region] = key.split('/');
        return [key, new RegionalDrs(accountId, region, list)];
      }),
    );
  }
}

/** A server's replication and launch, as faults match them. */
export function launchSubject(server: SourceServer): FaultSubject {
  const { accountId, region, sourceServerId } = server.blueprint;
  return {
    service: 'drs',
    operation: 'StartRecovery',
    account: accountId,
    region,
    sourceServerIds: [sourceServerId],
  };
}
