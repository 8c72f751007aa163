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

import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { scopeKey, type Scope } from '../../ports/drs';
import { admit } from '../admission';
import { dueEffects, type Effect } from '../effects';
import type { ExecutionEvent, LaunchSettings } from '../events';
import type { Command, HealthSign, HookResult, Input } from '../input';
import { EXECUTION_TAG, INTENT_TAG, WAVE_TAG } from '../observe';
import { isEnded } from '../state';
import type { Choices } from './Choices';
import type { History } from './History';
import type { ModelAws } from './ModelAws';
import { expectTrueWake } from './expectTrueWake';
import { promise, Promises } from './Promises';
import { lastEditor, secondPerson, starter } from './randomBegin';

type EffectOf<T extends Effect['type']> = Extract<Effect, { type: T }>;

/** What becomes of a call that launches; the first is what mostly happens. */
const launchFates = [
  'answered',
  'answered',
  'answered',
  'answered',
  'lost after',
  'lost before',
  'shows late',
  'late',
  'throttled',
  'denied',
  'server fault',
] as const;

const callFates = [
  'answered',
  'answered',
  'answered',
  'lost after',
  'lost before',
  'refused for now',
  'refused',
] as const;

/**
 * Does what the engine around the domain does, one effect at a time, with an
 * AWS that loses, refuses and delays, and people who steer as they like. All
 * that it remembers can be taken from it at any time.
 */
export class ModelEngine {
  readonly promises = new Promises();
  readonly #history: History;
  readonly #aws: ModelAws;
  readonly #choices: Choices;
  readonly #tagged: boolean;
  /** Servers that DRS takes into no job. */
  readonly #misfits: ReadonlySet<string>;
  readonly #healthy = new Set<string>();
  #logWasCut = false;
  #frozen = false;
  /** Answers that have not come yet. */
  #underway: Input[] = [];

  /** @param tagged - whether jobs carry tags; absent: mostly */
  constructor(
    history: History,
    aws: ModelAws,
    choices: Choices,
    tagged?: boolean,
  ) {
    this.#history = history;
    this.#aws = aws;
    this.#choices = choices;
    this.promises.startFrom(history.state);
    this.#tagged = tagged ?? !choices.in100(15);
    const ids = [...history.state.servers.keys()];
    this.#misfits = new Set(ids.filter(() => choices.in100(3)));
    for (const id of ids.filter(() => choices.in100(5))) {
      aws.putLiveInstance(id);
    }
  }

  /** The process dies: calls that are under way are forgotten. */
  die(): void {
    this.#underway = [];
  }

  /** One thing of all that may happen. */
  step(): void {
    const choices = this.#choices;
    const kind = choices.upTo(100);
    if (kind < 55) {
      this.act();
    } else if (kind < 70) {
      this.#aws.work(
        choices.upTo(4),
        Array.from({ length: 1 + choices.upTo(3) }, () => choices.in100(15)),
        !choices.in100(40),
        this.#history.now,
      );
    } else if (kind < 80) {
      this.passTo(this.#later(choices.oneOf([10, 60, 600, 3000])));
      expectTrueWake(this.#history);
    } else if (kind < 84) {
      this.deliver();
    } else if (kind < 92) {
      this.#command();
    } else if (kind < 94) {
      this.#frozen = !this.#frozen && choices.in100(50);
    } else if (kind < 97) {
      this.die();
    } else {
      this.#meddle();
    }
  }

  /** Brings one of the effects that are due to AWS. */
  act(): void {
    this.#readSwitch();
    const due = dueEffects(this.#history.state, this.#history.now);
    if (due.length > 0) {
      this.#act(this.#choices.oneOf(due));
    }
  }

  /** Brings all effects that are due to AWS, as a round of the leader does. */
  round(): void {
    this.#readSwitch();
    dueEffects(this.#history.state, this.#history.now).forEach(effect =>
      this.#act(effect),
    );
    this.deliver();
  }

  /** Answers that were under way arrive. */
  deliver(): void {
    const underway = this.#underway;
    this.#underway = [];
    underway.forEach(input => this.perform(input));
  }

  /** @throws Error where a promise is broken, or anything is thrown but a refusal of a command */
  perform(input: Input): ExecutionEvent[] {
    const before = this.#history.state;
    const events = this.#history.happen(input);
    this.promises.take(events, before, this.#history.state);
    this.#expectTrue(events);
    return events;
  }

  passTo(time: Date): void {
    this.#history.moveTo(time);
    this.perform({ type: 'time-passed' });
  }

  /** What is called up or healthy is so in AWS. */
  #expectTrue(events: readonly ExecutionEvent[]): void {
    const { state } = this.#history;
    for (const event of events) {
      if (event.type === 'ServersHealthChecked') {
        for (const { sourceServerId, healthy } of event.servers) {
          const { recoveryInstanceId = '' } =
            state.servers.get(sourceServerId) ?? {};
          promise(
            !healthy || this.#healthy.has(recoveryInstanceId),
            `${sourceServerId} is called healthy where it is`,
          );
        }
      } else if (event.type === 'ExecutionEnded' && !this.#logWasCut) {
        for (const { sourceServerId, outcome, ...server } of [
          ...state.servers.values(),
        ]) {
          promise(
            (outcome !== 'LAUNCHED' && outcome !== 'HEALTHY') ||
              this.#aws.instanceOf(sourceServerId)?.recoveryInstanceId ===
                server.recoveryInstanceId,
            `${sourceServerId} is called up where it is`,
          );
        }
      }
    }
  }

  /** The database is restored from a backup: of what came after it only AWS knows. */
  cutLogBackTo(rows: number): void {
    this.#history.cutBackTo(rows);
    this.promises.startFrom(this.#history.state);
    this.die();
    this.#logWasCut = true;
  }

  #later(seconds: number): Date {
    const exact = 1 + this.#choices.upTo(seconds);
    return new Date(this.#history.now.getTime() + exact * 1000);
  }

  #readSwitch(): void {
    this.perform({ type: 'freeze', active: this.#frozen });
  }

  #act(effect: Effect): void {
    const due = this.#stillDue(effect);
    if (due) {
      this.#perform(due);
    }
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case 'launch':
        this.#launch(effect);
        return;
      case 'observe-jobs':
        this.#look(effect.scope, effect.since);
        return;
      case 'observe-instances':
        this.#lookAtInstances(effect.sourceServerIds);
        return;
      case 'terminate':
        this.#terminate(effect);
        return;
      case 'apply-launch-settings':
        this.#applySettings(effect);
        return;
      case 'restore-launch-settings':
        this.#restoreSettings(effect);
        return;
      case 'check-health':
        this.#checkHealth(effect);
        return;
      case 'run-hook':
        this.#runHook(effect);
        return;
      case 'observe-hook':
        this.#observeHook(effect);
        return;
      default:
        throw new Error(`Unknown ${JSON.stringify(effect satisfies never)}`);
    }
  }

  /** What came first of the same round may have changed what is to be done. */
  #stillDue(effect: Effect): Effect | undefined {
    const key = keyOf(effect);
    return dueEffects(this.#history.state, this.#history.now).find(
      due => keyOf(due) === key,
    );
  }

  #look(scope: Scope, since: string) {
    const jobs = this.#aws
      .describeJobs(scope, this.#tagged, this.#history.now)
      .filter(job => job.createdAt >= since);
    this.perform({
      type: 'jobs-observed',
      scope,
      observedAt: this.#history.now.toISOString(),
      jobs,
      failures: new Map(),
    });
    return jobs;
  }

  #lookAtInstances(sourceServerIds: readonly string[]): void {
    this.perform({
      type: 'instances-observed',
      sourceServerIds,
      instances: this.#aws.describeInstances(sourceServerIds),
    });
  }

  /** As the leader does: what is there is taken in before anything is sent. */
  #launch({ chunkId, scope, since }: EffectOf<'launch'>): void {
    const jobs = this.#look(scope, since);
    const wish = dueEffects(this.#history.state, this.#history.now).find(
      effect => effect.type === 'launch' && effect.chunkId === chunkId,
    );
    if (wish?.type !== 'launch') {
      return;
    }
    const [verdict] = admit(
      [{ ...wish, executionId: this.#history.state.executionId }],
      jobs,
      [],
      { concurrentJobs: 3, serversInJobs: 500 },
    );
    if (!verdict.admitted) {
      this.perform({ type: 'defer', chunkId, reason: verdict.reason });
      return;
    }
    const live = this.#aws
      .describeInstances(wish.sourceServerIds)
      .filter(instance => !instance.isDrill);
    if (live.length > 0) {
      this.perform({ type: 'live-instances-found', instances: live });
    }
    const requested = this.perform({ type: 'admit', chunkId }).find(
      event => event.type === 'LaunchRequested',
    );
    if (requested) {
      this.#startRecovery(scope, requested);
    }
  }

  #startRecovery(
    scope: Scope,
    requested: Extract<ExecutionEvent, { type: 'LaunchRequested' }>,
  ): void {
    const { intentId, sourceServerIds, chunkId } = requested;
    const { state, now } = this.#history;
    const fate = this.#choices.oneOf(launchFates);
    const refuse = (
      code: string,
      failure?: 'conflict' | 'invalid',
      retryAfterMs?: number,
    ) =>
      this.perform({
        type: 'launch-answered',
        intentId,
        answer: { kind: 'refused', code, message: code, failure, retryAfterMs },
      });
    if (fate === 'lost before') {
      return;
    }
    if (fate === 'throttled' || fate === 'server fault') {
      refuse(fate, undefined, 2000);
      return;
    }
    if (fate === 'denied') {
      refuse(fate);
      return;
    }
    if (sourceServerIds.some(id => this.#misfits.has(id))) {
      refuse('ValidationException', 'invalid');
      return;
    }
    this.#expectMayLaunch(sourceServerIds);
    const started = this.#aws.startRecovery(
      {
        scope,
        sourceServerIds,
        isDrill: state.started.executionType === 'DRILL',
        tags: {
          [EXECUTION_TAG]: state.executionId,
          [WAVE_TAG]: String(state.chunks.get(chunkId)?.waveNumber),
          [INTENT_TAG]: intentId,
        },
      },
      now,
      fate === 'shows late' ? new Date(now.getTime() + 1_800_000) : now,
    );
    if ('refused' in started) {
      refuse('ConflictException', 'conflict', 10_000);
      return;
    }
    const answer = {
      type: 'launch-answered' as const,
      intentId,
      answer: { kind: 'accepted' as const, jobId: started.jobId },
    };
    if (fate === 'answered') {
      this.perform(answer);
    } else if (fate === 'late') {
      this.#underway.push(answer);
    }
  }

  /** What nobody may be asked to launch, whatever was lost before. */
  #expectMayLaunch(sourceServerIds: readonly string[]): void {
    const { state, now } = this.#history;
    // What shows late is refused by AWS itself: nobody can know of it.
    const known = sourceServerIds.filter(
      id => !this.#aws.isInHiddenJob([id], now),
    );
    promise(
      !this.#aws.isBusy(known),
      `no server is launched while a job has it: ${sourceServerIds}`,
    );
    for (const id of known) {
      promise(
        this.#aws.launchesOf(id) <= this.promises.retriesOf(id),
        `${id} is launched once, and once for each time that a person has it tried again`,
      );
      const instance = this.#aws.instanceOf(id);
      promise(
        instance === undefined ||
          instance.isDrill ||
          state.started.replaceLive === true ||
          instance.recoveryInstanceId ===
            state.servers.get(id)?.recoveryInstanceId,
        `nobody's live recovery of ${id} is deleted`,
      );
      const server = state.servers.get(id);
      const wanted = { ...server?.launchSettings, ...server?.drillSettings };
      promise(
        // A log from a backup cannot know that they were put back since.
        this.#logWasCut ||
          this.#meddled.has(id) ||
          missing(this.#aws.settingsOf(id), wanted) === undefined,
        `${id} is launched as the plan wants it`,
      );
    }
  }

  #terminate({ scope, sourceServerIds }: EffectOf<'terminate'>): void {
    this.#lookAtInstances(sourceServerIds);
    const intended = this.perform({
      type: 'terminate-intended',
      scope,
      sourceServerIds,
    }).find(event => event.type === 'TerminateIntended');
    if (!intended) {
      return;
    }
    const { intentId } = intended;
    const fate = this.#choices.oneOf(callFates);
    const refuse = (retryAfterMs?: number) =>
      this.perform({
        type: 'terminate-answered',
        intentId,
        answer: { kind: 'refused', code: fate, message: fate, retryAfterMs },
      });
    switch (fate) {
      case 'lost before':
        return;
      case 'refused':
        refuse();
        return;
      case 'refused for now':
        refuse(10_000);
        return;
      case 'answered':
      case 'lost after': {
        const job = this.#aws.terminate(
          scope,
          intended.sourceServerIds,
          this.#history.now,
        );
        if ('refused' in job) {
          refuse(10_000);
        } else if (fate === 'answered') {
          this.perform({
            type: 'terminate-answered',
            intentId,
            answer: { kind: 'accepted', jobId: job.jobId },
          });
        }
        return;
      }
      default:
        throw new Error(`Unknown fate ${fate satisfies never}`);
    }
  }

  #applySettings({ servers }: EffectOf<'apply-launch-settings'>): void {
    const changes = servers.flatMap(({ sourceServerId, desired, drill }) => {
      const current = this.#aws.settingsOf(sourceServerId);
      const after = missing(current, { ...desired, ...drill });
      const lasting = { ...current, ...desired };
      const restore = drill && missing(drill, pick(lasting, drill));
      return after
        ? [{ sourceServerId, before: pick(current, after), after, restore }]
        : [];
    });
    if (changes.length > 0) {
      this.perform({ type: 'launch-settings-intended', servers: changes });
    }
    const fate = this.#choices.oneOf(callFates);
    const ids = servers.map(server => server.sourceServerId);
    if (fate === 'refused' || fate === 'refused for now') {
      this.perform({
        type: 'launch-settings-failed',
        servers: ids.map(sourceServerId => ({
          sourceServerId,
          code: fate,
          message: fate,
          ...(fate === 'refused for now' && { retryAfterMs: 20_000 }),
        })),
      });
      return;
    }
    if (fate === 'lost before') {
      return;
    }
    // The process may die after some of it.
    const done = fate === 'lost after' ? changes.slice(1) : changes;
    done.forEach(({ sourceServerId, after }) =>
      this.#aws.changeSettings(sourceServerId, after),
    );
    if (fate === 'answered') {
      this.perform({ type: 'launch-settings-applied', sourceServerIds: ids });
    }
  }

  #restoreSettings({ servers }: EffectOf<'restore-launch-settings'>): void {
    const fate = this.#choices.oneOf(callFates);
    if (fate === 'lost before') {
      return;
    }
    const results = servers.map(({ sourceServerId, ours, restore }) => {
      promise(
        this.#logWasCut ||
          !this.#aws.isBusy([sourceServerId], 'LAUNCH') ||
          this.#aws.isInHiddenJob([sourceServerId], this.#history.now),
        `${sourceServerId} is put back once no job needs its settings`,
      );
      if (fate === 'refused' || fate === 'refused for now') {
        return {
          sourceServerId,
          result: 'FAILED' as const,
          message: fate,
          ...(fate === 'refused for now' && { retryAfterMs: 20_000 }),
        };
      }
      const current = this.#aws.settingsOf(sourceServerId);
      if (missing(current, restore) === undefined) {
        return { sourceServerId, result: 'RESTORED' as const };
      }
      if (missing(current, pick(ours, restore))) {
        promise(
          this.#meddled.has(sourceServerId),
          `what this product changed about ${sourceServerId} is known as its own`,
        );
        return { sourceServerId, result: 'NOT_OURS' as const };
      }
      this.#aws.changeSettings(sourceServerId, restore);
      return { sourceServerId, result: 'RESTORED' as const };
    });
    if (fate !== 'lost after') {
      this.perform({ type: 'launch-settings-restored', servers: results });
    }
  }

  #checkHealth({ servers }: EffectOf<'check-health'>): void {
    this.perform({
      type: 'health-observed',
      servers: servers.map(({ sourceServerId, recoveryInstanceId }) => ({
        sourceServerId,
        checks: [this.#sign(sourceServerId, recoveryInstanceId)],
      })),
    });
  }

  #sign(sourceServerId: string, recoveryInstanceId: string): HealthSign {
    const name = 'instance status';
    const there = this.#aws.instanceOf(sourceServerId);
    if (there?.recoveryInstanceId !== recoveryInstanceId) {
      return { name, state: 'FAILED', final: true, message: 'gone' };
    }
    const sign = this.#choices.oneOf<HealthSign>([
      { name, state: 'OK' },
      { name, state: 'OK' },
      { name, state: 'PENDING' },
      { name, state: 'FAILED' },
      { name, state: 'FAILED', final: true, message: 'impaired' },
    ]);
    if (sign.state === 'OK') {
      this.#healthy.add(recoveryInstanceId);
    }
    return sign;
  }

  #runHook(effect: EffectOf<'run-hook'>): void {
    const { waveNumber, stage, index, hook } = effect;
    const requested = this.perform({
      type: 'hook-intended',
      waveNumber,
      stage,
      index,
    }).find(event => event.type === 'HookRequested');
    if (!requested) {
      return;
    }
    this.#expectOneAfterAnother(waveNumber, stage, index);
    const fate = this.#choices.oneOf([...callFates, 'runs' as const]);
    const { intentId } = requested;
    const answer = (result: HookResult): void => {
      this.#underway.push({ type: 'hook-answered', intentId, result });
    };
    const failed = (mayHaveRun: boolean): HookResult => ({
      kind: 'failed',
      code: fate,
      message: fate,
      mayHaveRun,
    });
    const run = () =>
      this.promises.hookRan(
        waveNumber,
        `${waveNumber}/${stage}/${index}`,
        hook.delivery,
      );
    switch (fate) {
      case 'lost before':
        return;
      case 'refused':
        answer(failed(false));
        return;
      case 'refused for now':
        run();
        answer(failed(true));
        return;
      case 'lost after':
        run();
        return;
      case 'answered':
        run();
        answer({ kind: 'succeeded' });
        return;
      case 'runs':
        run();
        answer({ kind: 'running', externalId: `run-${intentId}` });
        return;
      default:
        throw new Error(`Unknown fate ${fate satisfies never}`);
    }
  }

  #expectOneAfterAnother(
    waveNumber: number,
    stage: 'PRE' | 'POST',
    index: number,
  ): void {
    const wave = this.#history.state.waves.find(
      other => other.waveNumber === waveNumber,
    );
    for (const hook of wave?.hooks ?? []) {
      promise(
        (hook.stage === stage && hook.index === index) ||
          (hook.status !== 'REQUESTED' && hook.status !== 'RUNNING'),
        'the hooks of a wave run one after another',
      );
      promise(
        hook.stage !== stage || hook.index >= index || isDone(hook),
        'the hooks of a wave run in their order',
      );
    }
    promise(
      stage === 'PRE' ||
        (wave?.sourceServerIds ?? []).every(id => {
          const outcome = this.#history.state.servers.get(id)?.outcome;
          return outcome !== 'PENDING' && outcome !== 'LAUNCHING';
        }),
      'hooks after a wave run once its servers are decided',
    );
  }

  #observeHook({ intentId }: EffectOf<'observe-hook'>): void {
    const result = this.#choices.oneOf<HookResult | undefined>([
      { kind: 'succeeded' },
      undefined,
      { kind: 'running', externalId: `run-${intentId}` },
      { kind: 'failed', code: 'X', message: 'x', mayHaveRun: true },
    ]);
    if (result) {
      this.perform({ type: 'hook-answered', intentId, result });
    }
  }

  /** Somebody outside this product changes launch settings. */
  readonly #meddled = new Set<string>();

  #meddle(): void {
    const id = this.#choices.oneOf([...this.#history.state.servers.keys()]);
    this.#meddled.add(id);
    this.#aws.changeSettings(id, { subnetId: 'subnet-of-somebody' });
  }

  wasMeddledWith(sourceServerId: string): boolean {
    return this.#meddled.has(sourceServerId);
  }

  #command(): void {
    const { state } = this.#history;
    const choices = this.#choices;
    const actor = choices.oneOf([
      secondPerson,
      starter,
      lastEditor,
      'service:pipeline',
    ]);
    const decider = { actor, isPerson: actor.startsWith('user:') };
    const items = {
      waves: choices.in100(60)
        ? [choices.oneOf(state.waves.map(wave => wave.waveNumber))]
        : [],
      sourceServerIds: choices.in100(60)
        ? choices.some([...state.servers.keys()])
        : [],
    };
    const open = state.approvals.find(approval => !approval.decision);
    this.tryCommand(
      choices.oneOf<Command>([
        { type: 'resume', ...decider },
        { type: 'retry', ...items },
        { type: 'retry', ...failedItems(state) },
        { type: 'skip', ...items },
        { type: 'skip', ...failedItems(state) },
        {
          type: 'approve',
          waveNumber: open?.waveNumber,
          decision: choices.in100(15) ? 'REJECT' : 'APPROVE',
          serversDigest: choices.in100(10) ? 'another' : undefined,
          ...decider,
        },
        { type: 'pause', maxMinutes: 1 + choices.upTo(600) },
        choices.in100(30) || isEnded(state)
          ? { type: 'terminate' }
          : { type: 'resume', ...decider },
        choices.in100(30) ? { type: 'cancel' } : { type: 'pause' },
      ]),
    );
  }

  /** Refusals are part of the rules; anything else that is thrown is not. */
  tryCommand(command: Command): void {
    try {
      this.perform(command);
    } catch (error) {
      if (!(error instanceof DrsError)) {
        throw error;
      }
    }
  }

  unfreeze(): void {
    this.#frozen = false;
  }
}

const keyOf = (effect: Effect): string =>
  [
    effect.type,
    scopeKey(effect.scope),
    ...('chunkId' in effect ? [effect.chunkId] : []),
    ...('intentId' in effect ? [effect.intentId] : []),
    ...('stage' in effect
      ? [effect.waveNumber, effect.stage, effect.index]
      : []),
  ].join(' ');

const isDone = (hook: { status: string; retryAt?: string }): boolean =>
  hook.status === 'SUCCEEDED' ||
  (hook.status === 'FAILED' && hook.retryAt === undefined);

const failedItems = (state: History['state']) => ({
  sourceServerIds: [...state.servers.values()]
    .filter(server =>
      ['FAILED', 'TIMED_OUT', 'UNHEALTHY'].includes(server.outcome),
    )
    .map(server => server.sourceServerId),
  waves: state.waves
    .filter(wave => wave.status === 'FAILED' || wave.status === 'TIMED_OUT')
    .map(wave => wave.waveNumber),
});

const keysOf = (settings: LaunchSettings) =>
  Object.keys(settings) as (keyof LaunchSettings)[];

/** The fields of what is wanted that are not so; undefined if there are none. */
function missing(
  current: LaunchSettings,
  wanted: LaunchSettings,
): LaunchSettings | undefined {
  const keys = keysOf(wanted).filter(
    key => JSON.stringify(wanted[key]) !== JSON.stringify(current[key]),
  );
  return keys.length > 0
    ? Object.fromEntries(keys.map(key => [key, wanted[key]]))
    : undefined;
}

const pick = (from: LaunchSettings, like: LaunchSettings): LaunchSettings =>
  Object.fromEntries(keysOf(like).map(key => [key, from[key]]));
