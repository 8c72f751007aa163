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

import type {
  LaunchSettings,
  ObservedSourceServer,
} from '@drs-orchestrator/drs-engine';
import {
  fieldPath,
  type Finding,
  type ServerLaunchConfig,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  settingsProblems,
  type KnownResources,
  type SettingsField,
  type SettingsProblem,
} from './settingsProblems';
import { shortSubnets } from './shortSubnets';
import { wantedSettings, type LaunchConfigured } from './wantedSettings';

/** What of a server its group's launch configuration is judged by. */
export type Member = Pick<
  ObservedSourceServer,
  'hostname' | 'ipAddresses' | 'recoveryInstanceId'
>;

/**
 * Judges the launch configuration of a group, each problem at the field that has
 * it: those of the group once, those that a server's own fields bring about at
 * the server. Settings that nobody names are AWS's, and not judged here.
 *
 * @param members - the servers that the group has now, by ID; own settings of others are refused
 */
export function launchConfigFindings(
  configured: LaunchConfigured,
  resources: KnownResources,
  members: ReadonlyMap<string, Member>,
): Finding[] {
  const { launchConfig, servers = [] } = configured;
  const findings: Finding[] = [];
  const { drill, ...settings } = launchConfig ?? {};
  for (const problem of settingsProblems(settings, resources)) {
    findings.push(findingAt(['launchConfig'], problem));
  }
  for (const problem of settingsProblems(drill ?? {}, resources)) {
    findings.push(findingAt(['launchConfig', 'drill'], problem));
  }
  servers.forEach((own, index) => {
    const path = ['servers', index];
    const member = members.get(own.sourceServerId);
    if (!member) {
      findings.push({
        code: 'SERVER_NOT_IN_GROUP',
        severity: 'BLOCKING',
        subject: { kind: 'server', id: own.sourceServerId },
        field: fieldPath([...path, 'sourceServerId']),
        message: `${own.sourceServerId} has settings of its own, and is not in the group`,
        remedy: 'Take its settings out, or select the server',
      });
      return;
    }
    const subject = {
      kind: 'server' as const,
      id: own.sourceServerId,
      name: member.hostname,
    };
    for (const finding of ownFindings(
      configured,
      own,
      member,
      resources,
      path,
    )) {
      findings.push({ ...finding, subject });
    }
  });
  return [
    ...findings,
    ...copiedFindings(configured, resources, members),
    ...roomFindings(configured, resources, members),
  ];
}

/**
 * Addresses of sources that launches could not copy now. They are not the
 * group's to choose, and what has one may be the source itself: a warning until
 * the launch, where the preflight judges them again.
 */
function copiedFindings(
  configured: LaunchConfigured,
  resources: KnownResources,
  members: ReadonlyMap<string, Member>,
): Finding[] {
  return [...members].flatMap(([id, member]) => {
    const { launchSettings } = wantedSettings(configured, id, {
      forDrill: false,
    });
    return settingsProblems(launchSettings ?? {}, resources, member)
      .filter(({ fields }) => fields[0] === 'copyPrivateIp')
      .map(
        (problem): Finding => ({
          ...findingAt(
            pathOf(configured, id, own => own.copyPrivateIp !== undefined),
            problem,
          ),
          severity: 'WARNING',
          subject: { kind: 'server', id, name: member.hostname },
          message: `${member.hostname}: ${problem.message}`,
        }),
      );
  });
}

/** Subnets that have no room for the servers now; there may be by the time of a launch. */
function roomFindings(
  configured: LaunchConfigured,
  { subnets }: KnownResources,
  members: ReadonlyMap<string, Member>,
): Finding[] {
  return [false, true].flatMap(forDrill => {
    const launches = [...members].map(([id, server]) => {
      const wanted = wantedSettings(configured, id, { forDrill });
      const { subnetId } =
        (forDrill ? wanted.drillSettings : wanted.launchSettings) ?? {};
      return { id, server, subnetId };
    });
    return shortSubnets(launches, subnets).map(
      ({ subnetId, message, remedy }): Finding => {
        const [first] = launches.filter(launch => launch.subnetId === subnetId);
        const path = pathOf(configured, first.id, own =>
          forDrill
            ? own.drill?.subnetId !== undefined
            : own.subnetId !== undefined,
        );
        return {
          code: 'SUBNET_NEARLY_FULL',
          severity: 'WARNING',
          field: fieldPath([
            ...path,
            ...(forDrill ? ['drill'] : []),
            'subnetId',
          ]),
          message,
          remedy,
        };
      },
    );
  });
}

/** Where it stands what is wanted of a server: with its own settings, or the group's. */
function pathOf(
  { servers = [] }: LaunchConfigured,
  sourceServerId: string,
  isOwn: (own: ServerLaunchConfig) => boolean,
): readonly PropertyKey[] {
  const index = servers.findIndex(
    own => own.sourceServerId === sourceServerId && isOwn(own),
  );
  return index < 0 ? ['launchConfig'] : ['servers', index];
}

/** The problems that a server's own fields are part of. */
function ownFindings(
  configured: LaunchConfigured,
  own: ServerLaunchConfig,
  member: Member,
  resources: KnownResources,
  path: readonly PropertyKey[],
): Finding[] {
  const wanted = wantedSettings(configured, own.sourceServerId, {
    forDrill: false,
  });
  const { drillSettings } = wantedSettings(configured, own.sourceServerId, {
    forDrill: true,
  });
  const of = (
    settings: LaunchSettings | undefined,
    ownFields: object,
    at: readonly PropertyKey[],
  ): Finding[] =>
    settingsProblems(settings ?? {}, resources, {
      recoveryInstanceId: member.recoveryInstanceId,
      // Copied addresses are judged for every server alike.
      ipAddresses: [],
    }).flatMap(problem => {
      const field = problem.fields.find(name => isGiven(ownFields, name));
      return field ? [findingAt(at, problem, field)] : [];
    });
  return [
    ...of(wanted.launchSettings, own, path),
    ...of(drillSettings, own.drill ?? {}, [...path, 'drill']),
  ];
}

const isGiven = (fields: object, name: SettingsField): boolean =>
  Object.entries(fields).some(
    ([key, value]) => key === name && value !== undefined,
  );

/** The problem as a finding at the field that is to be looked at. */
function findingAt(
  path: readonly PropertyKey[],
  problem: SettingsProblem,
  field: SettingsField = problem.fields[0],
): Finding {
  const { code, severity, message, remedy, fields, index } = problem;
  return {
    code,
    severity,
    field: fieldPath([
      ...path,
      field,
      ...(index !== undefined && field === fields[0] ? [index] : []),
    ]),
    message,
    remedy,
  };
}
