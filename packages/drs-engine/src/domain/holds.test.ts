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

import { summarise } from '../reads/summarise';
import { EXECUTION_TAG, INTENT_TAG } from './observe';
import {
  begin,
  due,
  hook,
  launchable,
  launchAll,
  launchWell,
  observe,
  outcomeOf,
  request,
  scope,
  types,
  wave,
  waveStatuses,
} from './testing/examples';
import { lastEditor, secondPerson, starter } from './testing/randomBegin';

const person = { actor: secondPerson, isPerson: true };

describe('a pause by a person', () => {
  it('lets running jobs finish, starts nothing new, and is lifted by resuming', () => {
    const history = begin([
      wave(1, ['db']),
      wave(2, ['app'], { preWaveHooks: [hook('warm up')] }),
      wave(3, ['web'], { dependsOn: [] }),
    ]);
    const [db] = launchAll(history);
    history.happen({ type: 'pause', reason: 'change of shift' });
    observe(history, db, 'COMPLETED', { 's-db': 'LAUNCHED' });
    expect(outcomeOf(history, 'db')).toBe('LAUNCHED');
    expect(history.state).toMatchObject({
      status: 'PAUSED',
      pause: { reason: 'OPERATOR', message: 'change of shift' },
    });
    expect(waveStatuses(history)).toEqual([
      'COMPLETED',
      'PENDING',
      'LAUNCHING',
    ]);
    expect(due(history, 'run-hook')).toEqual([]);

    history.happen({ type: 'resume', ...person });
    expect(waveStatuses(history)[1]).toBe('RUNNING_PRE_HOOKS');
    expect(due(history, 'run-hook')).toHaveLength(1);
  });

  it('holds back what waits for room', () => {
    const history = begin([wave(1, ['db'])]);
    history.happen({ type: 'pause' });
    expect(launchable(history)).toEqual([]);
    expect(history.happen({ type: 'admit', chunkId: 'id-1' })).toEqual([]);
  });

  it('has a limit: the one asked for, else a year', () => {
    const history = begin([wave(1, ['db'])]);
    history.happen({ type: 'pause', maxMinutes: 30 });
    history.pass(30);
    expect(history.state).toMatchObject({
      status: 'TIMED_OUT',
      stop: {
        because: {
          cause: 'NOT_DECIDED',
          at: history.now.toISOString(),
          message: 'Paused by a person',
        },
      },
    });
    const other = begin([wave(1, ['db'])]);
    other.happen({ type: 'pause' });
    other.pass(364 * 24 * 60);
    expect(other.state.status).toBe('PAUSED');
    other.pass(24 * 60);
    expect(other.state.status).toBe('TIMED_OUT');
  });

  it('stops the clock of the run', () => {
    const history = begin([wave(1, ['db'], { maxWaitMinutes: 5000 })], {
      maxDurationMinutes: 100,
    });
    history.pass(90);
    history.happen({ type: 'pause' });
    history.pass(1000);
    history.happen({ type: 'resume', ...person });
    history.pass(9);
    expect(history.state.status).toBe('RUNNING');
    history.pass(1);
    expect(history.state.stop).toMatchObject({
      endAs: 'TIMED_OUT',
      because: { cause: 'TOO_LONG', limitMinutes: 100 },
    });
  });
});

describe('a wave that waits for approval', () => {
  const plan = () => [
    wave(1, ['db']),
    wave(2, ['app'], { pauseBeforeWave: true }),
    wave(3, ['web']),
    wave(4, ['batch'], { dependsOn: [1] }),
  ];

  it('holds itself and what depends on it, not its siblings', () => {
    const history = begin(plan());
    launchWell(history);
    expect(waveStatuses(history)).toEqual([
      'COMPLETED',
      'WAITING_FOR_APPROVAL',
      'PENDING',
      'LAUNCHING',
    ]);
    expect(history.state.status).toBe('RUNNING');
    launchWell(history);
    expect(history.state).toMatchObject({
      status: 'PAUSED',
      pause: { reason: 'APPROVAL', waveNumber: 2 },
    });
    history.happen({
      type: 'approve',
      waveNumber: 2,
      decision: 'APPROVE',
      ...person,
    });
    expect(launchable(history)).toEqual([['s-app']]);
  });

  it('is approved by resuming where nobody else must', () => {
    const history = begin([wave(1, ['db'], { pauseBeforeWave: true })]);
    history.happen({ type: 'resume', actor: starter, isPerson: true });
    expect(launchable(history)).toEqual([['s-db']]);
  });

  it('ends the run when nobody decides in time, which a hold does not count against', () => {
    const history = begin(plan());
    launchWell(history);
    launchWell(history);
    history.pass(60);
    history.happen({ type: 'freeze', active: true });
    history.pass(1000);
    history.happen({ type: 'freeze', active: false });
    history.pass(59);
    expect(history.state.status).toBe('PAUSED');
    history.pass(1);
    expect(history.state).toMatchObject({
      status: 'TIMED_OUT',
      stop: {
        reason: 'Nobody approved wave 2 in time',
        because: { cause: 'NOT_APPROVED', waveNumber: 2 },
      },
    });
  });

  it('is not what ended the run where its own time had passed, too, before anybody looked', () => {
    const waves = plan();
    waves[3] = { ...waves[3], maxWaitMinutes: 5000 };
    const history = begin(waves, { maxDurationMinutes: 100 });
    launchWell(history);
    expect(waveStatuses(history)[1]).toBe('WAITING_FOR_APPROVAL');
    history.pass(1000);
    expect(history.state.stop).toMatchObject({
      reason: 'Not done within 100 minutes',
      because: { cause: 'TOO_LONG', limitMinutes: 100 },
    });
  });
});

describe('four eyes', () => {
  const start = () =>
    begin([wave(1, ['db'])], {
      approval: { start: true, fourEyes: true, timeLimitMinutes: 60 },
      serversDigest: 'digest-1',
      changedBy: lastEditor,
    });
  const approve = (actor: string, isPerson = true, serversDigest?: string) => ({
    type: 'approve' as const,
    decision: 'APPROVE' as const,
    actor,
    isPerson,
    serversDigest,
  });

  it('start nothing before another person has approved', () => {
    const history = start();
    expect(history.state).toMatchObject({
      status: 'PAUSED',
      pause: { reason: 'APPROVAL' },
    });
    expect(launchable(history)).toEqual([]);
    expect(summarise(history.state).openApprovals).toMatchObject([
      { excluded: [starter, lastEditor] },
    ]);
    history.happen(approve(secondPerson, true, 'digest-1'));
    expect(launchable(history)).toEqual([['s-db']]);
    expect(history.state.approvals).toMatchObject([
      { decision: 'APPROVE', decidedBy: secondPerson },
    ]);
  });

  it.each([
    ['who started the run', starter, true],
    ['who last changed the plan', lastEditor, true],
    ['a program', 'service:pipeline', false],
  ])('are not those of %s', (_, actor, isPerson) => {
    const history = start();
    expect(() => history.happen(approve(actor, isPerson))).toThrow(
      expect.objectContaining({ code: 'FOUR_EYES' }),
    );
    expect(() => history.happen({ type: 'resume', actor, isPerson })).toThrow(
      expect.objectContaining({ code: 'INVALID_STATE' }),
    );
    expect(launchable(history)).toEqual([]);
  });

  it('let anybody reject, which stops the run', () => {
    const history = start();
    history.happen({
      ...approve(starter, false),
      decision: 'REJECT',
      comment: 'wrong night',
    });
    expect(history.state).toMatchObject({
      status: 'CANCELLED',
      stop: {
        reason: `The start was rejected by ${starter}: wrong night`,
        because: { cause: 'REJECTED', by: starter, message: 'wrong night' },
      },
    });
  });

  it('must have seen the servers that would be launched', () => {
    const history = start();
    expect(() =>
      history.happen(approve(secondPerson, true, 'digest-2')),
    ).toThrow('look again before deciding');
    expect(launchable(history)).toEqual([]);
  });

  it('have their time', () => {
    const history = start();
    history.pass(60);
    expect(history.state.status).toBe('TIMED_OUT');
  });
});

describe('the freeze switch', () => {
  it('lies over every other hold, and only it lifts itself', () => {
    const history = begin([wave(1, ['db']), wave(2, ['app'])]);
    history.happen({ type: 'pause' });
    history.happen({ type: 'freeze', active: true, reason: 'change stop' });
    expect(history.state.pause).toMatchObject({
      reason: 'FREEZE',
      message: 'The freeze switch holds every execution: change stop',
    });
    expect(() => history.happen({ type: 'resume', ...person })).toThrow(
      'when the switch is released',
    );
    history.happen({ type: 'freeze', active: false });
    expect(history.state.pause?.reason).toBe('OPERATOR');
    expect(launchable(history)).toEqual([]);
    history.happen({ type: 'resume', ...person });
    expect(launchable(history)).toEqual([['s-db']]);
  });
});

describe('the end', () => {
  it.each([
    ['COMPLETED', []],
    ['CANCELLED', ['s-db']],
  ])('of a run that is %s is left by no command', (status, failing) => {
    const history = begin([wave(1, ['db'])]);
    launchWell(history, failing);
    if (status === 'CANCELLED') {
      history.happen({ type: 'cancel' });
    }
    expect(history.state.status).toBe(status);
    for (const command of [
      { type: 'pause' as const },
      { type: 'resume' as const, ...person },
      { type: 'approve' as const, decision: 'APPROVE' as const, ...person },
      { type: 'retry' as const, waves: [1] },
      { type: 'skip' as const, waves: [1] },
      { type: 'cancel' as const },
    ]) {
      expect(() => history.happen(command)).toThrow(
        expect.objectContaining({ code: 'INVALID_STATE' }),
      );
    }
    expect(history.happen({ type: 'freeze', active: true })).toEqual([]);
    history.pass(100_000);
    expect(history.state.status).toBe(status);
  });
});

describe('a log that was restored from a backup', () => {
  const tags = {
    [EXECUTION_TAG]: 'execution',
    [INTENT_TAG]: 'an intent of which the log knows nothing',
  };
  const restored = () => {
    const history = begin([
      wave(1, ['db']),
      wave(2, ['app'], { dependsOn: [] }),
    ]);
    observe(history, 'job-x', 'STARTED', { 's-db': 'PENDING' }, { tags });
    return history;
  };

  it('holds the run when AWS shows launches that it does not know', () => {
    const history = restored();
    expect(history.state.pause?.reason).toBe('RECOVERED_LOG');
    expect(launchable(history)).toEqual([]);
    // Told once.
    expect(
      observe(history, 'job-x', 'STARTED', { 's-db': 'PENDING' }, { tags }),
    ).toEqual([]);
  });

  it('takes them as its own when a person resumes, and repeats none', () => {
    const history = restored();
    const events = history.happen({ type: 'resume', ...person });
    expect(types(events)).toContain('JobsAdopted');
    expect(launchable(history)).toEqual([['s-app']]);
    observe(history, 'job-x', 'COMPLETED', { 's-db': 'LAUNCHED' }, { tags });
    expect(outcomeOf(history, 'db')).toBe('LAUNCHED');
    expect(waveStatuses(history)[0]).toBe('COMPLETED');
  });

  it.each(['cancel', 'time'])(
    'follows them when the run is stopped by %s, so that they can be terminated',
    how => {
      const history = restored();
      if (how === 'cancel') {
        history.happen({ type: 'cancel' });
      } else {
        history.pass(365 * 24 * 60);
      }
      expect(history.state.status).toBe('CANCELLING');
      observe(history, 'job-x', 'COMPLETED', { 's-db': 'LAUNCHED' }, { tags });
      expect(history.state.status).toMatch(/CANCELLED|TIMED_OUT/);
      history.happen({ type: 'terminate' });
      expect(due(history, 'terminate')).toEqual([
        { type: 'terminate', scope, sourceServerIds: ['s-db'] },
      ]);
    },
  );

  it('follows what it meets while it is being stopped, without asking', () => {
    const history = begin([
      wave(1, ['db']),
      wave(2, ['app'], { dependsOn: [] }),
    ]);
    request(history);
    history.happen({ type: 'cancel' });
    observe(history, 'job-x', 'STARTED', { 's-app': 'PENDING' }, { tags });
    expect(history.state.jobs.has('job-x')).toBe(true);
  });

  it('does not end while a person has not decided about them', () => {
    const history = begin([wave(1, ['db'], { thresholdPercent: 1 })]);
    const [job] = launchAll(history);
    observe(history, 'job-x', 'STARTED', { 's-db': 'PENDING' }, { tags });
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    expect(history.state.status).toBe('PAUSED');
  });
});
