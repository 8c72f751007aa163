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

import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ProposedGroup } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { usePermissionTo, type Access } from '../../../api/access';
import { ErrorNotice } from '../../../components/answer/ErrorNotice';
import { ActionButton } from '../../../components/control/ActionButton';
import { TextLink } from '../../../components/control/TextLink';
import { Section } from '../../../components/page/Section';
import { TagList } from '../../../components/servers/TagList';
import { StatusLabel } from '../../../components/status/StatusLabel';
import { DataTable, type Column } from '../../../components/table/DataTable';
import { usePaths, type Paths } from '../../../routing/usePaths';
import { usePlansWords } from '../../../translations/usePlansWords';
import { useWords } from '../../../translations/useWords';
import { EntityLink } from './EntityLink';
import { useCreateGroups, type GroupToCreate } from './useCreateGroups';
import { commonOwner, useOwners } from './useOwners';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  buttons: { marginTop: theme.spacing(2) },
}));

/** An entity has one group proposed for it at most; names are what people gave. */
const keyOf = ({ entityRefs }: ProposedGroup) => entityRefs[0];

/** The form of a new group, filled with what is proposed. */
function newGroupLink(paths: Paths, group: GroupToCreate): string {
  const query = new URLSearchParams({
    name: group.groupName,
    account: group.accountId,
    region: group.region,
    ...(group.owner !== undefined && { owner: group.owner }),
  });
  for (const [key, value] of Object.entries(group.serverSelectionTags)) {
    query.append('tag', `${key}=${value}`);
  }
  return `${paths.newGroup}?${query}`;
}

/** Groups that are missing, with what each would select; those that are ticked are created at once. */
export function GroupsSection(props: { proposed: readonly ProposedGroup[] }) {
  const classes = useStyles();
  const t = usePlansWords();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const permission = usePermissionTo('createProtectionGroup');
  const create = useCreateGroups();
  const entityRefs = [
    ...new Set(props.proposed.flatMap(group => group.entityRefs)),
  ].sort();
  const owners = useOwners(entityRefs).data;
  const groups = props.proposed.map(
    (group): GroupToCreate => ({
      ...group,
      owner: owners && commonOwner(owners, group.entityRefs),
    }),
  );
  const chosen = groups.filter(group => !left.has(keyOf(group)));
  const done = create.data;
  if (groups.length === 0 && !done?.created.length) {
    return null;
  }
  return (
    <Section title={t('derivation.groups.title')}>
      {groups.length > 0 && (
        <>
          <Typography variant="body2" paragraph>
            {t('derivation.groups.explanation')}
          </Typography>
          <GroupsTable groups={groups} left={left} onLeave={setLeft} />
          <div className={classes.buttons}>
            <ActionButton
              variant="main"
              access={mayCreate(permission, {
                busy: create.isPending && t('derivation.groups.creating'),
                none: chosen.length === 0 && t('derivation.groups.none'),
              })}
              onClick={() => create.mutate(chosen)}
            >
              {create.isPending
                ? t('derivation.groups.creating')
                : t('derivation.groups.create', { count: chosen.length })}
            </ActionButton>
          </div>
        </>
      )}
      <div role="status">
        {done && done.created.length > 0 && (
          <StatusLabel
            state={{
              tone: 'good',
              text: t('derivation.groups.created', {
                count: done.created.length,
              }),
            }}
          />
        )}
      </div>
      {done?.failed.map(({ group, error }) => (
        <ErrorNotice
          key={keyOf(group)}
          error={error}
          attempt={t('derivation.groups.attempt', { name: group.groupName })}
        />
      ))}
    </Section>
  );
}

/** The first reason that there is stands. */
const mayCreate = (
  permission: Access,
  reasons: { busy: string | false; none: string | false },
): Access => {
  const reason = reasons.busy || reasons.none;
  return permission.allowed && reason ? { allowed: false, reason } : permission;
};

function GroupsTable(props: {
  groups: readonly GroupToCreate[];
  left: ReadonlySet<string>;
  onLeave: (left: ReadonlySet<string>) => void;
}) {
  const classes = useStyles();
  const t = usePlansWords();
  const words = useWords();
  const paths = usePaths();
  const columns: Column<GroupToCreate>[] = [
    {
      id: 'name',
      title: t('derivation.groups.name'),
      names: true,
      render: group => (
        <>
          {group.groupName}
          <div>
            <TextLink to={newGroupLink(paths, group)}>
              {t('derivation.groups.change')}
            </TextLink>
          </div>
        </>
      ),
    },
    {
      id: 'tags',
      title: t('derivation.groups.tags'),
      render: group => <TagList tags={group.serverSelectionTags} />,
    },
    {
      id: 'servers',
      title: t('derivation.groups.servers'),
      oneLine: true,
      render: group =>
        words('count.servers', { count: group.sourceServerIds.length }),
    },
    {
      id: 'for',
      // The wave tells it, too.
      wideOnly: true,
      title: t('derivation.groups.for'),
      render: group => (
        <ul className={classes.list}>
          {group.entityRefs.map(ref => (
            <li key={ref}>
              <EntityLink entityRef={ref} />
            </li>
          ))}
        </ul>
      ),
    },
    {
      id: 'where',
      title: t('derivation.groups.where'),
      oneLine: true,
      render: group => (
        <>
          {group.accountId}
          <Typography variant="body2" color="textSecondary">
            {group.region}
          </Typography>
        </>
      ),
    },
  ];
  const keys = props.groups.map(keyOf);
  return (
    <DataTable
      caption={t('derivation.groups.caption')}
      columns={columns}
      rows={props.groups}
      rowKey={keyOf}
      selection={{
        chosen: new Set(keys.filter(key => !props.left.has(key))),
        nameOf: group => group.groupName,
        onChange: chosen =>
          props.onLeave(new Set(keys.filter(key => !chosen.includes(key)))),
      }}
    />
  );
}
