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
  DrsError,
  tagMismatches,
  type Finding,
  type ProtectionGroup,
  type ResponseOf,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { FakeRecords, Stored } from './FakeRecords';
import { page, type Operations } from './operations';

/** Protection groups, and what they would match. */
export function groupOperations(records: FakeRecords): Operations {
  return {
    list_protection_groups: ({ query }) =>
      page(
        records.groups
          .filter(
            group =>
              (!query.accountId || group.accountId === query.accountId) &&
              group.groupName
                .toLowerCase()
                .includes((query.name ?? '').toLowerCase()),
          )
          .map(group => records.tellGroup(group)),
        query,
      ),
    get_protection_group: ({ params }) =>
      records.tellGroup(records.groupOf(params.groupId)),
    create_protection_group: ({ body }) => {
      records.checkName(
        records.groups,
        group => group.groupName,
        body.groupName,
        'groupName',
      );
      const group = {
        ...body,
        accountId: body.accountId ?? '111122223333',
        groupId: records.id('group'),
        ...records.stamp(),
        usedByPlans: [],
      };
      records.groups.push(group);
      return records.tellGroup(group);
    },
    update_protection_group: ({ params, body }) => {
      const group = records.groupOf(params.groupId);
      if (group.version !== body.version) {
        throw new DrsError(
          'VERSION_CONFLICT',
          'The group was changed meanwhile.',
          [],
          { current: records.tellGroup(group) },
        );
      }
      Object.assign(
        group,
        {
          serverSelectionTags: undefined,
          sourceServerIds: undefined,
          launchConfig: undefined,
          servers: undefined,
        },
        body,
        {
          version: body.version + 1,
          updatedAt: new Date(records.now()).toISOString(),
        },
      );
      return records.tellGroup(group);
    },
    get_launch_configuration: ({ params }) =>
      launchConfigurationOf(records, records.groupOf(params.groupId)),
    apply_launch_configuration: ({ params, body }) => {
      const group = records.groupOf(params.groupId);
      const at = new Date(records.now()).toISOString();
      const servers = launchConfigurationOf(records, group).servers.filter(
        ({ sourceServerId }) => body.servers?.includes(sourceServerId) ?? true,
      );
      return {
        groupId: group.groupId,
        at,
        servers: servers.map(
          ({ sourceServerId, hostname, wanted, differences }) => {
            const refusal = records.unwritable.get(sourceServerId);
            if (refusal && differences.length > 0) {
              records.applyFailures.set(sourceServerId, { at, ...refusal });
              return {
                sourceServerId,
                hostname,
                result: 'FAILED',
                changed: [],
                ...refusal,
              };
            }
            records.applyFailures.delete(sourceServerId);
            records.launchSettings.set(sourceServerId, {
              ...records.launchSettings.get(sourceServerId),
              ...wanted,
            });
            return {
              sourceServerId,
              hostname,
              result: differences.length > 0 ? 'APPLIED' : 'UNCHANGED',
              changed: differences,
            };
          },
        ),
      };
    },
    delete_protection_group: ({ params }) => {
      records.groups = records.groups.filter(
        group => group.groupId !== params.groupId,
      );
      return undefined;
    },
    resolve_protection_group_tags: ({ body }) => {
      const there = records.servers.filter(
        server =>
          server.accountId === body.accountId && server.region === body.region,
      );
      const tags = body.serverSelectionTags;
      const servers = records
        .members({
          accountId: body.accountId ?? '',
          region: body.region,
          serverSelectionTags: tags,
          sourceServerIds: body.sourceServerIds,
        })
        .map(server => records.tellServer(server));
      const nearMisses = tags
        ? there
            .map(server => ({
              server,
              mismatches: tagMismatches(tags, server.tags),
            }))
            .map(item => ({
              ...item,
              matched:
                Object.keys(tags).length -
                item.mismatches.filter(({ kind }) => kind !== 'DISABLED')
                  .length,
            }))
            .filter(item => item.mismatches.length > 0 && item.matched > 0)
            .sort((a, b) => b.matched - a.matched)
        : [];
      const unknown = (body.sourceServerIds ?? []).flatMap(
        (id, index): Finding[] =>
          there.some(server => server.sourceServerId === id)
            ? []
            : [
                {
                  code: 'UNKNOWN_SERVER',
                  severity: 'BLOCKING',
                  subject: { kind: 'server', id },
                  field: `sourceServerIds[${index}]`,
                  message: `There is no source server ${id} in this account and Region`,
                },
              ],
      );
      const conflicts = servers.flatMap((server): Finding[] =>
        server.protectionGroup &&
        server.protectionGroup.groupId !== body.groupId
          ? [
              {
                code: 'SERVER_CONFLICT',
                severity: 'BLOCKING',
                field: 'serverSelectionTags',
                message: `${server.hostname} is already in ${server.protectionGroup.groupName}`,
                remedy: 'A server belongs to one group only.',
              },
            ]
          : [],
      );
      return {
        servers,
        nearMisses,
        notMatchedTotal: there.length - servers.length,
        findings: [...unknown, ...conflicts],
      };
    },
  };
}

/** What AWS has of each server's launch settings, beside what its group wants. */
function launchConfigurationOf(
  records: FakeRecords,
  group: Stored<ProtectionGroup>,
): ResponseOf<'get_launch_configuration'> {
  return {
    groupId: group.groupId,
    accountId: group.accountId,
    region: group.region,
    findings: [],
    unavailable: [],
    servers: records.members(group).map(({ sourceServerId, hostname }) => {
      const current: LaunchSettings = {
        rightSizing: 'BASIC',
        copyPrivateIp: false,
        copyTags: false,
        launchDisposition: 'STARTED',
        ...records.launchSettings.get(sourceServerId),
      };
      const { drill: _drill, ...defaults } = group.launchConfig ?? {};
      const own = group.servers?.find(
        server => server.sourceServerId === sourceServerId,
      );
      const { drill: _ownDrill, sourceServerId: _id, ...override } = own ?? {};
      const wanted: LaunchSettings = { ...defaults, ...override };
      const differences = (
        Object.keys(wanted) as (keyof LaunchSettings)[]
      ).filter(name => String(wanted[name]) !== String(current[name]));
      const lastFailure =
        differences.length > 0
          ? records.applyFailures.get(sourceServerId)
          : undefined;
      const drifted = differences.length > 0 ? 'DRIFTED' : 'READY';
      return {
        sourceServerId,
        hostname,
        current,
        wanted,
        effective: { ...current, ...wanted },
        differences,
        state: lastFailure ? 'FAILED' : drifted,
        ...(lastFailure && { lastFailure }),
      };
    }),
  };
}

type LaunchSettings =
  ResponseOf<'get_launch_configuration'>['servers'][number]['current'];
