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
  dependenciesOf,
  successThreshold,
  type ExecutionEvent,
  type ExecutionStop,
  type Hook,
  type RecoveryPlan,
  type ServerOutcome,
  type SourceServer,
  type StartExecution,
  type Wave,
  type WaveStatus,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** What is known of a run when it starts, and what shall befall it. */
export interface RunStart {
  executionId: string;
  plan: RecoveryPlan;
  executionType: 'DRILL' | 'RECOVERY';
  startedAt: number;
  startedBy: string;
  reason?: string;
  pointInTime?: StartExecution['pointInTime'];
  timeToLiveMinutes?: number;
  /** Servers by group, as they were when it started. */
  members: ReadonlyMap<string, SourceServer[]>;
  /** Hostnames whose first launch fails. */
  failing: ReadonlySet<string>;
  /** Hostnames that come up and then fail their health check. */
  unhealthy: ReadonlySet<string>;
  /** Names of hooks whose first attempt fails. */
  flaky: ReadonlySet<string>;
  /** Whether the start itself waits for another person. */
  fourEyes: boolean;
  /** Until when other executions use up what DRS allows. */
  fullUntil?: number;
  /** Milliseconds that a launch takes. */
  launchMs: number;
}

/** What holds a whole run. */
export type Hold = {
  reason: 'OPERATOR' | 'FREEZE' | 'FAILURE' | 'RECOVERED_LOG';
  since: number;
  message?: string;
  waveNumber?: number;
};

/** An approval that is waited for, or was decided. */
export interface ApprovalInRun {
  since: number;
  decision?: {
    by: string;
    at: number;
    comment?: string;
    decision: 'APPROVE' | 'REJECT';
  };
}

export interface ServerInRun {
  readonly server: SourceServer;
  readonly groupId: string;
  readonly position: number;
  outcome: ServerOutcome;
  attempts: number;
  launchedAt?: number;
  upAt?: number;
  decidedAt?: number;
  error?: { code: string; message: string };
}

export interface HookInRun {
  readonly hook: Hook;
  readonly stage: 'PRE' | 'POST';
  status: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'SKIPPED';
  attempts: number;
  startedAt?: number;
  attemptAt?: number;
  endedAt?: number;
  message?: string;
}

export interface WaveInRun {
  readonly wave: Wave;
  readonly dependsOn: number[];
  readonly servers: ServerInRun[];
  hooks: HookInRun[];
  status: WaveStatus;
  reason?: string;
  approval?: ApprovalInRun;
  full: boolean;
  startedAt?: number;
  endedAt?: number;
  waitUntil?: number;
}

const TICK_MS = 250;
const endedWaves: readonly WaveStatus[] = [
  'COMPLETED',
  'PARTIAL',
  'SKIPPED',
  'CANCELLED',
];
const failures: readonly ServerOutcome[] = ['FAILED', 'TIMED_OUT', 'UNHEALTHY'];

/** A run that goes on as time passes and as people command, by the rules that the engine keeps to. */
export class FakeRun {
  readonly start: RunStart;
  readonly waves: WaveInRun[];
  readonly holds: Hold[] = [];
  readonly events: ExecutionEvent[] = [];
  approval?: ApprovalInRun;
  cancelledAt?: number;
  stopped?: ExecutionStop;
  endedAt?: number;
  terminatedAt?: number;
  /** What AWS says to whoever wants its instances terminated; absent: it does it. */
  terminationRefusal?: string;
  /** Why its instances were not terminated. */
  terminationError?: string;
  #at: number;

  constructor(start: RunStart) {
    this.start = start;
    this.#at = start.startedAt;
    this.waves = start.plan.waves.map((wave, index) => ({
      wave,
      dependsOn: dependenciesOf(start.plan.waves, index),
      servers: wave.protectionGroupIds
        .flatMap(groupId =>
          (start.members.get(groupId) ?? []).map(server => ({
            server,
            groupId,
          })),
        )
        .map((item, position) => ({
          ...item,
          position,
          outcome: 'PENDING' as const,
          attempts: 0,
        })),
      hooks: [
        ...wave.preWaveHooks.map(hook => hookInRun(hook, 'PRE')),
        ...wave.postWaveHooks.map(hook => hookInRun(hook, 'POST')),
      ],
      status: 'PENDING',
      full: false,
    }));
    this.#tell('ExecutionStarted', `The ${this.#what()} was asked for`, {
      actor: start.startedBy,
    });
    if (start.fourEyes) {
      this.approval = { since: start.startedAt };
      this.#tell('ApprovalRequested', 'Its start waits for another person');
    }
  }

  get executionId(): string {
    return this.start.executionId;
  }

  /** Lets the time pass until an instant. */
  advance(to: number) {
    while (this.#at + TICK_MS <= to) {
      if (this.#still()) {
        this.#at = to;
        return;
      }
      this.#at += TICK_MS;
      this.waves.forEach(wave => this.#step(wave));
      this.#end();
    }
  }

  /** Whether the start, or a wave, waits for an approval. */
  waitsForApproval(): boolean {
    return (
      (this.approval !== undefined && !this.approval.decision) ||
      this.waves.some(wave => wave.status === 'WAITING_FOR_APPROVAL')
    );
  }

  /** Holds the whole run. */
  hold(hold: Hold, actor: string) {
    this.holds.push(hold);
    this.#tell('ExecutionHeld', `Held: ${hold.message ?? hold.reason}`, {
      actor,
    });
  }

  /** Lifts the holds of a kind. */
  lift(reason: Hold['reason'], actor: string) {
    const at = this.holds.findIndex(hold => hold.reason === reason);
    if (at >= 0) {
      this.holds.splice(at, 1);
      this.#tell('ExecutionResumed', 'Goes on', { actor });
    }
  }

  /** Decides what waits: the start, or a wave. */
  decide(
    waveNumber: number | undefined,
    decision: NonNullable<ApprovalInRun['decision']>,
  ) {
    const wave = this.waves.find(item => item.wave.waveNumber === waveNumber);
    const approval = wave ? wave.approval : this.approval;
    if (!approval) {
      return;
    }
    approval.decision = decision;
    const what = wave ? `Wave ${waveNumber}` : 'The start';
    this.#tell(
      'ApprovalDecided',
      `${what} was ${
        decision.decision === 'APPROVE' ? 'approved' : 'rejected'
      }`,
      { actor: decision.by, waveNumber },
    );
    if (decision.decision === 'REJECT') {
      this.cancel(decision.at, {
        cause: 'REJECTED',
        by: decision.by,
        waveNumber,
        message: decision.comment,
      });
    } else if (wave) {
      this.#begin(wave);
    }
  }

  /** Puts failed servers, or all that are not up of a wave, back in line. */
  retry(chosen: { waves: number[]; servers: string[] }, actor: string) {
    for (const wave of this.waves) {
      const whole = chosen.waves.includes(wave.wave.waveNumber);
      const servers = wave.servers.filter(
        item =>
          failures.includes(item.outcome) &&
          (whole || chosen.servers.includes(item.server.sourceServerId)),
      );
      for (const item of servers) {
        item.outcome = 'PENDING';
        delete item.error;
      }
      if (whole) {
        wave.hooks = wave.hooks.map(({ hook, stage }) =>
          hookInRun(hook, stage),
        );
      }
      if (servers.length > 0 || whole) {
        wave.status = whole ? 'RUNNING_PRE_HOOKS' : 'LAUNCHING';
        delete wave.endedAt;
        delete wave.reason;
        this.#tell(
          'ItemsRetried',
          `${servers.length} servers of wave ${wave.wave.waveNumber} are launched again`,
          { actor, waveNumber: wave.wave.waveNumber },
        );
      }
    }
    this.#liftFailure();
  }

  /** Leaves failed servers, or a whole wave, out. */
  skip(chosen: { waves: number[]; servers: string[] }, actor: string) {
    for (const wave of this.waves) {
      const whole = chosen.waves.includes(wave.wave.waveNumber);
      const servers = wave.servers.filter(
        item =>
          failures.includes(item.outcome) &&
          (whole || chosen.servers.includes(item.server.sourceServerId)),
      );
      for (const item of servers) {
        item.outcome = 'SKIPPED';
      }
      if (whole) {
        wave.status = 'SKIPPED';
        wave.endedAt = this.#at;
        delete wave.approval;
        for (const item of wave.servers) {
          if (item.outcome === 'PENDING') {
            item.outcome = 'SKIPPED';
          }
        }
      } else if (
        servers.length > 0 &&
        !wave.servers.some(item => failures.includes(item.outcome))
      ) {
        wave.status = 'RUNNING_POST_HOOKS';
        delete wave.endedAt;
      }
      if (servers.length > 0 || whole) {
        this.#tell(
          'ItemsSkipped',
          `${servers.length} servers of wave ${wave.wave.waveNumber} are left out`,
          { actor, waveNumber: wave.wave.waveNumber },
        );
      }
    }
    this.#liftFailure();
  }

  /** Starts nothing new any more. */
  cancel(at: number, because: Omit<ExecutionStop, 'at'>) {
    this.cancelledAt ??= at;
    this.stopped ??= { ...because, at: new Date(at).toISOString() };
    this.#tell('CancellationRequested', 'It is being cancelled', {
      actor: because.by,
    });
    for (const wave of this.waves) {
      for (const item of wave.servers) {
        if (item.outcome === 'PENDING') {
          item.outcome = 'CANCELLED';
        }
      }
      if (wave.status === 'PENDING' || wave.status === 'WAITING_FOR_APPROVAL') {
        wave.status = 'CANCELLED';
      }
    }
    this.#end();
  }

  #what(): string {
    return this.start.executionType === 'DRILL' ? 'drill' : 'recovery';
  }

  #tell(type: string, summary: string, more: Partial<ExecutionEvent> = {}) {
    this.events.push({
      seq: this.events.length + 1,
      at: new Date(this.#at).toISOString(),
      actor: 'system',
      type,
      summary,
      ...more,
    });
  }

  #held(): boolean {
    return this.holds.length > 0 || this.cancelledAt !== undefined;
  }

  /** Whether nothing changes before somebody does something. */
  #still(): boolean {
    if (this.endedAt !== undefined) {
      return true;
    }
    const active = this.waves.some(
      wave =>
        wave.servers.some(
          item => item.outcome === 'LAUNCHING' || item.outcome === 'LAUNCHED',
        ) || wave.hooks.some(hook => hook.status === 'RUNNING'),
    );
    const inMotion = this.waves.some(
      wave =>
        [
          'RUNNING_PRE_HOOKS',
          'LAUNCHING',
          'CHECKING_HEALTH',
          'RUNNING_POST_HOOKS',
          'WAITING',
        ].includes(wave.status) ||
        (wave.status === 'PENDING' && this.#unblocked(wave)),
    );
    return this.#held() ? !active : this.waitsForApproval() && !inMotion;
  }

  /** Whether the start is approved and everything a wave waits for is done. */
  #unblocked(wave: WaveInRun): boolean {
    return (
      (this.approval === undefined || this.approval.decision !== undefined) &&
      wave.dependsOn.every(number =>
        this.waves.some(
          other =>
            other.wave.waveNumber === number &&
            ['COMPLETED', 'PARTIAL', 'SKIPPED'].includes(other.status),
        ),
      )
    );
  }

  #liftFailure() {
    const failed = this.waves.some(wave =>
      ['FAILED', 'TIMED_OUT'].includes(wave.status),
    );
    if (!failed) {
      this.lift('FAILURE', 'system');
    }
  }

  #begin(wave: WaveInRun) {
    wave.startedAt = this.#at;
    wave.status = 'RUNNING_PRE_HOOKS';
    this.#tell(
      'WaveStarted',
      `Wave ${wave.wave.waveNumber} (${wave.wave.waveName}) began with ${wave.servers.length} servers`,
      { waveNumber: wave.wave.waveNumber },
    );
  }

  #step(wave: WaveInRun) {
    switch (wave.status) {
      case 'PENDING':
        this.#startIfDue(wave);
        break;
      case 'RUNNING_PRE_HOOKS':
        if (this.#hooksDone(wave, 'PRE')) {
          wave.status = 'LAUNCHING';
        }
        break;
      case 'LAUNCHING':
      case 'CHECKING_HEALTH':
        this.#launch(wave);
        break;
      case 'RUNNING_POST_HOOKS':
        if (this.#hooksDone(wave, 'POST')) {
          wave.status = 'WAITING';
          wave.waitUntil = this.#at + wave.wave.waitTimeSeconds * 1000;
          this.#step(wave);
        }
        break;
      case 'WAITING':
        if (this.#at >= (wave.waitUntil ?? 0)) {
          this.#complete(wave);
        }
        break;
      default:
    }
  }

  #startIfDue(wave: WaveInRun) {
    const due =
      !this.#held() &&
      this.#at >= this.start.startedAt + 1_500 &&
      this.#unblocked(wave);
    if (!due) {
      return;
    }
    if (wave.wave.pauseBeforeWave && !wave.approval) {
      wave.approval = { since: this.#at };
      wave.status = 'WAITING_FOR_APPROVAL';
      this.#tell(
        'ApprovalRequested',
        `Wave ${wave.wave.waveNumber} waits for approval`,
        { waveNumber: wave.wave.waveNumber },
      );
    } else {
      this.#begin(wave);
    }
  }

  /** Runs the hooks of a stage one after another; answers whether all are through. */
  #hooksDone(wave: WaveInRun, stage: 'PRE' | 'POST'): boolean {
    const item = wave.hooks.find(
      ({ stage: of, status }) =>
        of === stage && (status === 'PENDING' || status === 'RUNNING'),
    );
    if (!item) {
      return true;
    }
    if (item.status === 'PENDING') {
      if (!this.#held()) {
        item.status = 'RUNNING';
        item.attempts = 1;
        item.startedAt = this.#at;
        item.attemptAt = this.#at;
      }
      return false;
    }
    if (this.#at - (item.attemptAt ?? 0) < this.start.launchMs * 0.3) {
      return false;
    }
    if (this.start.flaky.has(item.hook.name) && item.attempts === 1) {
      item.message = 'Attempt 1 failed: the target answered 503.';
      item.attempts = 2;
      item.attemptAt = this.#at;
      return false;
    }
    item.status = 'SUCCEEDED';
    item.endedAt = this.#at;
    return false;
  }

  #launch(wave: WaveInRun) {
    const { servers } = wave;
    wave.full = this.#at < (this.start.fullUntil ?? 0);
    const under = servers.filter(item =>
      ['LAUNCHING', 'LAUNCHED'].includes(item.outcome),
    );
    let room =
      wave.full || this.#held()
        ? 0
        : (wave.wave.parallelism ?? servers.length) - under.length;
    for (const item of servers) {
      if (item.outcome === 'PENDING' && room > 0) {
        item.outcome = 'LAUNCHING';
        item.attempts += 1;
        item.launchedAt = this.#at;
        room -= 1;
      } else if (item.outcome === 'LAUNCHING') {
        this.#followLaunch(item);
      } else if (
        item.outcome === 'LAUNCHED' &&
        this.#at - (item.upAt ?? 0) >= this.start.launchMs * 0.15
      ) {
        if (this.start.unhealthy.has(item.server.hostname)) {
          item.outcome = 'UNHEALTHY';
          item.error = {
            code: 'UNHEALTHY',
            message: 'Nothing answered on port 443 within five minutes',
          };
        } else {
          item.outcome = 'HEALTHY';
        }
        item.decidedAt = this.#at;
      }
    }
    const pending = (outcome: ServerOutcome) =>
      servers.some(item => item.outcome === outcome);
    if (pending('PENDING') || pending('LAUNCHING')) {
      wave.status = 'LAUNCHING';
    } else if (pending('LAUNCHED')) {
      wave.status = 'CHECKING_HEALTH';
    } else {
      this.#judge(wave);
    }
  }

  #followLaunch(item: ServerInRun) {
    const share =
      (this.#at - (item.launchedAt ?? this.#at)) / launchMsOf(this, item);
    if (
      share >= 0.7 &&
      this.start.failing.has(item.server.hostname) &&
      item.attempts === 1
    ) {
      item.outcome = 'FAILED';
      item.error = {
        code: 'CONVERSION_FAIL',
        message: 'The conversion server could not mount the root volume.',
      };
    } else if (share >= 1) {
      item.outcome = 'LAUNCHED';
      item.upAt = this.#at;
    }
  }

  /** Whether enough of a wave's servers are up. */
  #judge(wave: WaveInRun) {
    const { servers } = wave;
    const bad = servers.filter(
      item =>
        item.outcome === 'FAILED' ||
        (item.outcome === 'UNHEALTHY' && wave.wave.healthCheck.required),
    ).length;
    const share = 100 * (1 - bad / Math.max(1, servers.length));
    if (share >= successThreshold(wave.wave)) {
      wave.status = 'RUNNING_POST_HOOKS';
      // Without hooks there is nothing to be seen running.
      this.#step(wave);
      return;
    }
    wave.status = 'FAILED';
    wave.endedAt = this.#at;
    wave.reason = `${bad} of ${servers.length} servers failed`;
    if (
      !this.holds.some(hold => hold.reason === 'FAILURE') &&
      this.cancelledAt === undefined
    ) {
      this.holds.push({
        reason: 'FAILURE',
        since: this.#at,
        waveNumber: wave.wave.waveNumber,
      });
      this.#tell(
        'WaveFailed',
        `Wave ${wave.wave.waveNumber} (${wave.wave.waveName}) failed`,
        { waveNumber: wave.wave.waveNumber },
      );
    }
  }

  #complete(wave: WaveInRun) {
    wave.endedAt = this.#at;
    const gaps = wave.servers.filter(item =>
      [...failures, 'SKIPPED'].includes(item.outcome),
    ).length;
    wave.status = gaps > 0 ? 'PARTIAL' : 'COMPLETED';
    if (gaps > 0) {
      wave.reason = `${gaps} of ${wave.servers.length} servers are missing or unhealthy`;
    }
    this.#tell(
      'WaveEnded',
      `Wave ${wave.wave.waveNumber} (${wave.wave.waveName}) ended: ${wave.status}`,
      { waveNumber: wave.wave.waveNumber },
    );
  }

  #end() {
    const launching = this.waves.some(wave =>
      wave.servers.some(item => item.outcome === 'LAUNCHING'),
    );
    const over =
      this.cancelledAt === undefined
        ? this.waves.every(wave => endedWaves.includes(wave.status))
        : !launching;
    if (over && this.endedAt === undefined) {
      this.endedAt = this.#at;
      this.#tell('ExecutionEnded', `The ${this.#what()} ended`);
    }
  }
}

/** Milliseconds that the launch of a server takes in a run. */
export function launchMsOf(run: FakeRun, item: ServerInRun): number {
  return run.start.launchMs * (0.85 + ((item.position * 37) % 30) / 100);
}

function hookInRun(hook: Hook, stage: 'PRE' | 'POST'): HookInRun {
  return { hook, stage, status: 'PENDING', attempts: 0 };
}
