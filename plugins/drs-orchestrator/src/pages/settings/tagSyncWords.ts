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
  TagSyncCounts,
  TagSyncRunSummary,
  TagSyncScope,
  TagSyncStatus,
  TagSyncTrigger,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { capitalised, counted } from '../../format/counting';
import type { StateWords } from '../../format/states';

const runStates: Record<TagSyncStatus, StateWords> = {
  REQUESTED: { tone: 'waiting', text: 'Begins in a moment' },
  RUNNING: { tone: 'running', text: 'Running' },
  COMPLETED: { tone: 'good', text: 'Completed' },
  PARTIAL: { tone: 'warning', text: 'Done in part' },
  FAILED: { tone: 'bad', text: 'Failed' },
  INTERRUPTED: { tone: 'bad', text: 'Interrupted' },
};

/** How a run stands. */
export const runState = (status: TagSyncStatus): StateWords =>
  runStates[status];

/** Whether there is more to come of a run. */
export const isUnderWay = (status: TagSyncStatus): boolean =>
  status === 'REQUESTED' || status === 'RUNNING';

const scopeStates: Record<TagSyncScope['status'], StateWords> = {
  PENDING: { tone: 'waiting', text: 'Not done yet' },
  COMPLETED: { tone: 'good', text: 'Completed' },
  PARTIAL: { tone: 'warning', text: 'Done in part' },
  FAILED: { tone: 'bad', text: 'Failed' },
  INTERRUPTED: { tone: 'bad', text: 'Interrupted' },
};

/** How an account and Region went. */
export const scopeState = ({ status }: TagSyncScope): StateWords =>
  scopeStates[status];

/** Why a run was begun, after "it was begun". */
export function triggerText({ kind, by }: TagSyncTrigger): string {
  switch (kind) {
    case 'SCHEDULE':
      return 'by the schedule';
    case 'REQUEST':
      return 'on demand';
    case 'SETTINGS':
      return 'as the settings were changed';
    case 'EVENT':
      return `by the rule ${by.slice(by.lastIndexOf('/') + 1)}`;
    default:
      throw new Error(`Unknown trigger ${kind satisfies never}`);
  }
}

/** How many tags were touched: "3 tags added, 1 changed, none removed". */
export function tagsText(
  counts: TagSyncCounts & { readonly status: TagSyncStatus | 'PENDING' },
): string {
  const { tagsAdded, tagsChanged, tagsRemoved, status } = counts;
  if (tagsAdded + tagsChanged + tagsRemoved === 0) {
    // Of what was not compared to its end nobody knows whether it differs.
    return status === 'COMPLETED' || status === 'PARTIAL'
      ? 'no tag differed'
      : 'no tag was touched';
  }
  return `${counted(tagsAdded, 'tag')} added, ${
    tagsChanged || 'none'
  } changed, ${tagsRemoved || 'none'} removed`;
}

/** What a run did, or would do, in one honest sentence. */
export function runSentence(run: TagSyncRunSummary): string {
  const { servers, serversChanged, serversFailed } = run.counts;
  const did = run.dryRun
    ? `A dry run: of ${counted(servers, 'server')}, ${
        serversChanged || 'none'
      } would be changed`
    : `Of ${counted(servers, 'server')}, ${serversChanged || 'none'} ${
        run.status === 'INTERRUPTED' || run.status === 'FAILED'
          ? 'were changed before it ended'
          : 'had to be changed'
      }`;
  const failed =
    serversFailed > 0
      ? ` ${capitalised(
          counted(serversFailed, 'server'),
        )} could not be synchronised.`
      : '';
  return `${did}: ${tagsText({ ...run.counts, status: run.status })}.${failed}${
    run.message ? ` ${run.message}` : ''
  }`;
}
