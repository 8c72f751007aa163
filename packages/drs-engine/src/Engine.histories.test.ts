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
  ManualClock,
  startSimulator,
  type Simulator,
} from '@drs-orchestrator/aws-simulator';
import {
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { AwsDrsAccess } from './aws/AwsDrsAccess';
import { dueEffects } from './domain/effects';
import { promise } from './domain/testing/Promises';
import type {
  DrillSettings,
  LaunchSettings,
  PinnedHook,
  PinnedWave,
} from './domain/events';
import { isEnded, type ExecutionState } from './domain/state';
import { Engine } from './Engine';
import { openRow, verifyChain } from './log/sealedRow';
import type { Clock } from './ports/clock';
import { scopeKey, type ObservedSourceServer, type Scope } from './ports/drs';
import type { ExecutionLog, StoredRow } from './ports/executionLog';
import type { LeaseStore } from './ports/lease';
import type { Logger } from './ports/logger';
import { summarise } from './reads/summarise';
import { foldEntry } from './runner/Journal';
import { MemoryExecutionLog } from './store/MemoryExecutionLog';
import { MemoryLeaseStore } from './store/MemoryLeaseStore';

/*
 * Whole histories through the real SDK against the simulated AWS: random plans
 * over random servers, faults of any call before or after its effect, people
 * who pause, approve, retry, skip and cancel, and processes that are killed
 * between any two steps. What happened is judged by AWS's own record.
 */

const HISTORIES = 200;
const AT_A_TIME = 8;
jest.setTimeout(20 * 60_000);

/** Credentials of an assumed role are good for an hour. */
const CREDENTIALS_MS = 45 * 60_000;
const auditKey = 'test';
const accounts = ['111122223333', '222233334444'];
const regions = ['us-west-2', 'eu-west-1'];
const scopes: Scope[] = accounts.flatMap(accountId =>
  regions.map(region => ({ accountId, region })),
);
const planner = 'user:default/pat';
const operator = 'user:default/omar';
const manager = 'user:default/mira';

const silent: Logger = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
};

const hookArbitrary: fc.Arbitrary<PinnedHook> = fc.record({
  type: fc.constantFrom('lambda', 'ssm-automation'),
  name: fc.constantFrom('stop traffic', 'smoke test'),
  target: fc.constantFrom('good', 'good', 'good', 'bad'),
  timeoutSeconds: fc.constant(120),
  attempts: fc.integer({ min: 1, max: 3 }),
  delivery: fc.constantFrom('AT_LEAST_ONCE', 'AT_MOST_ONCE'),
  onFailure: fc.constantFrom('FAIL', 'CONTINUE'),
});

const optional = <T>(arbitrary: fc.Arbitrary<T>, freq = 3) =>
  fc.option(arbitrary, { nil: undefined, freq });

const waveArbitrary = fc.record({
  serverPicks: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
  dependencyPicks: fc.array(fc.nat(), { maxLength: 2 }),
  maxWaitMinutes: fc.integer({ min: 30, max: 240 }),
  thresholdPercent: fc.constantFrom(100, 100, 50),
  pauseBeforeWave: optional(fc.constant(true), 4),
  parallelism: optional(fc.integer({ min: 1, max: 2 })),
  waitTimeSeconds: optional(fc.constantFrom(30, 300)),
  preWaveHooks: optional(fc.array(hookArbitrary, { maxLength: 1 })),
  postWaveHooks: optional(fc.array(hookArbitrary, { maxLength: 2 })),
  healthRequired: optional(fc.boolean(), 2),
  drillNetwork: optional(fc.constant(true), 4),
});

const operations = [
  'StartRecovery',
  'StartRecovery',
  'DescribeJobs',
  'DescribeJobLogItems',
  'DescribeRecoveryInstances',
  'TerminateRecoveryInstances',
  'GetLaunchConfiguration',
  'UpdateLaunchConfiguration',
  'CreateLaunchTemplateVersion',
  'ModifyLaunchTemplate',
  'DescribeInstanceStatus',
  'Invoke',
  'StartAutomationExecution',
  'GetAutomationExecution',
  'AssumeRole',
  undefined,
];

const callFaultArbitrary = fc.record({
  operation: fc.constantFrom(...operations),
  effect: fc.constantFrom(
    { type: 'lostRequest' as const },
    { type: 'lostResponse' as const },
    { type: 'lostResponse' as const },
    { type: 'lateResponse' as const, ms: 300 },
    { type: 'latency' as const, ms: 100 },
    { type: 'throttle' as const, probability: 1 },
    {
      type: 'error' as const,
      status: 500,
      code: 'InternalServerException',
      when: 'before' as const,
    },
    {
      type: 'error' as const,
      status: 500,
      code: 'InternalServerException',
      when: 'after' as const,
    },
  ),
  times: fc.integer({ min: 1, max: 3 }),
});

const serverFaultArbitrary = fc.constantFrom(
  'launch-failure',
  'impaired',
  'launch-failure impaired',
);

const stepArbitrary = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('rounds' as const),
      count: fc.integer({ min: 1, max: 8 }),
      seconds: fc.constantFrom(0, 1, 10, 30, 120),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      fault: callFaultArbitrary,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('kill' as const),
      /** After so many more calls of the store, and whether the last takes effect. */
      after: fc.nat({ max: 30 }),
      takesEffect: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'pause' as const,
        'go on' as const,
        'retry' as const,
        'skip' as const,
      ),
      pick: fc.nat({ max: 1000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const) }) },
);

const historyArbitrary = fc.record({
  waves: fc.array(waveArbitrary, { minLength: 1, maxLength: 4 }),
  executionType: fc.constantFrom('DRILL' as const, 'RECOVERY' as const),
  fourEyes: optional(fc.constant(true), 4),
  timeToLive: optional(fc.constant(30), 4),
  serverFaults: fc.array(
    fc.record({ pick: fc.nat(), fault: serverFaultArbitrary }),
    { maxLength: 2 },
  ),
  tagged: fc.boolean(),
  steps: fc.array(stepArbitrary, { minLength: 5, maxLength: 25 }),
  ending: fc.constantFrom('retry' as const, 'skip' as const, 'cancel' as const),
});
type HistoryPlan = typeof historyArbitrary extends fc.Arbitrary<infer T>
  ? T
  : never;

/** The process died; whatever it was about to do it will not do any more. */
class Killed extends Error {}

/** A store as a process sees it that is killed between any two calls of it. */
class Mortal {
  readonly #death = Promise.withResolvers<void>();
  #left = Infinity;
  #takesEffect = true;

  dieAfter(calls: number, takesEffect: boolean): void {
    this.#left = calls;
    this.#takesEffect = takesEffect;
  }

  get isDead(): boolean {
    return this.#left < 0;
  }

  /** Comes when it dies: nobody waits for what it was about to do. */
  get death(): Promise<void> {
    return this.#death.promise;
  }

  #die(): never {
    this.#left = -1;
    this.#death.resolve();
    throw new Killed();
  }

  wrap<T extends object>(store: T): T {
    return new Proxy(store, {
      get: (target, property) => {
        const member: unknown = Reflect.get(target, property, target);
        if (typeof member !== 'function') {
          return member;
        }
        return async (...args: unknown[]) => {
          this.#left -= 1;
          if (this.#left < 0 || (this.#left === 0 && !this.#takesEffect)) {
            this.#die();
          }
          const result: unknown = await Reflect.apply(member, target, args);
          if (this.#left === 0) {
            this.#die();
          }
          return result;
        };
      },
    });
  }
}

/** One execution from its start until nothing of it is left in AWS. */
class LivedHistory {
  readonly #plan: HistoryPlan;
  readonly #aws: Simulator;
  readonly #clock: ManualClock;
  readonly #lease = new MemoryLeaseStore();
  readonly #log = new MemoryExecutionLog(this.#lease);
  readonly #opened: AwsDrsAccess[] = [];
  #mortal = new Mortal();
  #engine: Engine;
  #since = 0;
  #executionId = '';
  readonly #drillNetworks = new Map<string, DrillSettings>();
  #settingsBefore = new Map<string, LaunchSettings>();

  static async live(plan: HistoryPlan): Promise<void> {
    const clock = new ManualClock();
    const aws = await startSimulator({ port: 0, clock, speed: 1 });
    const history = new LivedHistory(plan, aws, clock);
    try {
      await history.#start();
      for (const step of plan.steps) {
        await history.#take(step);
      }
      await history.#comeToAnEnd();
      await history.#cleanUp();
      await history.#judge();
    } finally {
      history.#opened.forEach(way => way.close());
      await aws.close();
    }
  }

  private constructor(plan: HistoryPlan, aws: Simulator, clock: ManualClock) {
    this.#plan = plan;
    this.#aws = aws;
    this.#clock = clock;
    this.#engine = this.#process();
  }

  #access(): AwsDrsAccess {
    const way = new AwsDrsAccess({
      findAccount: async () => ({
        roleName: 'DrsOrchestratorRole',
        externalId: 'meridian-dr',
        regions,
      }),
      hubCredentials: async () => ({
        accessKeyId: 'AKIDMERIDIANHUB00001',
        secretAccessKey: 'meridian-development-only',
      }),
      endpoint: this.#aws.url,
      callTimeoutMs: 250,
      logger: silent,
      clock: this.#now,
    });
    this.#opened.push(way);
    return way;
  }

  get #now(): Clock {
    return {
      now: () => new Date(this.#clock.now()),
      monotonic: () => this.#clock.now(),
    };
  }

  /** A process of its own, over the same store. */
  #process(): Engine {
    this.#mortal = new Mortal();
    this.#since = this.#clock.now();
    return Engine.create({
      log: this.#mortal.wrap<ExecutionLog>(this.#log),
      lease: this.#mortal.wrap<LeaseStore>(this.#lease),
      access: this.#access(),
      clock: this.#now,
      auditKey,
      logger: silent,
      settings: { tagJobs: this.#plan.tagged, readLimitMs: 3_000 },
    });
  }

  async #start(): Promise<void> {
    const fleet = await this.#fleet();
    await this.#findDrillNetworks();
    const taken = new Set<string>();
    const pick = (number: number) => {
      const free = fleet.filter(server => !taken.has(server.sourceServerId));
      const server = free[number % free.length];
      taken.add(server.sourceServerId);
      return server;
    };
    const waves = this.#plan.waves.map((wave, index) =>
      this.#wave(wave, index, wave.serverPicks.map(pick)),
    );
    const state = await this.#engine.start({
      actor: operator,
      plan: {
        planId: 'plan-1',
        planName: 'Random',
        version: 7,
        accountId: accounts[0],
        maxDurationMinutes: 1440,
        changedBy: planner,
      },
      executionType: this.#plan.executionType,
      waves,
      approval: {
        start: this.#plan.fourEyes ?? false,
        fourEyes: this.#plan.fourEyes ?? false,
        timeLimitMinutes: 600,
      },
      timeToLiveMinutes: this.#plan.timeToLive,
    });
    this.#executionId = state.executionId;
    this.#settingsBefore = await this.#launchSettings(state);
    const ids = [...taken];
    for (const { pick: number, fault } of this.#plan.serverFaults) {
      const sourceServerId = ids[number % ids.length];
      for (const type of fault.split(' ')) {
        this.#aws.faults.add({
          match: { sourceServerId },
          effect:
            type === 'impaired'
              ? { type: 'impairedInstance', check: 'instance' }
              : { type: 'launchFailure' },
          times: 1,
        });
      }
    }
  }

  /** Servers that DRS could launch, and that the world does not trouble on purpose. */
  async #fleet(): Promise<ObservedSourceServer[]> {
    const access = this.#access();
    const inScopes = await Promise.all(
      scopes.map(async scope =>
        (await access.drs(scope)).describeSourceServers(),
      ),
    );
    return inScopes
      .flat()
      .filter(
        server =>
          server.hasRecoveryPoint && server.replicationState === 'CONTINUOUS',
      )
      .sort((a, b) => a.hostname.localeCompare(b.hostname));
  }

  async #findDrillNetworks(): Promise<void> {
    for (const scope of scopes) {
      const key = this.#aws.world.accessKeys.find(
        ({ accountId }) => accountId === scope.accountId,
      );
      if (!key) {
        throw new Error(`No key of ${scope.accountId} is known`);
      }
      const ec2 = new EC2Client({
        endpoint: this.#aws.url,
        region: scope.region,
        credentials: key,
      });
      const [{ Subnets = [] }, { SecurityGroups = [] }] = await Promise.all([
        ec2.send(
          new DescribeSubnetsCommand({
            Filters: [{ Name: 'tag:Purpose', Values: ['drill'] }],
          }),
        ),
        ec2.send(
          new DescribeSecurityGroupsCommand({
            Filters: [{ Name: 'group-name', Values: ['drill-isolated'] }],
          }),
        ),
      ]);
      ec2.destroy();
      this.#drillNetworks.set(scopeKey(scope), {
        subnetId: Subnets[0].SubnetId,
        securityGroupIds: SecurityGroups.flatMap(group => group.GroupId ?? []),
      });
    }
  }

  /** As AWS has them now. */
  async #launchSettings(
    state: ExecutionState,
  ): Promise<Map<string, LaunchSettings>> {
    const access = this.#access();
    const all = new Map<string, LaunchSettings>();
    const inScopes = Map.groupBy([...state.servers.values()], scopeKey);
    for (const servers of inScopes.values()) {
      const { launchSettings } = await access.services(servers[0]);
      const read = await launchSettings.read(
        servers.map(server => server.sourceServerId),
      );
      for (const [id, { settings }] of read.servers) {
        all.set(id, settings);
      }
    }
    return all;
  }

  #wave(
    wave: HistoryPlan['waves'][number],
    index: number,
    servers: readonly ObservedSourceServer[],
  ): PinnedWave {
    const hooks = (stage: string, given: PinnedHook[] | undefined) =>
      given?.map((hook, at) => {
        const name = `${hook.name} ${stage} ${index}.${at}`;
        return {
          ...hook,
          name,
          target: targetOf(hook, servers[0]),
          // What ran is told from the rest by it.
          parameters: { Hook: name },
        };
      });
    return {
      waveNumber: index + 1,
      waveName: `wave ${index + 1}`,
      dependsOn:
        index === 0
          ? []
          : [...new Set(wave.dependencyPicks.map(pick => (pick % index) + 1))],
      maxWaitMinutes: wave.maxWaitMinutes,
      thresholdPercent: wave.thresholdPercent,
      pauseBeforeWave: wave.pauseBeforeWave,
      parallelism: wave.parallelism,
      waitTimeSeconds: wave.waitTimeSeconds,
      preWaveHooks: hooks('before', wave.preWaveHooks),
      postWaveHooks: hooks('after', wave.postWaveHooks),
      ...(wave.healthRequired !== undefined && {
        healthCheck: {
          ec2Status: true,
          timeoutSeconds: 300,
          launchActions: false,
          probes: [],
          required: wave.healthRequired,
        },
      }),
      servers: servers.map(server => ({
        sourceServerId: server.sourceServerId,
        hostname: server.hostname,
        accountId: server.accountId,
        region: server.region,
        groupId: 'group',
        tags: {},
        ...(wave.drillNetwork && {
          launchSettings: { instanceProfileName: 'meridian-app-server' },
          ...(this.#plan.executionType === 'DRILL' && {
            drillSettings: this.#drillNetworks.get(scopeKey(server)),
          }),
        }),
      })),
    };
  }

  async #take(step: HistoryPlan['steps'][number]): Promise<void> {
    switch (step.do) {
      case 'rounds':
        for (let round = 0; round < step.count; round++) {
          await this.#round(step.seconds);
        }
        return;
      case 'fault': {
        const { operation, effect, times } = step.fault;
        this.#aws.faults.add({
          match: operation ? { operation } : {},
          effect,
          times,
        });
        return;
      }
      case 'kill':
        this.#mortal.dieAfter(step.after, step.takesEffect);
        return;
      case 'pause':
        await this.#command(() =>
          this.#engine.pause(this.#executionId, { actor: manager }),
        );
        return;
      case 'go on':
        await this.#goOn('retry');
        return;
      case 'retry':
      case 'skip':
        await this.#decide(step.do, step.pick);
        return;
      case 'cancel':
        await this.#command(() =>
          this.#engine.cancel(this.#executionId, { actor: manager }),
        );
        return;
      default:
        throw new Error(`Unknown step ${JSON.stringify(step satisfies never)}`);
    }
  }

  /** A round of the process; if it dies in it, another one takes its place. */
  async #round(seconds: number): Promise<void> {
    this.#clock.advance(seconds * 1000);
    // The SDK keeps credentials by the computer's clock, AWS by the world's.
    if (this.#clock.now() - this.#since > CREDENTIALS_MS) {
      this.#engine = this.#process();
    }
    const round = this.#engine.advance().catch(error => {
      if (!(error instanceof Killed)) {
        throw error;
      }
    });
    await Promise.race([round, this.#mortal.death]);
    if (this.#mortal.isDead) {
      this.#engine = this.#process();
    }
  }

  /** What people ask may be refused; it must never break. */
  async #command(ask: () => Promise<ExecutionState>): Promise<void> {
    await ask().catch(error => {
      const isRefusal = error instanceof Error && 'code' in error;
      if (!isRefusal && !(error instanceof Killed)) {
        throw error;
      }
    });
    if (this.#mortal.isDead) {
      this.#engine = this.#process();
    }
  }

  async #state(): Promise<ExecutionState> {
    const rows = await this.#log.read(this.#executionId, 0);
    return folded(rows);
  }

  async #decide(kind: 'retry' | 'skip', pick: number): Promise<void> {
    const state = await this.#state();
    const ids = [...state.servers.keys()];
    const items = {
      actor: manager,
      sourceServerIds: [ids[pick % ids.length]],
    };
    await this.#command(() =>
      kind === 'retry'
        ? this.#engine.retry(this.#executionId, items)
        : this.#engine.skip(this.#executionId, items),
    );
  }

  /** Whatever is waited for is decided. */
  async #goOn(failed: HistoryPlan['ending']): Promise<void> {
    const state = await this.#state();
    const waves = state.waves
      .filter(wave => wave.status === 'FAILED' || wave.status === 'TIMED_OUT')
      .map(wave => wave.waveNumber);
    const id = this.#executionId;
    const by = { actor: manager, isPerson: true };
    if (state.pause?.reason === 'FAILURE') {
      await this.#command(() =>
        failed === 'cancel'
          ? this.#engine.cancel(id, by)
          : this.#engine[failed](id, { actor: manager, waves }),
      );
    } else if (state.pause && state.pause.reason !== 'APPROVAL') {
      await this.#command(() => this.#engine.resume(id, by));
    }
    for (const approval of state.approvals) {
      if (!approval.decision) {
        await this.#command(() =>
          this.#engine.approve(id, {
            ...by,
            waveNumber: approval.waveNumber,
            decision: 'APPROVE',
          }),
        );
      }
    }
  }

  async #comeToAnEnd(): Promise<void> {
    for (let round = 0; round < 600; round++) {
      const state = await this.#state();
      if (isEnded(state)) {
        return;
      }
      if (round === 100) {
        this.#aws.faults.clear();
      }
      // Somebody who has tried three times goes on without it.
      const retried = state.waves.some(wave =>
        wave.hooks.some(hook => hook.round >= 3),
      );
      const tired = retried || round > 300;
      await this.#goOn(tired ? 'skip' : this.#plan.ending);
      await this.#round(round % 2 === 0 ? 20 : 60);
    }
    throw new Error(
      `It came to no end: ${JSON.stringify(summarise(await this.#state()))}`,
    );
  }

  async #cleanUp(): Promise<void> {
    this.#aws.faults.clear();
    // Launches that show late are still taken in, and can be cleaned up.
    for (let round = 0; round < 140; round++) {
      await this.#round(30);
    }
    for (let round = 0; round < 200; round++) {
      const state = await this.#state();
      const standing = [...state.servers.values()].some(
        server =>
          server.instanceState !== 'NONE' &&
          server.instanceState !== 'TERMINATED',
      );
      if (!standing && dueEffects(state, this.#now.now()).length === 0) {
        return;
      }
      await this.#command(() =>
        this.#engine.terminate(this.#executionId, { actor: manager }),
      );
      await this.#round(30);
    }
    throw new Error('Instances were left that could not be terminated');
  }

  async #judge(): Promise<void> {
    const rows = await this.#log.read(this.#executionId, 0);
    promise(
      verifyChain(rows, auditKey).intact,
      'the chain of the log is whole',
    );

    const state = folded(rows);
    const [summary] = await this.#log.summaries();
    promise(
      isDeepStrictEqual(summary, summarise(state)),
      'the projection shows what the log says',
    );

    const retries = new Map<string, number>();
    for (const { events } of rows.map(openRow)) {
      for (const event of events) {
        if (event.type === 'RetryRequested') {
          for (const id of event.sourceServerIds) {
            retries.set(id, (retries.get(id) ?? 0) + 1);
          }
        }
      }
    }
    const launches = Map.groupBy(
      this.#aws.launches(),
      launch => launch.sourceServerId,
    );
    for (const [id, ofServer] of launches) {
      promise(
        ofServer.every(({ jobId }) => state.jobs.has(jobId)),
        `no launch of ${id} is forgotten`,
      );
      promise(
        ofServer.length <= 1 + (retries.get(id) ?? 0),
        `${id} is launched once, unless a person asks for more`,
      );
    }
    for (const server of state.servers.values()) {
      const wasLaunched = launches.has(server.sourceServerId);
      const isUp =
        server.outcome === 'LAUNCHED' || server.outcome === 'HEALTHY';
      promise(wasLaunched || !isUp, `${server.hostname} is not said to be up`);
    }
    if (state.status === 'COMPLETED') {
      promise(
        [...state.servers.values()].every(
          ({ outcome }) => outcome === 'LAUNCHED' || outcome === 'HEALTHY',
        ),
        'what is COMPLETED is up as a whole',
      );
    }
    await this.#judgeAws(state);
  }

  /** What the last look at AWS itself says. */
  async #judgeAws(state: ExecutionState): Promise<void> {
    const access = this.#access();
    const inScopes = Map.groupBy(state.servers.values(), scopeKey);
    for (const servers of inScopes.values()) {
      const drs = await access.drs(servers[0]);
      const standing = await drs.describeRecoveryInstances(
        servers.map(server => server.sourceServerId),
      );
      promise(
        standing.every(instance => instance.ec2State === 'TERMINATED'),
        'no instance is left behind',
      );
    }
    // What was changed for the drill is as it was, or the log says that it is not.
    const settingsNow = await this.#launchSettings(state);
    for (const { sourceServerId, settings } of state.servers.values()) {
      if (settings?.status !== 'RESTORE_FAILED') {
        const now = settingsNow.get(sourceServerId);
        const before = this.#settingsBefore.get(sourceServerId);
        promise(
          now?.subnetId === before?.subnetId &&
            isDeepStrictEqual(now?.securityGroupIds, before?.securityGroupIds),
          `the network of ${sourceServerId} is put back`,
        );
      }
    }
    const runs = this.#aws.invocations();
    for (const wave of state.waves) {
      for (const { hook, round } of wave.hooks) {
        if (hook.delivery === 'AT_MOST_ONCE') {
          const known = runs.filter(run =>
            JSON.stringify(run.payload).includes(hook.name),
          );
          promise(
            known.length <= 1 + round,
            `"${hook.name}" runs once, unless a person asks for more`,
          );
        }
      }
    }
  }
}

function targetOf(hook: PinnedHook, { accountId, region }: Scope): string {
  if (hook.type === 'ssm-automation') {
    return hook.target === 'good'
      ? 'Meridian-SmokeTest'
      : 'Simulator-FailsAfter5';
  }
  return `arn:aws:lambda:${region}:${accountId}:function:${
    hook.target === 'good' ? 'meridian-smoke-test' : 'simulator-throws'
  }`;
}

function folded(rows: readonly StoredRow[]): ExecutionState {
  const state = rows.reduce<ExecutionState | undefined>(
    (before, row) => foldEntry(before, openRow(row)),
    undefined,
  );
  if (!state) {
    throw new Error('There is no log');
  }
  return state;
}

describe('the engine through the real SDK', () => {
  it(`keeps its promises in ${HISTORIES} random histories`, async () => {
    // Most of their time they wait for answers: several are lived at a time.
    const runs = await Promise.all(
      Array.from({ length: AT_A_TIME }, () =>
        fc.check(
          fc.asyncProperty(historyArbitrary, plan => LivedHistory.live(plan)),
          { numRuns: HISTORIES / AT_A_TIME, endOnFailure: true },
        ),
      ),
    );
    const broken = runs.flatMap(run => fc.defaultReportMessage(run) ?? []);
    expect(broken).toEqual([]);
  });
});
