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

import { setTimeout as sleep } from 'node:timers/promises';
import type { Visitor } from '../browser/Visitor';
import type { Fleet } from '../fleet/Fleet';
import type { Scope } from '../fleet/drsClient';
import { createGroup, createPlan, startDrill } from '../fleet/records';
import type { Portal } from '../processes/startPortal';
import type { Figure } from '../report/Figure';
import { percentile } from '../report/percentile';

const TURNS = 25;
const WARM_UP_TURNS = 2;
/** Longer than signals of one change are held together for. */
const BETWEEN_MS = 1_500;

/** In the page: when its sentence first reads so, in milliseconds of the epoch. */
const whenSentenceReads = (pattern: string) =>
  new Promise<number>(resolve => {
    const reads = new RegExp(pattern);
    const look = () => {
      const sentence = document.querySelector('main h2')?.textContent ?? '';
      if (reads.test(sentence)) {
        observer.disconnect();
        resolve(Date.now());
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    look();
  });

/**
 * A colleague pauses and resumes a drill that somebody else looks at: from
 * their request to the words on the other screen.
 *
 * @param scope - two of its servers are launched
 */
export async function measureSignalToScreen(
  portal: Portal,
  visitor: Visitor,
  fleet: Fleet,
  scope: Scope,
): Promise<Figure[]> {
  const { api } = portal;
  const { page } = visitor;
  await api.signIn('recovery-manager');
  const groupId = await createGroup(
    api,
    'Watched',
    scope,
    fleet.take(scope, 2),
  );
  const planId = await createPlan(api, 'Watched', scope.accountId, [
    { groupIds: [groupId] },
  ]);
  const executionId = await startDrill(api, planId);
  await page.goto(`/disaster-recovery/executions/${executionId}`);
  await page.getByRole('heading', { name: /^Drill of Watched: / }).waitFor();

  const toScreen: number[] = [];
  const requests: number[] = [];
  const act = async (
    operation: 'pause_execution' | 'resume_execution',
    sentence: string,
  ) => {
    const seen = page.evaluate(whenSentenceReads, sentence);
    const begun = Date.now();
    const { milliseconds } = await api.timed(
      operation,
      { params: { executionId } },
      'recovery-manager',
    );
    toScreen.push((await seen) - begun);
    requests.push(milliseconds);
    await sleep(BETWEEN_MS);
  };
  for (let turn = 0; turn < WARM_UP_TURNS + TURNS; turn++) {
    if (turn === WARM_UP_TURNS) {
      toScreen.length = 0;
      requests.length = 0;
    }
    await act('pause_execution', ' is paused');
    await act('resume_execution', ': wave 1 of 1 ');
  }
  return [
    {
      name: "A colleague's action on somebody else's screen, p95",
      where: 'by signal',
      samples: toScreen.length,
      value: percentile(toScreen, 95) / 1000,
      unit: 's',
      aim: 1,
      beside: {
        what: "the colleague's request alone, p95",
        value: percentile(requests, 95) / 1000,
        unit: 's',
      },
    },
  ];
}
