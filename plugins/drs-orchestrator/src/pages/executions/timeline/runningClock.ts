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

import { useLayoutEffect, type RefObject } from 'react';
import type { Execution } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { spanOf, type TimelineLayout } from './layOut';

/** Seconds from the start of an execution to its end, or to now. */
export function elapsedOf(
  execution: Pick<Execution, 'startTime' | 'endTime'>,
  now: number,
): number {
  const end = execution.endTime ? Date.parse(execution.endTime) : now;
  return Math.max(0, (end - Date.parse(execution.startTime)) / 1000);
}

/**
 * Lets a timeline run: each second it moves now, and with it whatever is drawn to
 * reach to now, without anything being rendered anew.
 */
export function useRunningClock(
  root: RefObject<HTMLElement>,
  execution: Pick<Execution, 'startTime' | 'endTime'>,
  layout: TimelineLayout,
): void {
  useLayoutEffect(() => {
    const tick = () => {
      const elapsed = elapsedOf(execution, Date.now());
      root.current?.style.setProperty('--now', elapsed.toFixed(1));
      root.current?.style.setProperty(
        '--second',
        `${100 / spanOf(layout, elapsed)}%`,
      );
    };
    tick();
    if (execution.endTime !== undefined) {
      return undefined;
    }
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [root, execution, layout]);
}
