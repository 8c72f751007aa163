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

import { changedServers } from './changes';
import type { EventOf } from './events';
import type { ExecutionState } from './state';

/** The facts of launch settings that an execution changes. */
export type SettingsEvent = EventOf<
  | 'LaunchSettingsIntended'
  | 'LaunchSettingsApplied'
  | 'LaunchSettingsFailed'
  | 'LaunchSettingsRestored'
>;

/** Folds a fact of launch settings into the state. */
export function evolveSettings(
  state: ExecutionState,
  event: SettingsEvent,
): ExecutionState {
  switch (event.type) {
    case 'LaunchSettingsIntended': {
      const intended = byId(event.servers);
      return {
        ...state,
        servers: changedServers(state, intended.keys(), server => {
          const change = intended.get(server.sourceServerId);
          return {
            ...server,
            settings: {
              status: 'CHANGING',
              // What was there before this execution touched it the first time:
              // a second look may find its own work, or some of it.
              before: { ...change?.before, ...server.settings?.before },
              after: { ...server.settings?.after, ...change?.after },
              restore:
                server.settings?.restore || change?.restore
                  ? { ...change?.restore, ...server.settings?.restore }
                  : undefined,
              failures: server.settings?.failures ?? 0,
            },
          };
        }),
      };
    }

    case 'LaunchSettingsApplied':
      return {
        ...state,
        servers: changedServers(state, event.sourceServerIds, server => ({
          ...server,
          settings: {
            ...server.settings,
            status: 'APPLIED',
            failures: 0,
            retryAt: undefined,
            message: undefined,
          },
        })),
      };

    case 'LaunchSettingsFailed': {
      const failed = byId(event.servers);
      return {
        ...state,
        servers: changedServers(state, failed.keys(), server => {
          const failure = failed.get(server.sourceServerId);
          return {
            ...server,
            settings: {
              ...server.settings,
              status: 'CHANGING',
              failures: (server.settings?.failures ?? 0) + 1,
              retryAt: failure?.retryAt,
              message: failure && `${failure.message} (${failure.code})`,
            },
          };
        }),
      };
    }

    case 'LaunchSettingsRestored': {
      const restored = byId(event.servers);
      return {
        ...state,
        servers: changedServers(state, restored.keys(), server => {
          const result = restored.get(server.sourceServerId);
          const failed = result?.result === 'FAILED';
          const again = failed && result.retryAt !== undefined;
          return {
            ...server,
            settings: {
              ...server.settings,
              status: again
                ? server.settings?.status ?? 'APPLIED'
                : restoredStatus[result?.result ?? 'FAILED'],
              failures: failed ? (server.settings?.failures ?? 0) + 1 : 0,
              retryAt: result?.retryAt,
              message: result?.message,
            },
          };
        }),
      };
    }

    default:
      throw new Error(`Unknown fact ${JSON.stringify(event satisfies never)}`);
  }
}

const restoredStatus = {
  RESTORED: 'RESTORED',
  NOT_OURS: 'NOT_OURS',
  FAILED: 'RESTORE_FAILED',
} as const;

const byId = <T extends { sourceServerId: string }>(servers: readonly T[]) =>
  new Map(servers.map(server => [server.sourceServerId, server]));
