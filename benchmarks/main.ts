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

import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { root } from './processes/ServerProcess';
import type { Figure } from './report/Figure';
import { headline, tableOf, writeDocument, writeReport } from './report/report';
import { browser } from './suites/browser';
import { manyRequests } from './suites/manyRequests';
import { manyServers } from './suites/manyServers';
import { minuteJobs } from './suites/minuteJobs';
import { Started, type Run } from './suites/Started';

const suiteSchema = z.enum([
  'minute-jobs',
  'many-requests',
  'many-servers',
  'browser',
]);

type Suite = z.infer<typeof suiteSchema>;

const optionsSchema = z.object({
  json: z.string().optional(),
  only: z.array(suiteSchema).min(1).default(suiteSchema.options),
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'string' },
      only: { type: 'string', multiple: true },
    },
  });
  const { only, json } = optionsSchema.parse(values);
  const whole = only.length === suiteSchema.options.length;
  // Only a whole run is what the documents quote.
  const path =
    json ?? (whole ? join(root, 'benchmarks/results/latest.json') : undefined);

  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  const progress = (text: string) => {
    process.stderr.write(`${seconds().toFixed(0).padStart(5)} s  ${text}\n`);
  };
  const started = new Started();
  const heading = headline();
  const figures = new Map<Suite, Figure[]>();
  const run = async (
    suite: Suite,
    measure: (started: Started, run: Run) => Promise<void>,
  ) => {
    if (only.includes(suite)) {
      const ofSuite: Figure[] = [];
      figures.set(suite, ofSuite);
      await measure(started, {
        progress,
        measured: measured => ofSuite.push(...measured),
      });
    }
  };
  const all = () =>
    suiteSchema.options.flatMap(suite => figures.get(suite) ?? []);
  const stop = () => {
    process.stderr.write(`\nStopped. Measured so far:\n${tableOf(all())}\n`);
    started.stopAll().finally(() => process.exit(1));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    await Promise.all([
      run('minute-jobs', minuteJobs),
      run('many-requests', manyRequests).then(() =>
        run('many-servers', manyServers),
      ),
    ]);
    // What a person sees is measured on a machine that does nothing else.
    await run('browser', browser);
    const text = `${heading}\n\n${tableOf(all())}`;
    process.stdout.write(`\n${text}\n`);
    if (path) {
      await writeReport(path, all(), seconds());
    }
    if (whole && !json) {
      await writeDocument(join(root, 'docs/benchmarks.md'), text);
    }
  } catch (error) {
    process.stderr.write(`${started.lastWords()}\n${tableOf(all())}\n`);
    throw error;
  } finally {
    await started.stopAll();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${
      error instanceof Error ? error.stack ?? error.message : String(error)
    }\n`,
  );
  process.exit(1);
});
