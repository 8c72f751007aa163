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
  formatDuration,
  type Profile,
  type ProtectionGroup,
  type RecoveryPlan,
  type SourceServersPage,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { counted, listed } from '../format/counting';
import { instantText } from '../format/time';
import type { Render } from '../Output';
import { facts, table } from '../terminal/table';
import { executionTones, recoverabilityTones } from './tones';

/** A page of a list. */
export interface Page<T> {
  items: T[];
  nextCursor?: string;
  totalItems?: number;
}

/** A list as people read it: its rows, and that there are more. */
export const pageLines =
  <T>(render: Render<T[]>, empty: string): Render<Page<T>> =>
  ({ items, nextCursor, totalItems }, view) =>
    items.length === 0
      ? [empty]
      : [
          ...render(items, view),
          ...(nextCursor
            ? [
                view.paint(
                  'quiet',
                  totalItems === undefined
                    ? 'There are more: say --all, or a larger --limit'
                    : `${items.length} of ${totalItems}: say --all, or a larger --limit`,
                ),
              ]
            : []),
        ];

const selectionText = (group: ProtectionGroup): string =>
  group.serverSelectionTags
    ? Object.entries(group.serverSelectionTags)
        .map(([key, value]) => `${key}=${value}`)
        .join(' ')
    : counted(group.sourceServerIds?.length ?? 0, 'named server');

/** Protection groups, a line each. */
export const groupsTable: Render<ProtectionGroup[]> = (groups, view) =>
  table(
    [
      { title: 'Group', shrinks: true },
      { title: 'Account' },
      { title: 'Region' },
      { title: 'Servers by', shrinks: true },
      { title: 'Plans', align: 'right' },
    ],
    groups.map(group => [
      group.groupName,
      group.accountId,
      group.region,
      selectionText(group),
      String(group.usedByPlans.length),
    ]),
    view,
  );

/** A protection group. */
export const groupLines: Render<ProtectionGroup> = (group, { paint }) =>
  facts(
    [
      ['Group', { text: group.groupName, tone: 'strong' }],
      ['ID', group.groupId],
      ['Description', group.description],
      ['Account', group.accountId],
      ['Region', group.region],
      ['Servers by', selectionText(group)],
      ['Owner', group.owner],
      ['Launch settings', group.launchConfig && 'of its own'],
      [
        'Used by',
        listed(group.usedByPlans.map(({ planName }) => planName)) || 'no plan',
      ],
      ['Version', `${group.version}, of ${instantText(group.updatedAt)}`],
      ['You may', listed(group.allowedActions, 20) || 'only look'],
    ],
    paint,
  );

/** The servers of a page, and what could not be asked. */
export const serversLines: Render<SourceServersPage> = (page, view) => [
  ...pageLines<SourceServersPage['items'][number]>(
    (servers, { paint, width }) =>
      table(
        [
          { title: 'Server', shrinks: true },
          { title: 'ID' },
          { title: 'Recoverable' },
          { title: 'Replication' },
          { title: 'Lag', align: 'right' },
          { title: 'Why', shrinks: true },
        ],
        servers.map(server => [
          server.hostname,
          server.sourceServerId,
          {
            text: server.recoverability,
            tone: recoverabilityTones[server.recoverability],
          },
          server.replicationState,
          server.lagSeconds === undefined
            ? ''
            : formatDuration(server.lagSeconds),
          server.recoverabilityReason ?? '',
        ]),
        { paint, width },
      ),
    'No server matches now.',
  )(page, view),
  ...unavailableLines(page, view),
];

/** Accounts and Regions that could not be asked. */
export const unavailableLines: Render<
  Pick<SourceServersPage, 'unavailable'>
> = ({ unavailable }, { paint }) =>
  unavailable.map(
    ({ accountId, region, code, message }) =>
      `${paint(
        'warning',
        'not reached:',
      )} ${accountId} ${region}: ${message} (${code})`,
  );

/** Recovery plans, a line each. */
export const plansTable: Render<RecoveryPlan[]> = (plans, view) =>
  table(
    [
      { title: 'Plan', shrinks: true },
      { title: 'Account' },
      { title: 'Waves', align: 'right' },
      { title: 'Target', align: 'right' },
      { title: 'Last execution' },
    ],
    plans.map(plan => [
      plan.planName,
      plan.accountId,
      String(plan.waves.length),
      plan.targetRtoMinutes === undefined
        ? ''
        : formatDuration(plan.targetRtoMinutes * 60),
      plan.lastExecution
        ? {
            text: `${plan.lastExecution.executionType} ${
              plan.lastExecution.status
            } ${instantText(plan.lastExecution.startTime)}`,
            tone: executionTones[plan.lastExecution.status],
          }
        : 'none',
    ]),
    view,
  );

/** A recovery plan with its waves. */
export const planLines =
  (groupNames: ReadonlyMap<string, string>): Render<RecoveryPlan> =>
  (plan, { paint, width }) =>
    [
      ...facts(
        [
          ['Plan', { text: plan.planName, tone: 'strong' }],
          ['ID', plan.planId],
          ['Description', plan.description],
          ['Account', plan.accountId],
          ['Regions', listed([...new Set(plan.scopes.map(s => s.region))])],
          ['Owner', plan.owner],
          [
            'Target',
            [
              plan.targetRtoMinutes === undefined
                ? undefined
                : `recovery time ${formatDuration(plan.targetRtoMinutes * 60)}`,
              plan.targetRpoMinutes === undefined
                ? undefined
                : `data loss ${formatDuration(plan.targetRpoMinutes * 60)}`,
            ]
              .filter(Boolean)
              .join(', '),
          ],
          ['At most', formatDuration(plan.maxDurationMinutes * 60)],
          [
            'Last execution',
            plan.lastExecution && {
              text: `${plan.lastExecution.executionType} ${plan.lastExecution.status} ${plan.lastExecution.executionId}`,
              tone: executionTones[plan.lastExecution.status],
            },
          ],
          ['Version', `${plan.version}, of ${instantText(plan.updatedAt)}`],
          ['You may', listed(plan.allowedActions, 20) || 'only look'],
        ],
        paint,
      ),
      '',
      ...table(
        [
          { title: '#', align: 'right' },
          { title: 'Wave', shrinks: true },
          { title: 'Groups', shrinks: true },
          { title: 'After' },
          { title: 'Approval' },
          { title: 'Hooks', align: 'right' },
        ],
        plan.waves.map((wave, index) => [
          String(wave.waveNumber),
          wave.waveName,
          listed(
            wave.protectionGroupIds.map(id => groupNames.get(id) ?? id),
            3,
          ),
          (
            wave.dependsOnWaves ??
            (index === 0 ? [] : [plan.waves[index - 1].waveNumber])
          ).join(', '),
          wave.pauseBeforeWave ? 'asks' : '',
          String(wave.preWaveHooks.length + wave.postWaveHooks.length),
        ]),
        { paint, width },
      ),
    ];

/** What somebody may do, and through which group. */
export const profileLines =
  (address: string): Render<Profile> =>
  (profile, { paint }) =>
    [
      ...facts(
        [
          ['You are', { text: profile.userEntityRef, tone: 'strong' }],
          ['At', address],
        ],
        paint,
      ),
      ...(profile.roles.length === 0 ? ['You hold no role.'] : []),
      ...profile.roles.map(
        ({ role, through, where }) =>
          `${role}, through ${listed(through)}${
            where ? `, for some records only: ${JSON.stringify(where)}` : ''
          }`,
      ),
      ...profile.permissions.map(permission => `  ${permission}`),
    ];
