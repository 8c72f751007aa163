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
  changedProtectionGroupSchema,
  findingsOfZodError,
  newProtectionGroupSchema,
  validate,
  type Finding,
  type ProtectionGroup,
  type RequestInput,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { GroupsWords } from '../../translations/groups';
import {
  countOfSettings,
  draftOfLaunch,
  draftOfServerLaunch,
  emptyLaunch,
  launchOf,
  serverLaunchOf,
  type LaunchDraft,
  type ServerLaunchDraft,
} from './launchDraft';

/** A tag as it is being typed. */
export interface TagDraft {
  key: string;
  value: string;
}

/** A protection group as it is being written. */
export interface GroupDraft {
  groupName: string;
  description: string;
  owner: string;
  accountId: string;
  region: string;
  selectBy: 'tags' | 'servers';
  tags: TagDraft[];
  sourceServerIds: string[];
  launch: LaunchDraft;
  serverLaunches: ServerLaunchDraft[];
}

/** What a new group begins with; links from entity pages fill some of it. */
export function newGroupDraft(params: URLSearchParams): GroupDraft {
  const tags = params.getAll('tag').flatMap(pair => {
    const at = pair.indexOf('=');
    return at > 0
      ? [{ key: pair.slice(0, at), value: pair.slice(at + 1) }]
      : [];
  });
  return {
    groupName: params.get('name') ?? '',
    description: '',
    owner: params.get('owner') ?? '',
    accountId: params.get('account') ?? '',
    region: params.get('region') ?? '',
    selectBy: 'tags',
    tags: tags.length > 0 ? tags : [{ key: '', value: '' }],
    sourceServerIds: [],
    launch: emptyLaunch,
    serverLaunches: [],
  };
}

/** A stored group, to be edited. */
export function draftOfGroup(group: ProtectionGroup): GroupDraft {
  return {
    groupName: group.groupName,
    description: group.description ?? '',
    owner: group.owner ?? '',
    accountId: group.accountId,
    region: group.region,
    selectBy: group.sourceServerIds ? 'servers' : 'tags',
    tags: Object.entries(group.serverSelectionTags ?? { '': '' }).map(
      ([key, value]) => ({ key, value }),
    ),
    sourceServerIds: group.sourceServerIds ?? [],
    launch: draftOfLaunch(group.launchConfig),
    serverLaunches: (group.servers ?? []).map(draftOfServerLaunch),
  };
}

/** The tags that were written, without empty rows. */
export function tagsOf(draft: GroupDraft): Record<string, string> {
  return Object.fromEntries(
    draft.tags
      .map(tag => [tag.key.trim(), tag.value.trim()] as const)
      .filter(([key]) => key !== ''),
  );
}

/** The draft's selection as the API takes it. */
function selectionOf(draft: GroupDraft) {
  return draft.selectBy === 'tags'
    ? { serverSelectionTags: tagsOf(draft) }
    : { sourceServerIds: draft.sourceServerIds };
}

/** The draft's launch settings as the API takes them; absent where nothing is set. */
function launchPartOf(draft: GroupDraft) {
  return {
    launchConfig:
      countOfSettings(draft.launch) > 0 ? launchOf(draft.launch) : undefined,
    servers:
      draft.serverLaunches.length > 0
        ? draft.serverLaunches.map(serverLaunchOf)
        : undefined,
  };
}

/** The body that asks what the draft matches now; absent while there is nothing to ask. */
export function resolveBodyOf(
  draft: GroupDraft,
  groupId: string | undefined,
): RequestInput<'resolve_protection_group_tags'>['body'] | undefined {
  const empty =
    draft.selectBy === 'tags'
      ? Object.keys(tagsOf(draft)).length === 0
      : draft.sourceServerIds.length === 0;
  if (!draft.accountId || !draft.region || empty) {
    return undefined;
  }
  return {
    accountId: draft.accountId,
    region: draft.region,
    ...selectionOf(draft),
    groupId,
  };
}

function repeatedKeys(t: GroupsWords, draft: GroupDraft): Finding[] {
  const keys = draft.tags.map(tag => tag.key.trim());
  return keys.flatMap((key, index): Finding[] =>
    key !== '' && keys.indexOf(key) < index
      ? [
          {
            code: 'INVALID_TAGS',
            severity: 'BLOCKING',
            field: `tags[${index}]`,
            message: t('editor.repeatedKey', { key }),
          },
        ]
      : [],
  );
}

const optional = (text: string) => text.trim() || undefined;

/** The draft as the body of a request, with every problem that the browser can see. */
export function newGroupBody(t: GroupsWords, draft: GroupDraft) {
  const parsed = validate(newProtectionGroupSchema, {
    groupName: draft.groupName,
    description: optional(draft.description),
    owner: optional(draft.owner),
    accountId: draft.accountId,
    region: draft.region,
    ...selectionOf(draft),
    ...launchPartOf(draft),
  });
  return withFindings(t, draft, parsed);
}

/** The same for a group that exists, over the version that was read. */
export function changedGroupBody(
  t: GroupsWords,
  draft: GroupDraft,
  version: number,
) {
  const parsed = validate(changedProtectionGroupSchema, {
    version,
    groupName: draft.groupName,
    description: optional(draft.description),
    owner: optional(draft.owner),
    ...selectionOf(draft),
    ...launchPartOf(draft),
  });
  return withFindings(t, draft, parsed);
}

function withFindings<T>(
  t: GroupsWords,
  draft: GroupDraft,
  parsed:
    | { success: true; data: T }
    | { success: false; error: Parameters<typeof findingsOfZodError>[0] },
): { body: T | undefined; findings: Finding[] } {
  const findings = [
    ...(parsed.success ? [] : findingsOfZodError(parsed.error)),
    ...repeatedKeys(t, draft),
  ];
  return {
    body: parsed.success && findings.length === 0 ? parsed.data : undefined,
    findings,
  };
}
