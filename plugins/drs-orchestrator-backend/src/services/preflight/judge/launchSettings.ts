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
  isSameScope,
  launchSettingsChange,
  type LaunchSettings,
} from '@drs-orchestrator/drs-engine';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  addressAtLaunch,
  addressKey,
  settingsProblems,
} from '../../launchConfiguration/settingsProblems';
import { shortSubnets } from '../../launchConfiguration/shortSubnets';
import type {
  PlannedServer,
  PreflightSituation,
  ReachedScope,
} from '../situation';
import { placeOf, scopeSubject } from './access';
import { subjectOf } from './instances';

/**
 * Whether the servers could be launched with the settings they would have: those
 * that are wanted over those that they have in AWS, where these were asked for.
 */
export function settingsFindings({
  servers,
  scopes,
}: Pick<PreflightSituation, 'servers' | 'scopes'>): Finding[] {
  const ofScopes = scopes.flatMap(scope => {
    if (!scope.reached) {
      return [];
    }
    const inScope = servers
      .filter(({ server }) => isSameScope(server, scope))
      .map(planned => ({
        planned,
        settings: settingsAtLaunch(planned, scope),
      }));
    return [
      ...inScope.flatMap(({ planned, settings }) =>
        problemFindings(planned, settings, scope),
      ),
      ...sharedAddressFindings(inScope),
      ...roomFindings(inScope, scope),
      ...changeFindings(
        inScope.map(({ planned }) => planned),
        scope,
      ),
      ...unreadFindings(scope),
    ];
  });
  return [...ofScopes, ...unheededFindings(servers)];
}

/** What AWS tells by the empty string or list is nothing that could be wrong. */
function withoutEmpty(settings: LaunchSettings): LaunchSettings {
  const kept = { ...settings };
  for (const key of Object.keys(kept) as (keyof LaunchSettings)[]) {
    const value = kept[key];
    if (value === '' || (Array.isArray(value) && value.length === 0)) {
      delete kept[key];
    }
  }
  return kept;
}

const inAws = (
  { server }: PlannedServer,
  { settings }: ReachedScope,
): LaunchSettings | undefined =>
  settings?.known
    ? settings.value.servers.get(server.sourceServerId)?.settings
    : undefined;

/** What the engine would change about the settings before the launch. */
const changeOf = (
  { wanted }: PlannedServer,
  current: LaunchSettings | undefined,
): LaunchSettings | undefined =>
  launchSettingsChange(
    current ?? {},
    wanted.launchSettings,
    wanted.drillSettings,
  )?.after;

/** The settings with which DRS would launch the server. */
export function settingsAtLaunch(
  planned: PlannedServer,
  scope: ReachedScope,
): LaunchSettings {
  const current = inAws(planned, scope);
  return withoutEmpty({ ...current, ...changeOf(planned, current) });
}

function problemFindings(
  planned: PlannedServer,
  settings: LaunchSettings,
  scope: ReachedScope,
): Finding[] {
  return settingsProblems(settings, scope.resources, planned.server)
    .filter(({ severity }) => severity !== 'INFO')
    .map(
      ({ code, severity, message, remedy }): Finding => ({
        code,
        severity,
        subject: subjectOf(planned),
        message: `${planned.server.hostname}: ${message}`,
        remedy,
      }),
    );
}

/** What a group wants and DRS will not heed, once a group: its servers have it all alike. */
function unheededFindings(servers: readonly PlannedServer[]): Finding[] {
  const findings = new Map<string, Finding>();
  for (const { group, wanted } of servers) {
    for (const { code, severity, message, remedy } of settingsProblems(
      wanted.launchSettings ?? {},
      {},
    )) {
      findings.set(`${group.groupId} ${message}`, {
        code,
        severity,
        subject: {
          kind: 'protection-group',
          id: group.groupId,
          name: group.groupName,
        },
        message: `"${group.groupName}": ${message}`,
        remedy,
      });
    }
  }
  return [...findings.values()];
}

/** An address that two servers of the plan would have in one subnet: the second launch fails. */
function sharedAddressFindings(
  inScope: readonly { planned: PlannedServer; settings: LaunchSettings }[],
): Finding[] {
  const holders = new Map<string, PlannedServer>();
  return inScope.flatMap(({ planned, settings }): Finding[] => {
    const wanted = addressAtLaunch(settings, planned.server);
    if (!wanted) {
      return [];
    }
    const { subnetId, address } = wanted;
    const key = addressKey(wanted);
    const holder = holders.get(key);
    if (!holder) {
      holders.set(key, planned);
      return [];
    }
    return [
      {
        code: 'ADDRESS_USED_TWICE',
        severity: 'BLOCKING',
        subject: subjectOf(planned),
        message: `${planned.server.hostname} and ${holder.server.hostname} would both have the address ${address} in ${subnetId}`,
        remedy: 'Give one of them another address',
      },
    ];
  });
}

/**
 * Subnets with fewer free addresses than servers would be launched into them.
 * With none at all every launch there fails; else some would go well, and
 * addresses may come free while the waves before them run.
 */
function roomFindings(
  inScope: readonly { planned: PlannedServer; settings: LaunchSettings }[],
  scope: ReachedScope,
): Finding[] {
  return shortSubnets(
    inScope.map(({ planned, settings }) => ({
      subnetId: settings.subnetId,
      server: planned.server,
    })),
    scope.resources.subnets,
  ).map(
    ({ isFull, message, remedy }): Finding => ({
      code: isFull ? 'SUBNET_FULL' : 'SUBNET_NEARLY_FULL',
      severity: isFull ? 'BLOCKING' : 'WARNING',
      subject: scopeSubject(scope),
      message,
      remedy,
    }),
  );
}

/** How many servers have other settings in AWS than they are to be launched with. */
function changeFindings(
  planned: readonly PlannedServer[],
  scope: ReachedScope,
): Finding[] {
  const changed = planned.filter(server => {
    const current = inAws(server, scope);
    return current !== undefined && changeOf(server, current) !== undefined;
  });
  return changed.length === 0
    ? []
    : [
        {
          code: 'LAUNCH_SETTINGS_CHANGE',
          severity: 'INFO',
          subject: scopeSubject(scope),
          message: `The launch settings of ${changed.length} ${
            changed.length === 1 ? 'server' : 'servers'
          } in ${placeOf(scope)} are changed before the launch, as ${
            changed.length === 1 ? 'its group wants' : 'their groups want'
          }`,
        },
      ];
}

function unreadFindings({ settings, ...scope }: ReachedScope): Finding[] {
  if (!settings?.known || settings.value.failures.size === 0) {
    return [];
  }
  const [[first, failure]] = settings.value.failures;
  return [
    {
      code: 'LAUNCH_SETTINGS_UNKNOWN',
      severity: 'WARNING',
      subject: scopeSubject(scope),
      message: `The launch settings of ${
        settings.value.failures.size
      } servers in ${placeOf(scope)} could not be read, such as of ${first} (${
        failure.code
      }): ${failure.message}`,
      remedy: 'Try again; if it stays so, check what the role may read',
    },
  ];
}
