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

import { recoveryPlanSchema } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { inEnglish } from '../../__testUtils__/inEnglish';
import { drsOrchestratorPlanEditorTranslationRef } from '../../translations/planEditor';
import { newHook, withType, type HookDraft } from './hookDraft';
import {
  changedPlanBody,
  draftOfPlan,
  moveWave,
  newPlanBody,
  newPlanDraft,
  newWave,
  removeWave,
  type PlanDraft,
} from './planDraft';

const t = inEnglish(drsOrchestratorPlanEditorTranslationRef);

/** Database, then application and web beside each other. */
function threeWaves(): PlanDraft {
  const draft = newPlanDraft();
  const database = {
    ...draft.waves[0],
    waveName: 'Database',
    protectionGroupIds: ['db'],
  };
  const beside = (waveName: string, group: string) => ({
    ...newWave([database]),
    waveName,
    protectionGroupIds: [group],
  });
  return {
    ...draft,
    planName: 'Orders',
    waves: [database, beside('Application', 'app'), beside('Web', 'web')],
  };
}

const dependencies = (draft: PlanDraft) =>
  newPlanBody(t, draft).body?.waves.map(wave => [
    wave.waveName,
    wave.dependsOnWaves,
  ]);

describe('newPlanBody', () => {
  it('numbers waves by place and says every dependency', () => {
    expect(dependencies(threeWaves())).toEqual([
      ['Database', []],
      ['Application', [1]],
      ['Web', [1]],
    ]);
  });

  it('keeps dependencies when waves move', () => {
    const draft = threeWaves();
    expect(
      dependencies({ ...draft, waves: moveWave(draft.waves, 0, 1) }),
    ).toEqual([
      ['Application', [2]],
      ['Database', []],
      ['Web', [2]],
    ]);
    expect(moveWave(draft.waves, 0, -1)).toEqual(draft.waves);
  });

  it('hands on the dependencies of a wave that is removed', () => {
    const draft = threeWaves();
    const [database, application, web] = draft.waves;
    const chain = [
      database,
      application,
      { ...web, dependsOn: [application.key] },
    ];
    expect(dependencies({ ...draft, waves: removeWave(chain, 1) })).toEqual([
      ['Database', []],
      ['Web', [1]],
    ]);
  });

  it('names every problem by its field, a cycle included', () => {
    const draft = threeWaves();
    const [database, application, web] = draft.waves;
    const { body, findings } = newPlanBody(t, {
      ...draft,
      planName: ' ',
      targetRtoMinutes: '0',
      waves: [
        { ...database, dependsOn: [application.key] },
        { ...application, maxWaitMinutes: 'soon' },
        { ...web, protectionGroupIds: [] },
      ],
    });
    expect(body).toBeUndefined();
    expect(findings.map(finding => finding.field)).toEqual(
      expect.arrayContaining([
        'planName',
        'targetRtoMinutes',
        'waves[1].maxWaitMinutes',
        'waves[2].protectionGroupIds',
      ]),
    );
    expect(findings.map(finding => finding.code)).toContain('WAVE_CYCLE');
    expect(findings).toContainEqual(
      expect.objectContaining({
        field: 'waves[1].maxWaitMinutes',
        message: 'Must be a number',
      }),
    );
  });

  it('leaves out a threshold that does not apply', () => {
    const draft = threeWaves();
    const strict = { ...draft.waves[0], successThresholdPercent: '70' };
    const wave = (continueOnFailure: boolean) =>
      newPlanBody(t, { ...draft, waves: [{ ...strict, continueOnFailure }] })
        .body?.waves[0];
    expect(wave(false)?.successThresholdPercent).toBeUndefined();
    expect(wave(true)?.successThresholdPercent).toBe(70);
  });
});

describe('a hook as it is written', () => {
  it('names its problems by place, and takes lines for values of SSM', () => {
    const draft = threeWaves();
    const hook = { ...newHook(), name: 'warm', target: 'http://a.example' };
    const planned = (hooks: HookDraft[]) =>
      newPlanBody(t, {
        ...draft,
        waves: [{ ...draft.waves[0], preWaveHooks: hooks }],
      });
    expect(
      planned([hook, hook]).findings.map(({ field, message }) => [
        field,
        message,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['waves[0].preWaveHooks[0].target', 'A webhook is called by https'],
      ]),
    );
    const runbook = {
      ...withType(hook, 'ssm-automation'),
      target: 'Warm-Caches',
      parameters: [{ name: 'Hosts', value: 'a\nb\n', list: false }],
    };
    expect(planned([runbook]).body?.waves[0].preWaveHooks).toEqual([
      expect.objectContaining({
        parameters: { Hosts: ['a', 'b'] },
        timeoutSeconds: 300,
      }),
    ]);
    expect(
      planned([runbook, runbook]).findings.map(finding => finding.field),
    ).toEqual(['waves[0].preWaveHooks[1].name']);
  });
});

/** A stored plan of one wave with one hook. */
const withStoredHook = (
  type: HookDraft['type'],
  target: string,
  parameters: Record<string, string | string[]>,
) =>
  recoveryPlanSchema.parse({
    planId: 'plan-1',
    planName: 'Orders',
    accountId: '111122223333',
    scopes: [],
    maxDurationMinutes: 1440,
    waves: [
      {
        waveId: 'w1',
        waveNumber: 1,
        waveName: 'Database',
        protectionGroupIds: ['db'],
        maxWaitMinutes: 30,
        continueOnFailure: false,
        preWaveHooks: [{ type, name: 'drain', target, parameters }],
      },
    ],
    version: 4,
    createdAt: '2026-11-21T12:00:00.000Z',
    updatedAt: '2026-11-21T12:00:00.000Z',
    createdBy: 'user:default/pat.lindqvist',
    allowedActions: [],
    deniedActions: [],
  });

const withParameters = (
  draft: PlanDraft,
  parameters: HookDraft['parameters'],
): PlanDraft => ({
  ...draft,
  waves: draft.waves.map(wave => ({
    ...wave,
    preWaveHooks: wave.preWaveHooks.map(hook => ({ ...hook, parameters })),
  })),
});

describe('the parameters of a stored hook', () => {
  const stored = {
    Script: 'set -e\n  drain\n',
    Lines: ['  indented', '', 'two\nlines'],
    None: [],
    One: ['a'],
    Text: ' padded ',
    Empty: '',
  };

  it.each([
    ['ssm-automation', 'Orders-Drain'],
    ['webhook', 'https://a.example/b'],
    ['lambda', 'arn:aws:lambda:us-west-2:111122223333:function:drain'],
  ] as const)('are saved by a %s as they were read', (type, target) => {
    const draft = draftOfPlan(withStoredHook(type, target, stored));
    const { body } = changedPlanBody(t, { ...draft, planName: 'Renamed' }, 4);
    expect(body?.waves[0].preWaveHooks[0].parameters).toEqual(stored);
  });

  it('are refused where two have one name, and where a value has none', () => {
    const draft = draftOfPlan(
      withStoredHook('webhook', 'https://a.example/b', stored),
    );
    const row = (name: string, value: string) => ({ name, value, list: false });
    const { body, findings } = changedPlanBody(
      t,
      withParameters(draft, [
        row('Mode', 'hard'),
        row(' Mode', 'soft'),
        row('', ''),
        row(' ', 'lost'),
      ]),
      4,
    );
    expect(body).toBeUndefined();
    expect(findings.map(({ field, message }) => [field, message])).toEqual([
      [
        'waves[0].preWaveHooks[0].parameters[1]',
        'There are two parameters named Mode',
      ],
      [
        'waves[0].preWaveHooks[0].parameters[3]',
        'A value needs a name; without one it is not sent',
      ],
    ]);
  });
});

describe('draftOfPlan', () => {
  it('gives back the plan it was made of, with absent dependencies spelled out', () => {
    const stored = recoveryPlanSchema.parse({
      planId: 'plan-1',
      planName: 'Orders',
      accountId: '111122223333',
      scopes: [],
      maxDurationMinutes: 1440,
      targetRpoMinutes: 10,
      waves: [
        {
          waveId: 'w1',
          waveNumber: 1,
          waveName: 'Database',
          protectionGroupIds: ['db'],
          maxWaitMinutes: 30,
          continueOnFailure: false,
          pauseBeforeWave: true,
          parallelism: 2,
          waitTimeSeconds: 60,
          preWaveHooks: [
            {
              type: 'ssm-automation',
              name: 'stop-writers',
              target: 'Orders-StopWriters',
              parameters: { Hosts: ['a', 'b'], Mode: 'hard' },
              timeoutSeconds: 1200,
              delivery: 'AT_MOST_ONCE',
              onFailure: 'CONTINUE',
            },
          ],
          postWaveHooks: [
            { type: 'webhook', name: 'tell', target: 'https://a.example/b' },
          ],
          healthCheck: {
            required: true,
            timeoutSeconds: 120,
            probes: [
              { type: 'tcp', port: 5432 },
              { type: 'http', port: 80, path: '/up', expectedStatus: 204 },
            ],
          },
        },
        {
          waveId: 'w2',
          waveNumber: 2,
          waveName: 'Application',
          protectionGroupIds: ['app'],
          maxWaitMinutes: 120,
          continueOnFailure: true,
          successThresholdPercent: 75,
        },
      ],
      version: 4,
      createdAt: '2026-11-21T12:00:00.000Z',
      updatedAt: '2026-11-21T12:00:00.000Z',
      createdBy: 'user:default/pat.lindqvist',
      allowedActions: [],
      deniedActions: [],
    });
    const [first, second] = stored.waves;
    expect(changedPlanBody(t, draftOfPlan(stored), 4).body).toEqual({
      version: 4,
      planName: 'Orders',
      maxDurationMinutes: 1440,
      targetRpoMinutes: 10,
      waves: [
        { ...first, dependsOnWaves: [] },
        { ...second, dependsOnWaves: [1] },
      ],
    });
  });
});
