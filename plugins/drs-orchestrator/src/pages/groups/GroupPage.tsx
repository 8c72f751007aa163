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
import { useNavigate, useParams } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/core-components';
import type { ProtectionGroup } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo } from '../../api/access';
import { useChange, useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { ActionButton } from '../../components/control/ActionButton';
import { ConfirmDialog } from '../../components/control/ConfirmDialog';
import { Facts } from '../../components/page/Facts';
import { PageAnswer } from '../../components/page/PageAnswer';
import { PageBody } from '../../components/page/PageBody';
import { Section } from '../../components/page/Section';
import { EntityName } from '../../components/people/EntityName';
import { TagList } from '../../components/servers/TagList';
import { Instant } from '../../components/time/Instant';
import { listed } from '../../format/counting';
import { usePaths } from '../../routing/usePaths';
import { LaunchSection } from './LaunchSection';
import { SelectionPreview } from './SelectionPreview';
import type { Words } from '../../translations/words';
import type { GroupsWords } from '../../translations/groups';
import { useGroupsWords } from '../../translations/useGroupsWords';
import { useWords } from '../../translations/useWords';

/** One protection group with the servers it matches now. */
export function GroupPage() {
  const t = useGroupsWords();
  const { groupId = '' } = useParams();
  const group = useOperation('get_protection_group', { params: { groupId } });
  return (
    <PageAnswer of={group} what={t('group.what')}>
      {data => <GroupView group={data} />}
    </PageAnswer>
  );
}

function GroupView({ group }: { group: ProtectionGroup }) {
  const t = useGroupsWords();
  const words = useWords();
  const paths = usePaths();
  const [deleting, setDeleting] = useState(false);
  const selection = {
    accountId: group.accountId,
    region: group.region,
    serverSelectionTags: group.serverSelectionTags,
    sourceServerIds: group.sourceServerIds,
    groupId: group.groupId,
  };
  const resolved = useOperation(
    'resolve_protection_group_tags',
    { body: selection },
    { pollEvery: 60_000 },
  );
  return (
    <BreadcrumbEntry
      entry={{ label: group.groupName, href: paths.group(group.groupId) }}
    >
      <PageBody
        title={group.groupName}
        lead={leadOf(t, words, group, resolved.data?.servers)}
        actions={
          <>
            <ActionButton
              access={accessTo(words, group, 'update_protection_group')}
              to={paths.editGroup(group.groupId)}
            >
              {t('group.edit')}
            </ActionButton>
            <ActionButton
              variant="danger"
              access={accessTo(words, group, 'delete_protection_group')}
              onClick={() => setDeleting(true)}
            >
              {t('group.delete')}
            </ActionButton>
          </>
        }
      >
        <Section title={t('group.definition')}>
          <Facts
            items={[
              { term: t('group.description'), value: group.description },
              {
                term: t('group.chosenBy'),
                wide: true,
                value: group.serverSelectionTags ? (
                  <TagList tags={group.serverSelectionTags} />
                ) : (
                  t('group.named', {
                    count: group.sourceServerIds?.length ?? 0,
                  })
                ),
              },
              {
                term: t('group.accountAndRegion'),
                value: t('group.place', {
                  account: group.accountId,
                  region: group.region,
                }),
              },
              {
                term: t('group.owner'),
                value: group.owner && <EntityName entityRef={group.owner} />,
              },
              {
                term: t('group.usedByPlans'),
                value:
                  group.usedByPlans.length === 0
                    ? t('group.noPlan')
                    : group.usedByPlans.map(plan => (
                        <div key={plan.planId}>
                          <Link to={paths.plan(plan.planId)}>
                            {plan.planName}
                          </Link>
                        </div>
                      )),
              },
              {
                term: t('group.changed', { version: String(group.version) }),
                value: <Instant at={group.updatedAt} />,
              },
            ]}
          />
        </Section>
        <LaunchSection group={group} />
        <Section title={t('group.matchesNow')}>
          <Answer of={resolved} what={t('group.servers')}>
            {data => (
              <SelectionPreview
                resolved={data}
                selection={group.serverSelectionTags}
              />
            )}
          </Answer>
        </Section>
        {deleting && (
          <DeleteGroup group={group} onClose={() => setDeleting(false)} />
        )}
      </PageBody>
    </BreadcrumbEntry>
  );
}

function leadOf(
  t: GroupsWords,
  words: Words,
  group: ProtectionGroup,
  servers: { recoverability: string }[] | undefined,
): string {
  const plans =
    group.usedByPlans.length === 0
      ? t('lead.unused')
      : t('lead.used', {
          count: group.usedByPlans.length,
          plans: listed(
            words,
            group.usedByPlans.map(plan => plan.planName),
          ),
        });
  if (!servers) {
    return plans;
  }
  const ready = servers.filter(
    server => server.recoverability === 'READY',
  ).length;
  if (servers.length === 0) {
    return t('lead.noServer', { plans });
  }
  return ready === servers.length
    ? t('lead.allReady', { count: servers.length, plans })
    : t('lead.someReady', {
        count: servers.length,
        ready: String(ready),
        plans,
      });
}

function DeleteGroup(props: { group: ProtectionGroup; onClose: () => void }) {
  const t = useGroupsWords();
  const paths = usePaths();
  const navigate = useNavigate();
  const { groupId, groupName } = props.group;
  const remove = useChange('delete_protection_group', {
    changes: ['list_protection_groups', 'get_drs_source_servers'],
  });
  return (
    <ConfirmDialog
      open
      danger
      title={t('delete.title', { name: groupName })}
      confirm={t('delete.confirm', { name: groupName })}
      attempt={t('delete.attempt', { name: groupName })}
      busy={remove.isPending}
      error={remove.error}
      onClose={props.onClose}
      onConfirm={() =>
        remove.mutate(
          { params: { groupId } },
          { onSuccess: () => navigate(paths.groups) },
        )
      }
    >
      <Typography>{t('delete.consequence')}</Typography>
    </ConfirmDialog>
  );
}
