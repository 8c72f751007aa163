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

import type { Execution } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Command } from './command';
import { CancelDialog } from './CancelDialog';
import { DecideDialog } from './DecideDialog';
import { ItemsDialog } from './ItemsDialog';
import { PauseDialog } from './PauseDialog';
import { ResumeDialog } from './ResumeDialog';
import { TerminateDialog } from './TerminateDialog';

/** What every dialog about an execution gets. */
export interface CommandDialogProps {
  execution: Execution;
  onClose: () => void;
}

/** Asks, in words that name the execution, before a command is given. */
export function CommandDialog(
  props: CommandDialogProps & { command: Command | undefined },
) {
  const { command, ...rest } = props;
  switch (command?.kind) {
    case undefined:
      return null;
    case 'pause':
      return <PauseDialog {...rest} />;
    case 'resume':
      return <ResumeDialog {...rest} />;
    case 'decide':
      return <DecideDialog {...rest} {...command} />;
    case 'retry':
    case 'skip':
      return <ItemsDialog {...rest} {...command} />;
    case 'cancel':
      return <CancelDialog {...rest} />;
    case 'terminate':
      return <TerminateDialog {...rest} />;
    default:
      return unreachable(command);
  }
}

function unreachable(value: never): never {
  throw new Error(`Unknown command ${String(value)}`);
}
