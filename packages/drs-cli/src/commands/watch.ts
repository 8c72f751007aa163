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
  executionStatusAnswerSchema,
  type Execution,
  type ExecutionEvent,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Command } from 'commander';
import { z } from 'zod';
import { exitOfStatus, type ExitName } from '../exitCodes';
import { CliError } from '../failures';
import type { Invocation } from '../Invocation';
import { waitsFor } from '../render/decisions';
import { eventsLines, executionLines } from '../render/executions';
import { progressFrame, type Progress } from '../render/progress';
import { LiveScreen } from '../terminal/LiveScreen';
import { follow, type Caller, type Sighting } from '../watch/follow';
import { minutesSchema, runs, wholeNumber, type Runner } from './command';

/** The options of following an execution. */
export const watchOptions = {
  interval: wholeNumber(1, 3600).default(2),
  giveUpAfter: minutesSchema.default(60),
  waitForApproval: z.boolean().default(true),
};
const watchSchema = z.object(watchOptions);
export type WatchOptions = z.output<typeof watchSchema>;

/** Adds the options of following an execution. */
export const withWatchOptions = (command: Command): Command =>
  command
    .option('--interval <seconds>', 'how often to look (default: 2)')
    .option(
      '--give-up-after <span>',
      'end once the portal was away for so long (default: 1h)',
    )
    .option(
      '--no-wait-for-approval',
      'end once the execution is paused and only a person can let it go on',
    );

/** How what is seen of an execution comes to be shown. */
interface Display {
  sighted(sighting: Sighting): void;
  /**
   * Leaves the terminal in order, whatever ends the watching.
   *
   * @param isFollowed - what was seen last is said once more, in full
   */
  close(isFollowed: boolean): void;
}

/** One line after another: for pipes and files. */
class AppendedLines implements Display {
  readonly #invocation: Invocation;
  #waits = '';

  constructor(invocation: Invocation) {
    this.#invocation = invocation;
  }

  sighted(sighting: Sighting): void {
    const { output } = this.#invocation;
    switch (sighting.kind) {
      case 'changed': {
        const { execution, events } = sighting;
        output.next(
          output.json ? executionStatusAnswerSchema.parse(execution) : events,
          () => output.rendered(events, eventsLines),
        );
        const waits = output.rendered(execution, (safe, { paint }) =>
          waitsFor(safe, paint),
        );
        if (waits.join('\n') !== this.#waits && !output.json) {
          output.lines(waits);
        }
        this.#waits = waits.join('\n');
        break;
      }
      case 'lost':
        output.say(lostText(sighting));
        break;
      case 'found':
        output.say('The portal answers again.');
        break;
      default:
        sighting satisfies never;
    }
  }

  close(): void {}
}

/** A view that is drawn anew each second, as the clock runs. */
class LiveView implements Display {
  readonly #invocation: Invocation;
  readonly #screen: LiveScreen;
  readonly #timer: NodeJS.Timeout;
  #progress: Progress | undefined;

  constructor(invocation: Invocation) {
    this.#invocation = invocation;
    this.#screen = new LiveScreen(invocation.host.stdout);
    this.#timer = setInterval(() => this.#draw(), 1000);
  }

  sighted(sighting: Sighting): void {
    switch (sighting.kind) {
      case 'changed': {
        const { execution, events } = sighting;
        this.#progress = {
          execution,
          events: lastEvents(this.#progress?.events ?? [], events),
        };
        break;
      }
      case 'lost':
        if (this.#progress) {
          this.#progress.trouble = lostText(sighting);
        } else {
          this.#invocation.output.say(lostText(sighting));
        }
        break;
      case 'found':
        if (this.#progress) {
          this.#progress.trouble = undefined;
        }
        break;
      default:
        sighting satisfies never;
    }
    this.#draw();
  }

  close(isFollowed: boolean): void {
    clearInterval(this.#timer);
    if (isFollowed) {
      this.#screen.erase();
    } else {
      this.#screen.keep();
    }
  }

  #draw(): void {
    if (this.#progress) {
      const { output, host } = this.#invocation;
      this.#screen.draw(
        output.rendered(
          this.#progress,
          progressFrame((host.stdout.rows || 24) - 1),
        ),
      );
    }
  }
}

const KEPT_EVENTS = 20;

const lastEvents = (
  before: readonly ExecutionEvent[],
  now: readonly ExecutionEvent[],
): ExecutionEvent[] => [...before, ...now].slice(-KEPT_EVENTS);

const lostText = ({
  why,
  retrySeconds,
}: Extract<Sighting, { kind: 'lost' }>): string =>
  `${why}. The execution goes on; looking again in ${Math.ceil(
    retrySeconds,
  )} s`;

/**
 * Follows an execution in the terminal until it has ended.
 *
 * @returns how the program ends by how the execution did
 * @throws CliError INTERRUPTED after Ctrl-C, which leaves the execution alone
 */
export async function watchExecution(
  invocation: Invocation,
  portal: Caller,
  executionId: string,
  options: WatchOptions,
): Promise<ExitName> {
  const { output, host } = invocation;
  const display = invocation.isLive
    ? new LiveView(invocation)
    : new AppendedLines(invocation);
  let last: Execution | undefined;
  let hasEnded = false;
  try {
    for await (const sighting of follow(portal, {
      executionId,
      intervalSeconds: options.interval,
      giveUpSeconds: options.giveUpAfter * 60,
      sleep: invocation.sleep,
      clock: () => performance.now(),
      random: Math.random,
    })) {
      display.sighted(sighting);
      if (sighting.kind === 'changed') {
        last = sighting.execution;
        if (last.status === 'PAUSED' && !options.waitForApproval) {
          return 'EXECUTION_HELD';
        }
      }
    }
    hasEnded = true;
  } catch (error) {
    if (host.signal.aborted) {
      throw new CliError(
        'INTERRUPTED',
        'You watch no longer; the execution goes on',
        `Come back by: drs watch ${executionId}`,
      );
    }
    throw error;
  } finally {
    display.close(hasEnded);
  }
  if (!last) {
    throw new Error(`Nothing was seen of ${executionId}`);
  }
  if (!output.json) {
    output.lines([
      ...(invocation.isLive ? [] : ['']),
      ...output.rendered(last, executionLines),
    ]);
  }
  return exitOfStatus(last.status) ?? 'UNEXPECTED';
}

/** Adds `watch`. */
export function addWatch(program: Command, runner: Runner): void {
  runs(
    withWatchOptions(
      program
        .command('watch')
        .description(
          'follow an execution until it has ended; Ctrl-C leaves it alone',
        )
        .argument('<execution>', 'its ID'),
    ),
    runner,
    watchSchema,
    async (invocation, [executionId], options) => {
      const portal = invocation.portal();
      // Whether there is such a thing is told at once; only later a portal that is
      // away is waited for.
      await portal.call('get_execution_status', { params: { executionId } });
      return watchExecution(invocation, portal, executionId, options);
    },
  );
}
