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

import type { LaunchSettings } from '@drs-orchestrator/drs-engine';
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
import { wantedSettings, type LaunchConfigured } from './wantedSettings';

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
  members: ReadonlyMap<string, { readonly hostname: string }>,
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
    for (const finding of ownFindings(configured, own, resources, path)) {
      findings.push({ ...finding, subject });
    }
  });
  return findings;
}

/** The problems that a server's own fields are part of. */
function ownFindings(
  configured: LaunchConfigured,
  own: ServerLaunchConfig,
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
    settingsProblems(settings ?? {}, resources).flatMap(problem => {
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
