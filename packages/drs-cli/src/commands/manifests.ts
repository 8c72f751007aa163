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
  accountIdSchema,
  DrsError,
  manifestToYaml,
  readManifestText,
  type RequestInput,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Command } from 'commander';
import { z } from 'zod';
import { counted } from '../format/counting';
import { findingLines } from '../render/findings';
import { importLines } from '../render/manifests';
import { confirm } from '../terminal/prompts';
import { runs, several, type Runner } from './command';
import { readJson, readText, writeText } from './files';

type ImportBody = NonNullable<RequestInput<'import_configuration'>['body']>;

function addExport(program: Command, runner: Runner): void {
  runs(
    program
      .command('export')
      .description(
        'write accounts, groups and plans as one manifest, as far as you may see them',
      )
      .option('--format <format>', 'yaml (the default) or json')
      .option('-o, --output <file>', 'write to a file')
      .option(
        '--group <name>',
        'only this group; several times for several',
        several,
      )
      .option(
        '--plan <name>',
        'only this plan, and the groups it names; several times for several',
        several,
      ),
    runner,
    z.object({
      format: z.enum(['yaml', 'json'], 'is yaml or json').default('yaml'),
      output: z.string().optional(),
      group: z.array(z.string()).optional(),
      plan: z.array(z.string()).optional(),
    }),
    async (invocation, _args, options) => {
      const { output } = invocation;
      const exported = await invocation.portal().call('export_configuration', {
        query: { group: options.group, plan: options.plan },
      });
      const text =
        options.format === 'yaml'
          ? manifestToYaml(exported.manifest)
          : `${JSON.stringify(exported.manifest, undefined, 2)}\n`;
      if (options.output !== undefined) {
        writeText(options.output, text);
      }
      if (output.json) {
        output.answer(exported, () => []);
        return;
      }
      if (options.output === undefined) {
        output.document(text);
      } else {
        const { accounts, protectionGroups, recoveryPlans } = exported.manifest;
        output.say(
          `Wrote ${counted(accounts.length, 'account')}, ${counted(
            protectionGroups.length,
            'group',
          )} and ${counted(recoveryPlans.length, 'plan')} to ${options.output}`,
        );
      }
      if (exported.findings.length > 0) {
        output.show(exported.findings, findingLines);
      }
    },
  );
}

function addImport(program: Command, runner: Runner): void {
  runs(
    program
      .command('import')
      .description(
        'tell what a manifest would change; with --apply change all of it, or nothing',
      )
      .argument('<file>', 'in YAML or JSON; - is standard input')
      .option('--apply', 'change it, once that was shown and confirmed')
      .option('--yes', 'do not ask')
      .option(
        '--fingerprint <fingerprint>',
        'apply only if it changes what the report with this fingerprint told',
      )
      .option(
        '--external-ids <file>',
        'external IDs of new accounts: JSON, by account ID. No manifest holds them',
      ),
    runner,
    z.object({
      apply: z.boolean().default(false),
      yes: z.boolean().default(false),
      fingerprint: z.string().optional(),
      externalIds: z.string().optional(),
    }),
    async (invocation, [file], options) => {
      const { output, conversation } = invocation;
      const manifest = await readText(file, conversation);
      const externalIds =
        options.externalIds === undefined
          ? undefined
          : await readJson(
              options.externalIds,
              conversation,
              z.record(accountIdSchema, z.string()),
              'JSON object of external IDs by account ID',
            );
      // Told with its line, and before it is sent anywhere.
      const read = readManifestText(manifest);
      if ('findings' in read) {
        throw new DrsError(
          'VALIDATION_FAILED',
          `${file} holds no manifest`,
          read.findings,
        );
      }
      const body: ImportBody = {
        manifest,
        ...(externalIds && { externalIds }),
      };
      const portal = invocation.portal();
      const planned = await portal.call('import_configuration', {
        query: { dryRun: 'true' },
        body,
      });
      const changes = planned.counts.create + planned.counts.update;
      if (!options.apply || !planned.valid || changes === 0) {
        output.answer(planned, importLines);
        if (!planned.valid) {
          return 'INVALID';
        }
        if (!options.apply && changes > 0) {
          output.say('Nothing was changed: --apply does it');
        }
        return 'OK';
      }
      if (!output.json && !options.yes) {
        output.show(planned, importLines);
      }
      await confirm(
        conversation,
        `Change ${counted(changes, 'record')}?`,
        options.yes,
      );
      const applied = await portal.call('import_configuration', {
        query: { dryRun: 'false' },
        // Refused where it would change something else by now.
        body: {
          ...body,
          fingerprint: options.fingerprint ?? planned.fingerprint,
        },
      });
      output.answer(applied, importLines);
      return applied.valid ? 'OK' : 'INVALID';
    },
  );
}

/** Adds `export` and `import`. */
export function addManifests(program: Command, runner: Runner): void {
  addExport(program, runner);
  addImport(program, runner);
}
