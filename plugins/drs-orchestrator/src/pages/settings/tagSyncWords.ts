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
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StateWords, Tone } from '../../format/states';
import type { SettingsWords } from '../../translations/settings';

const tones: Record<TagSyncStatus, Tone> = {
  REQUESTED: 'waiting',
  RUNNING: 'running',
  COMPLETED: 'good',
  PARTIAL: 'warning',
  FAILED: 'bad',
  INTERRUPTED: 'bad',
};

/** How a run stands. */
export const runState = (
  t: SettingsWords,
  status: TagSyncStatus,
): StateWords => ({ tone: tones[status], text: t(`tagSync.run.${status}`) });

/** Whether there is more to come of a run. */
export const isUnderWay = (status: TagSyncStatus): boolean =>
  status === 'REQUESTED' || status === 'RUNNING';

/** How an account and Region went. */
export const scopeState = (
  t: SettingsWords,
  { status }: TagSyncScope,
): StateWords =>
  status === 'PENDING'
    ? { tone: 'waiting', text: t('tagSync.notDoneYet') }
    : runState(t, status);

const noneOr = (t: SettingsWords, count: number): string =>
  count === 0 ? t('tagSync.tags.none') : String(count);

/** How many tags were touched: "3 tags added, 1 changed, none removed". */
export function tagsText(
  t: SettingsWords,
  counts: TagSyncCounts & { readonly status: TagSyncStatus | 'PENDING' },
): string {
  const { tagsAdded, tagsChanged, tagsRemoved, status } = counts;
  if (tagsAdded + tagsChanged + tagsRemoved === 0) {
    // Of what was not compared to its end nobody knows whether it differs.
    return status === 'COMPLETED' || status === 'PARTIAL'
      ? t('tagSync.tags.noneDiffered')
      : t('tagSync.tags.noneTouched');
  }
  return t('tagSync.tags.touched', {
    count: tagsAdded,
    changed: noneOr(t, tagsChanged),
    removed: noneOr(t, tagsRemoved),
  });
}

/** What a run did, or would do, in one honest sentence. */
export function runSentence(t: SettingsWords, run: TagSyncRunSummary): string {
  const { servers, serversChanged, serversFailed } = run.counts;
  const said = {
    count: servers,
    changed: noneOr(t, serversChanged),
    tags: tagsText(t, { ...run.counts, status: run.status }),
  };
  const wasCut = run.status === 'INTERRUPTED' || run.status === 'FAILED';
  const done = wasCut
    ? t('tagSync.sentence.cut', said)
    : t('tagSync.sentence.done', said);
  return [
    run.dryRun ? t('tagSync.sentence.dry', said) : done,
    ...(serversFailed > 0
      ? [t('tagSync.sentence.failed', { count: serversFailed })]
      : []),
    ...(run.message ? [run.message] : []),
  ].join(' ');
}
