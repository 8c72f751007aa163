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

import type { ExecutionSummary } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { sampleExecution } from '../__testUtils__/sampleExecution';
import { inEnglish } from '../__testUtils__/inEnglish';
import { drsOrchestratorOverviewTranslationRef } from '../translations/overview';
import {
  isForOthers,
  isFrozen,
  isUndecided,
  overviewSentence,
  unprotectedSentence,
  type Overall,
} from './overviewSentence';

const t = inEnglish(drsOrchestratorOverviewTranslationRef);

const well = {
  UNPROTECTED: 0,
  FAILING: 0,
  AT_RISK: 0,
  NEVER_DRILLED: 3,
  READY: 9,
};
const known = { all: well, unavailable: [] };
const unasked = (accountId: string, region: string) => ({
  accountId,
  region,
  code: 'AccessDenied',
  message: 'The role cannot be assumed.',
});
const run: ExecutionSummary = sampleExecution({});
const say = (differences: Partial<Overall>) =>
  overviewSentence(t, {
    running: [],
    waiting: [],
    waitingForOthers: [],
    frozen: 0,
    leftRunning: [],
    posture: known,
    postureFailed: false,
    ...differences,
  });

describe('what the home page opens with', () => {
  it.each<[string, Partial<Overall>, string]>([
    [
      'that nothing is to be done',
      {},
      'Nothing is being recovered or rehearsed now. Nothing needs you.',
    ],
    [
      'no more than it knows while servers are being read',
      { posture: undefined },
      'Nothing is being recovered or rehearsed now.',
    ],
    [
      'recoveries before drills',
      {
        running: [
          { ...run, executionType: 'DRILL' },
          { ...run, executionType: 'RECOVERY' },
          { ...run, executionType: 'DRILL' },
        ],
      },
      '1 recovery is under way. 2 drills are under way. Nothing needs you.',
    ],
    [
      'what waits for whom',
      { waiting: [run], waitingForOthers: [run, run], frozen: 2 },
      'Nothing is being recovered or rehearsed now. 2 executions are frozen. 1 execution waits for your decision. 2 executions wait for somebody else’s decision.',
    ],
    [
      'what costs money, and what could not be recovered',
      {
        waiting: [run, run],
        leftRunning: [run],
        posture: { ...known, all: { ...well, FAILING: 1, AT_RISK: 2 } },
      },
      'Nothing is being recovered or rehearsed now. 2 executions wait for your decision. 1 drill left instances running. 3 servers cannot be relied on to recover.',
    ],
    [
      'nothing soothing while servers are in no plan',
      { posture: { ...known, all: { ...well, UNPROTECTED: 4 } } },
      'Nothing is being recovered or rehearsed now.',
    ],
    [
      'nothing soothing where there are no servers',
      { posture: { ...known, all: { ...well, NEVER_DRILLED: 0, READY: 0 } } },
      'Nothing is being recovered or rehearsed now.',
    ],
    [
      'which accounts could not be asked, each once',
      {
        posture: {
          ...known,
          unavailable: [
            unasked('111122223333', 'us-west-2'),
            unasked('111122223333', 'eu-west-1'),
            unasked('333344445555', 'us-west-2'),
          ],
        },
      },
      'Nothing is being recovered or rehearsed now. 2 accounts could not be asked.',
    ],
    [
      'that nothing is known of the servers',
      { posture: undefined, postureFailed: true },
      'Nothing is being recovered or rehearsed now. How the servers are prepared could not be read.',
    ],
    [
      'that what is known of the servers may be old',
      { postureFailed: true },
      'Nothing is being recovered or rehearsed now. How the servers are prepared could not be read.',
    ],
  ])('says %s', (_, differences, sentence) => {
    expect(say(differences)).toBe(sentence);
  });

  const pause = {
    since: run.startTime,
    until: run.startTime,
    waveNumber: 2,
  };
  const openApprovals = [pause];
  it.each<
    [string, Partial<ExecutionSummary>, { frozen: boolean; undecided: boolean }]
  >([
    ['runs', {}, { frozen: false, undecided: false }],
    [
      'runs, by an answer that tells it',
      { openApprovals: [] },
      { frozen: false, undecided: false },
    ],
    [
      'runs while a wave waits for approval',
      { openApprovals },
      { frozen: false, undecided: true },
    ],
    [
      'is paused',
      { status: 'PAUSED', pause: { ...pause, reason: 'OPERATOR' } },
      { frozen: false, undecided: true },
    ],
    [
      'is frozen while a wave waits for approval',
      {
        status: 'PAUSED',
        pause: { ...pause, reason: 'FREEZE' },
        openApprovals,
      },
      { frozen: true, undecided: false },
    ],
  ])('knows what an execution needs that %s', (_, given, needs) => {
    const told = { ...run, ...given };
    expect({ frozen: isFrozen(told), undecided: isUndecided(told) }).toEqual(
      needs,
    );
  });

  it.each<[string, Partial<ExecutionSummary>, boolean]>([
    ['asks nobody', {}, false],
    [
      'asks for an approval that takes another person',
      { openApprovals: [{ ...pause, excluded: ['user:default/me'] }] },
      true,
    ],
    [
      'is paused for such an approval',
      {
        status: 'PAUSED',
        pause: { ...pause, reason: 'APPROVAL' },
        openApprovals: [{ ...pause, excluded: ['user:default/me'] }],
      },
      true,
    ],
    [
      'is paused for a failure meanwhile',
      {
        status: 'PAUSED',
        pause: { ...pause, reason: 'FAILURE' },
        openApprovals: [{ ...pause, excluded: ['user:default/me'] }],
      },
      false,
    ],
    [
      'asks for another approval, too',
      {
        openApprovals: [{ ...pause, excluded: ['user:default/me'] }, pause],
      },
      false,
    ],
  ])('knows whether it is for others where an execution %s', (_, given, is) => {
    const told = { ...run, ...given };
    expect(isForOthers(told, 'user:default/me')).toBe(is);
    expect(isForOthers(told, undefined)).toBe(false);
  });

  it('says below how many servers no plan would bring back', () => {
    expect(unprotectedSentence(t, { ...well, UNPROTECTED: 4 })).toBe(
      '4 servers are in no plan.',
    );
    expect(unprotectedSentence(t, well)).toBeUndefined();
  });
});
