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
  HealthCheck,
  Probe,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { newKey } from './draftKeys';
import { numeric, optional } from './draftText';

/** A probe as it is being written. */
export interface ProbeDraft {
  /** Stable while it is edited. */
  key: string;
  type: Probe['type'];
  port: string;
  path: string;
  expectedStatus: string;
}

/** A health check as it is being written. */
export interface HealthCheckDraft {
  ec2Status: boolean;
  launchActions: boolean;
  required: boolean;
  timeoutSeconds: string;
  probes: ProbeDraft[];
}

/** What a new wave is checked for, as the contract has it. */
export function newHealthCheck(): HealthCheckDraft {
  return {
    ec2Status: true,
    launchActions: false,
    required: false,
    timeoutSeconds: '300',
    probes: [],
  };
}

/** A probe of the port of encrypted web servers. */
export function newProbe(): ProbeDraft {
  return {
    key: newKey(),
    type: 'tcp',
    port: '443',
    path: '/',
    expectedStatus: '200',
  };
}

/** A stored health check, to be edited. */
export function draftOfHealthCheck(check: HealthCheck): HealthCheckDraft {
  return {
    ec2Status: check.ec2Status,
    launchActions: check.launchActions,
    required: check.required,
    timeoutSeconds: String(check.timeoutSeconds),
    probes: check.probes.map(probe => ({
      ...newProbe(),
      type: probe.type,
      port: String(probe.port),
      ...(probe.type === 'http' && {
        path: probe.path,
        expectedStatus: String(probe.expectedStatus),
      }),
    })),
  };
}

/** The draft as the contract takes it. */
export function healthCheckOf(check: HealthCheckDraft) {
  return {
    ec2Status: check.ec2Status,
    launchActions: check.launchActions,
    required: check.required,
    timeoutSeconds: numeric(check.timeoutSeconds),
    probes: check.probes.map(probe => ({
      type: probe.type,
      port: numeric(probe.port),
      ...(probe.type === 'http' && {
        path: optional(probe.path),
        expectedStatus: numeric(probe.expectedStatus),
      }),
    })),
  };
}
