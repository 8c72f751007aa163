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

import type {
  Execution,
  ExecutionApproval,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Command } from 'commander';
import { z } from 'zod';
import { CliError, usageError } from '../failures';
import { approvalLines, openApprovals } from '../render/decisions';
import { standingLine } from '../render/executions';
import { confirm } from '../terminal/prompts';
import { runs, wholeNumber, type Runner } from './command';

const nameOf = ({ waveNumber }: ExecutionApproval): string =>
  waveNumber === undefined ? 'the start' : `wave ${waveNumber}`;

/** The approval that is meant, of those that are open. */
function chosen(
  execution: Execution,
  wave: number | undefined,
): ExecutionApproval {
  const open = openApprovals(execution);
  const matching =
    wave === undefined
      ? open
      : open.filter(({ waveNumber }) => waveNumber === wave);
  if (matching.length === 1) {
    return matching[0];
  }
  if (matching.length > 1) {
    throw usageError(
      `Several approvals are open: ${matching.map(nameOf).join(', ')}`,
      'Say which by --wave',
    );
  }
  throw new CliError(
    'CONFLICT',
    `${wave === undefined ? 'Nothing' : `No wave ${wave}`} of ${
      execution.executionId
    } waits for approval`,
    open.length > 0
      ? `What waits is ${open.map(nameOf).join(', ')}`
      : undefined,
  );
}

const decisions = [
  {
    name: 'approve',
    decision: 'APPROVE',
    description:
      'approve a wave, or the start of an execution; shows first what that launches',
  },
  {
    name: 'reject',
    decision: 'REJECT',
    description:
      'reject a wave, or the start of an execution, which cancels the execution',
  },
] as const;

/** Adds `approve` and `reject`. */
export function addApprovals(program: Command, runner: Runner): void {
  for (const { name, decision, description } of decisions) {
    runs(
      program
        .command(name)
        .description(description)
        .argument('<execution>', 'its ID')
        .option('--wave <number>', 'the wave; needed where several wait')
        .option('--comment <text>', 'why; it is kept with the decision')
        .option(
          '--digest <digest>',
          'decide only if the servers are still those of this digest',
        )
        .option('--yes', 'do not ask'),
      runner,
      z.object({
        wave: wholeNumber(1, 100).optional(),
        comment: z.string().optional(),
        digest: z.string().optional(),
        yes: z.boolean().default(false),
      }),
      async (invocation, [executionId], options) => {
        const { output, conversation } = invocation;
        const portal = invocation.portal();
        const params = { executionId };
        const execution = await portal.call('get_execution_details', {
          params,
        });
        const approval = chosen(execution, options.wave);
        if (!output.json) {
          output.show(execution, approvalLines(approval));
        }
        await confirm(
          conversation,
          `${decision === 'APPROVE' ? 'Approve' : 'Reject'} ${nameOf(
            approval,
          )}?`,
          options.yes,
        );
        // Of what was shown: the API refuses the decision where it is for others.
        const serversDigest = options.digest ?? approval.serversDigest;
        const decided = await portal.call('decide_approval', {
          params,
          body: {
            decision,
            ...(approval.waveNumber !== undefined && {
              waveNumber: approval.waveNumber,
            }),
            ...(options.comment !== undefined && { comment: options.comment }),
            ...(serversDigest !== undefined && { serversDigest }),
          },
        });
        output.answer(decided, standingLine);
      },
    );
  }
}
