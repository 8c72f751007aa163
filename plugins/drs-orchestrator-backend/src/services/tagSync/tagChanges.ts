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

import { isSynchronisedKey } from '@drs-orchestrator/plugin-drs-orchestrator-common';

type Tags = Readonly<Record<string, string>>;

/** What makes the tags of a server those of its instance, as far as they are synchronised. */
export interface TagChanges {
  readonly added: Tags;
  readonly changed: Readonly<Record<string, { from: string; to: string }>>;
  /** With the values that they had. */
  readonly removed: Tags;
}

const valueOf = (tags: Tags, key: string): string | undefined =>
  Object.hasOwn(tags, key) ? tags[key] : undefined;

/**
 * Decides what is to be added to, changed at and removed from the tags of a
 * source server, so that it has the synchronised tags of its instance and no
 * other synchronised ones. All other tags, and those reserved by AWS or this
 * product, are left as they are.
 *
 * @param keys - the keys that are synchronised, or their beginnings with `*`
 */
export function tagChanges(
  instanceTags: Tags,
  serverTags: Tags,
  keys: readonly string[],
): TagChanges {
  const added: [string, string][] = [];
  const changed: [string, { from: string; to: string }][] = [];
  for (const [key, to] of Object.entries(instanceTags)) {
    const from = valueOf(serverTags, key);
    if (!isSynchronisedKey(key, keys) || from === to) {
      continue;
    }
    if (from === undefined) {
      added.push([key, to]);
    } else {
      changed.push([key, { from, to }]);
    }
  }
  const removed = Object.entries(serverTags).filter(
    ([key]) =>
      isSynchronisedKey(key, keys) && valueOf(instanceTags, key) === undefined,
  );
  return {
    added: Object.fromEntries(added),
    changed: Object.fromEntries(changed),
    removed: Object.fromEntries(removed),
  };
}

/** How many tags are touched. */
export const tagCounts = ({ added, changed, removed }: TagChanges) => ({
  tagsAdded: Object.keys(added).length,
  tagsChanged: Object.keys(changed).length,
  tagsRemoved: Object.keys(removed).length,
});
