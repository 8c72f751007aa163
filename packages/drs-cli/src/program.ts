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

import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import { addApi } from './commands/api';
import { addApprovals } from './commands/approvals';
import { globalsOf, type Runner } from './commands/command';
import { addExecute } from './commands/execute';
import { addExecutions } from './commands/executions';
import { addGroups } from './commands/groups';
import { addLogin } from './commands/login';
import { addManifests } from './commands/manifests';
import { addPlans } from './commands/plans';
import { addItems, addSteering, addTermination } from './commands/steering';
import { addWatch } from './commands/watch';
import { exitCodes, type ExitName } from './exitCodes';
import { CliError, exitOf, usageError } from './failures';
import { Invocation, type Host } from './Invocation';

/** The commands, with what is said of them. */
function createProgram(
  runner: Runner,
  print: (text: string) => void,
  complain: (text: string) => void,
): Command {
  const program = new Command('drs')
    .description(
      'Rehearses and runs disaster recovery of servers on AWS, by the API of the DRS orchestrator.',
    )
    .version(version)
    .option(
      '--url <address>',
      "the portal's backend (default: DRS_URL, else the one logged in to last)",
    )
    .option('--json', "answer by the API's own records, errors too")
    .option('--no-color', 'no colours; so does NO_COLOR')
    .option(
      '--insecure-http',
      'let a token travel unencrypted to another machine',
    )
    .option('--timeout <seconds>', 'how long an answer may take (default: 30)')
    .helpCommand(true)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: print,
      writeErr: complain,
      // Said by whoever catches it, in the form that was asked for.
      outputError: () => {},
    })
    .exitOverride()
    .addHelpText(
      'after',
      `\nExit codes:\n${Object.values(exitCodes)
        .map(
          ({ code, meaning }) =>
            `  ${String(code).padStart(3)}  ${meaning.replaceAll('`', '')}`,
        )
        .join('\n')}`,
    );
  addLogin(program, runner);
  addGroups(program, runner);
  addPlans(program, runner);
  addExecute(program, runner);
  addExecutions(program, runner);
  addWatch(program, runner);
  addApprovals(program, runner);
  addSteering(program, runner);
  addItems(program, runner);
  addTermination(program, runner);
  addManifests(program, runner);
  addApi(program, runner);
  return program;
}

/** What to do about a refusal, where the refusal itself does not say. */
function adviceFor(error: unknown, invocation: Invocation): string | undefined {
  if (!(error instanceof DrsError)) {
    return undefined;
  }
  switch (error.code) {
    case 'NOT_AUTHENTICATED':
      return invocation.loginAdvice();
    case 'INSUFFICIENT_PERMISSIONS':
      return 'drs whoami shows which roles you hold';
    case 'FOUR_EYES':
      return 'Ask somebody else who may manage executions';
    case 'VERSION_CONFLICT':
    case 'INVALID_STATE':
      return 'Look how it is now, and decide anew';
    case 'FROZEN':
      return 'Nothing starts until an administrator lifts the freeze';
    default:
      return undefined;
  }
}

/** Commander's own words, without the value of an option that nobody knows: it may be a secret. */
const usageOf = (error: CommanderError): CliError =>
  usageError(
    error.message
      .replace(/^error: /, '')
      .replace(/(unknown option '[^'=]*)=.*$/su, "$1'"),
    'drs help says how it is used',
  );

/**
 * Runs a command line.
 *
 * @param args - without the names of Node and the program
 * @returns how the program ends
 */
export async function run(
  args: readonly string[],
  host: Host,
): Promise<ExitName> {
  let invocation: Invocation | undefined;
  let exit: ExitName = 'OK';
  const program = createProgram(
    {
      host,
      begun: begun => {
        invocation = begun;
      },
      ended: name => {
        exit = name;
      },
    },
    text => host.stdout.write(text),
    text => host.stderr.write(text),
  );
  try {
    await program.parseAsync(args, { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) {
        return 'OK';
      }
      // Its help was asked for by naming no command, and has been shown.
      if (error.code === 'commander.help') {
        return 'USAGE';
      }
    }
    return fail(
      error instanceof CommanderError ? usageOf(error) : error,
      invocation ??
        new Invocation(host, {
          ...globalsOf({}),
          json: args.includes('--json'),
          color: !args.includes('--no-color'),
        }),
    );
  }
}

function fail(error: unknown, invocation: Invocation): ExitName {
  const { signal } = invocation.host;
  const told =
    signal.aborted && !(error instanceof CliError)
      ? new CliError('INTERRUPTED', 'Interrupted')
      : error;
  invocation.output.failure(told, adviceFor(told, invocation));
  return exitOf(told);
}
