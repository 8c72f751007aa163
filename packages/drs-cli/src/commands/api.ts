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
  endpoints,
  operationNames,
  type Endpoint,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Command } from 'commander';
import { z } from 'zod';
import { table } from '../terminal/table';
import { noOptions, pairOf, runs, type Runner } from './command';
import { readJson } from './files';

/** A body: an object, as every operation that takes one takes it. */
const bodySchema = z.record(z.string(), z.unknown());

/** Values by key; a key that is given several times has a list of them. */
function valuesOf(pairs: readonly string[]): Record<string, string | string[]> {
  const values = new Map<string, string[]>();
  for (const pair of pairs) {
    const [key, value] = pairOf(pair, 'A parameter');
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  return Object.fromEntries(
    [...values].map(([key, list]) => [key, list.length === 1 ? list[0] : list]),
  );
}

/** Adds `api` and `operations`. */
export function addApi(program: Command, runner: Runner): void {
  runs(
    program
      .command('api')
      .description('call any operation of the API; its answer is JSON')
      .argument('<operation>', 'its name: drs operations lists them')
      .argument('[parameters...]', 'key=value, of its path and its query')
      .option(
        '--body <file>',
        'its body, a JSON object; - is standard input. It is no argument, as it may hold secrets',
      ),
    runner,
    z.object({ body: z.string().optional() }),
    async (invocation, [operation, ...pairs], options) => {
      const queryParams = valuesOf(pairs);
      const body =
        options.body === undefined
          ? undefined
          : await readJson(
              options.body,
              invocation.conversation,
              bodySchema,
              'JSON object',
            );
      const portal = invocation.portal();
      // By its name, so that operations can be called that are newer than this
      // program. The two that are for anybody have no name there.
      const answer: unknown =
        operation === 'get_openapi' || operation === 'get_health'
          ? await portal.call(operation, {})
          : await portal.call('run_operation', {
              body: { operation, queryParams, ...(body && { body }) },
            });
      if (answer !== undefined) {
        invocation.output.record(answer);
      }
    },
  );

  runs(
    program
      .command('operations')
      .description('list the operations of the API that this version knows'),
    runner,
    noOptions,
    async invocation => {
      const operations = operationNames
        .filter(name => name !== 'run_operation')
        .map(operation => {
          const { method, path, summary }: Endpoint = endpoints[operation];
          return { operation, method, path, summary };
        });
      invocation.output.answer({ items: operations }, ({ items }, view) =>
        table(
          [
            { title: 'Operation' },
            { title: 'Method' },
            { title: 'Path' },
            { title: 'What it does', shrinks: true },
          ],
          items.map(item => [
            item.operation,
            item.method,
            item.path,
            item.summary,
          ]),
          view,
        ),
      );
    },
  );
}
