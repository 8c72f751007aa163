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
  type TagSyncRun,
  type TagSyncScope,
  type TagSyncSettings,
  totalTagSyncCounts,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { FakeRecords } from './FakeRecords';
import type { Operations } from './operations';

/** A run takes so long, over all accounts and Regions. */
const RUN_MS = 1_500;

/** Tag synchronisation: instances have a tag `Application`, which servers lack at first. */
export function tagSyncOperations(records: FakeRecords): Operations {
  let rules = {
    enabled: true,
    intervalHours: 1,
    keys: ['DR-*', 'DRS-*', 'Environment', 'Application'],
    version: 0,
  };
  let changed: { updatedAt?: string; updatedBy?: string } = {};
  const runs: { run: TagSyncRun; at: number; ends: TagSyncScope[] }[] = [];

  const instant = (at: number) => new Date(at).toISOString();

  const synchronised = (dryRun: boolean): TagSyncScope[] =>
    records.accounts.flatMap(({ accountId, regions }) =>
      regions.map((region): TagSyncScope => {
        const scope = { accountId, region, failures: [], changes: [] };
        if (records.unreachable.has(accountId)) {
          return {
            ...scope,
            ...totalTagSyncCounts([]),
            status: 'FAILED',
            error: {
              code: 'AccessDenied',
              message: 'The role cannot be assumed',
            },
          };
        }
        const servers = records.servers.filter(
          server => server.accountId === accountId && server.region === region,
        );
        const lacking = rules.keys.includes('Application')
          ? servers.filter(({ tags }) => !('Application' in tags))
          : [];
        const changes = lacking.map(({ sourceServerId, hostname, tags }) => ({
          sourceServerId,
          hostname,
          added: { Application: tags['DR-Application'] ?? 'unknown' },
          changed: {},
          removed: {},
        }));
        if (!dryRun) {
          for (const { sourceServerId, added } of changes) {
            records.servers = records.servers.map(server =>
              server.sourceServerId === sourceServerId
                ? { ...server, tags: { ...server.tags, ...added } }
                : server,
            );
          }
        }
        return {
          ...scope,
          ...totalTagSyncCounts([]),
          status: 'COMPLETED',
          servers: servers.length,
          serversChanged: changes.length,
          tagsAdded: changes.length,
          changes: changes.slice(0, 20),
        };
      }),
    );

  const told = ({ run, at, ends }: (typeof runs)[number]): TagSyncRun => {
    const part = Math.min(1, (records.now() - at) / RUN_MS);
    const done = Math.floor(part * ends.length);
    const scopes = ends.map((scope, index) =>
      index < done
        ? scope
        : {
            ...scope,
            ...totalTagSyncCounts([]),
            status: 'PENDING' as const,
            error: undefined,
            changes: [],
          },
    );
    const standing = { ...run, scopes, counts: totalTagSyncCounts(scopes) };
    if (part < 1) {
      return { ...standing, status: 'RUNNING', startedAt: instant(at) };
    }
    return {
      ...standing,
      status: ends.every(({ status }) => status === 'COMPLETED')
        ? 'COMPLETED'
        : 'PARTIAL',
      startedAt: instant(at),
      endedAt: instant(at + RUN_MS),
    };
  };

  const begin = (kind: 'REQUEST' | 'SETTINGS', dryRun: boolean): TagSyncRun => {
    const at = records.now();
    const begun = {
      at,
      run: {
        runId: records.id('tag-sync'),
        status: 'REQUESTED' as const,
        trigger: { kind, by: records.me },
        dryRun,
        keys: rules.keys,
        requestedAt: instant(at),
        counts: totalTagSyncCounts([]),
        scopes: [],
      },
      ends: synchronised(dryRun),
    };
    runs.unshift(begun);
    return begun.run;
  };

  const settings = (): TagSyncSettings => {
    const newest = runs.map(told);
    return {
      ...rules,
      ...changed,
      ...(rules.enabled && {
        nextRunAt: instant(records.now() + rules.intervalHours * 3_600_000),
      }),
      ...(newest.length > 0 && { lastRun: newest[0] }),
      recentRuns: newest,
    };
  };

  return {
    get_tag_sync_settings: settings,
    sync_tags: ({ body }) => {
      const [last] = runs;
      if (last && !told(last).endedAt) {
        throw new DrsError(
          'INVALID_STATE',
          'Tags are being synchronised already: one run at a time',
        );
      }
      return { ...begin('REQUEST', body.dryRun), report: '/config/tag-sync' };
    },
    update_tag_sync_settings: ({ body }) => {
      if (body.version !== rules.version) {
        throw new DrsError(
          'VERSION_CONFLICT',
          'The settings were changed meanwhile.',
          [],
          { current: settings() },
        );
      }
      rules = { ...body, version: rules.version + 1 };
      changed = { updatedAt: instant(records.now()), updatedBy: records.me };
      if (rules.enabled) {
        begin('SETTINGS', false);
      }
      return settings();
    },
  };
}
