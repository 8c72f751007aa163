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

import { useLocation, useNavigate, useParams } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import {
  type ProtectionGroup,
  protectionGroupSchema,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { PageAnswer } from '../../components/page/PageAnswer';
import { useChange, useOperation } from '../../api/operations';
import {
  ConflictNotice,
  type Difference,
} from '../../components/editor/ConflictNotice';
import { conflictOf } from '../../components/editor/conflictOf';
import { keepingWork } from '../../components/editor/keptWork';
import { usePaths } from '../../routing/usePaths';
import type { GroupsWords } from '../../translations/groups';
import { useGroupsWords } from '../../translations/useGroupsWords';
import {
  changedGroupBody,
  draftOfGroup,
  newGroupBody,
  newGroupDraft,
  tagsOf,
  type GroupDraft,
} from './groupDraft';
import { GroupForm } from './GroupForm';
import {
  launchOf,
  serverLaunchOf,
  type ServerLaunchDraft,
} from './launchDraft';
import { settingTitle } from './launchWords';

const sameDraft = (one: GroupDraft, other: GroupDraft) =>
  JSON.stringify(one) === JSON.stringify(other);

const useNewGroup = keepingWork<GroupDraft, GroupDraft>(
  ({ from, draft }) => !sameDraft(draft, from),
);

/** Writes a new protection group. */
export function NewGroupPage() {
  const { search } = useLocation();
  return <NewGroup key={search} place={search} />;
}

/** @param props.place - what the link says that the group begins with */
function NewGroup(props: { place: string }) {
  const t = useGroupsWords();
  const paths = usePaths();
  const navigate = useNavigate();
  const { draft, setDraft, unsaved, kept } = useNewGroup(props.place, () => {
    const from = newGroupDraft(new URLSearchParams(props.place));
    return { from, draft: from };
  });
  const create = useChange('create_protection_group', {
    changes: [
      'list_protection_groups',
      'get_drs_source_servers',
      'get_readiness',
    ],
    onSuccess: kept.forget,
  });
  return (
    <BreadcrumbEntry
      entry={{ label: t('editor.newLabel'), href: paths.newGroup }}
    >
      <GroupForm
        title={t('editor.newTitle')}
        draft={draft}
        onChange={setDraft}
        unsaved={unsaved}
        kept={kept}
        check={written => newGroupBody(t, written)}
        saving={create.isPending}
        error={create.error}
        save={t('editor.create')}
        onSave={() => {
          const { body } = newGroupBody(t, draft);
          if (body) {
            create.mutate(
              { body },
              { onSuccess: group => navigate(paths.group(group.groupId)) },
            );
          }
        }}
        onDiscard={() => navigate(paths.groups)}
      />
    </BreadcrumbEntry>
  );
}

/** Edits a protection group. */
export function EditGroupPage() {
  const t = useGroupsWords();
  const { groupId = '' } = useParams();
  const group = useOperation('get_protection_group', { params: { groupId } });
  return (
    <PageAnswer of={group} what={t('group.what')}>
      {read => <EditGroup key={read.groupId} read={read} />}
    </PageAnswer>
  );
}

/** A version of a group that is edited, and the version that a save replaces. */
interface GroupVersion {
  group: ProtectionGroup;
  draft: GroupDraft;
  replaces: number;
}

function versionOf(group: ProtectionGroup): GroupVersion {
  return { group, draft: draftOfGroup(group), replaces: group.version };
}

const useEditedGroup = keepingWork<GroupVersion, GroupDraft>(
  ({ from, draft }) => !sameDraft(draft, from.draft),
);

function EditGroup({ read }: { read: ProtectionGroup }) {
  const t = useGroupsWords();
  const paths = usePaths();
  const navigate = useNavigate();
  // Later reads of the record must not change what is being edited.
  const { from, draft, setDraft, setWork, unsaved, kept } = useEditedGroup(
    read.groupId,
    () => {
      const version = versionOf(read);
      return { from: version, draft: version.draft };
    },
  );
  const update = useChange('update_protection_group', {
    changes: [
      'list_protection_groups',
      'get_protection_group',
      'resolve_protection_group_tags',
      'get_drs_source_servers',
      'get_readiness',
    ],
    onSuccess: kept.forget,
  });
  const conflict = conflictOf(update.error, protectionGroupSchema);
  const check = (written: GroupDraft) =>
    changedGroupBody(t, written, from.replaces);
  const { groupId, groupName, version } = from.group;
  return (
    <BreadcrumbEntry entry={{ label: groupName, href: paths.group(groupId) }}>
      <GroupForm
        // Taking the newer version begins anew from it.
        key={version}
        title={t('editor.editTitle', { name: groupName })}
        draft={draft}
        onChange={setDraft}
        unsaved={unsaved}
        kept={kept}
        groupId={groupId}
        check={check}
        saving={update.isPending}
        error={conflict ? null : update.error}
        save={t('editor.save')}
        above={
          conflict && (
            <ConflictNotice
              what={groupName}
              version={conflict.version}
              updatedAt={conflict.updatedAt}
              differences={differences(t, conflict, draft)}
              onTakeTheirs={() => {
                update.reset();
                const theirs = versionOf(conflict);
                setWork({ from: theirs, draft: theirs.draft });
              }}
              onKeepYours={() => {
                update.reset();
                setWork({
                  from: { ...from, replaces: conflict.version },
                  draft,
                });
              }}
            />
          )
        }
        onSave={() => {
          const { body } = check(draft);
          if (body) {
            update.mutate(
              { params: { groupId }, body },
              { onSuccess: () => navigate(paths.group(groupId)) },
            );
          }
        }}
        onDiscard={() => navigate(paths.group(groupId))}
      />
    </BreadcrumbEntry>
  );
}

function differences(
  t: GroupsWords,
  theirs: ProtectionGroup,
  draft: GroupDraft,
): Difference[] {
  const other = draftOfGroup(theirs);
  const rows: Difference[] = [
    {
      field: t('editor.name'),
      theirs: other.groupName,
      yours: draft.groupName,
    },
    {
      field: t('editor.description'),
      theirs: other.description,
      yours: draft.description,
    },
    { field: t('editor.owner'), theirs: other.owner, yours: draft.owner },
    {
      field: t('editor.difference.servers'),
      theirs: selectionText(other),
      yours: selectionText(draft),
    },
    {
      field: t('editor.difference.launch'),
      theirs: launchText(t, launchOf(other.launch)),
      yours: launchText(t, launchOf(draft.launch)),
    },
    {
      field: t('editor.difference.serverLaunches'),
      theirs: other.serverLaunches
        .map(server => serverLaunchText(t, server))
        .sort()
        .join('; '),
      yours: draft.serverLaunches
        .map(server => serverLaunchText(t, server))
        .sort()
        .join('; '),
    },
  ];
  return rows.filter(row => row.theirs.trim() !== row.yours.trim());
}

function selectionText(draft: GroupDraft): string {
  return draft.selectBy === 'tags'
    ? Object.entries(tagsOf(draft))
        .map(([key, value]) => `${key}=${value}`)
        .sort()
        .join(', ')
    : [...draft.sourceServerIds].sort().join(', ');
}

function launchText(t: GroupsWords, config: object): string {
  return Object.entries(config)
    .map(([name, value]) =>
      typeof value === 'object' && !Array.isArray(value)
        ? `${name}: ${launchText(t, value)}`
        : `${settingTitle(t, name)} ${value}`,
    )
    .join(', ');
}

function serverLaunchText(t: GroupsWords, server: ServerLaunchDraft): string {
  const { sourceServerId, ...settings } = serverLaunchOf(server);
  return `${sourceServerId} ${launchText(t, settings)}`;
}
