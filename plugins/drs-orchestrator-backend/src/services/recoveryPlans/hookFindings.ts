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
  fieldPath,
  type Finding,
  type Hook,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** What hooks may reach. */
export interface HookReach {
  /** `host`, or `host:port` where the port is not 443, in lower case. */
  readonly allowedHosts: readonly string[];
  /** The accounts on record: functions and runbooks are run in these only. */
  readonly accountIds: ReadonlySet<string>;
}

function problemOf(
  { type, name, target }: Hook,
  { allowedHosts, accountIds }: HookReach,
): Pick<Finding, 'code' | 'message' | 'remedy'> | undefined {
  switch (type) {
    case 'webhook': {
      const { host } = new URL(target);
      return allowedHosts.includes(host)
        ? undefined
        : {
            code: 'HOOK_HOST_NOT_ALLOWED',
            message: `The hook "${name}" calls ${host}, which the configuration does not allow`,
            remedy:
              'Have the host put on drsOrchestrator.hooks.allowedHosts, or call another one',
          };
    }
    case 'lambda':
    case 'ssm-automation': {
      // A runbook that is named without its ARN is one of the account of the wave.
      const accountId = target.split(':').at(4);
      return !accountId || accountIds.has(accountId)
        ? undefined
        : {
            code: 'HOOK_ACCOUNT_UNKNOWN',
            message: `The hook "${name}" is in account ${accountId}, which is not on record`,
            remedy: 'Put the account on record, or use one that is',
          };
    }
    default:
      throw new Error(`Unknown kind of hook ${type satisfies never}`);
  }
}

/** Hooks that would not be let out, each with its place. */
export function hookFindings(
  waves: readonly Pick<
    Wave,
    'waveNumber' | 'waveName' | 'preWaveHooks' | 'postWaveHooks'
  >[],
  reach: HookReach,
): Finding[] {
  return waves.flatMap((wave, waveIndex) =>
    (['preWaveHooks', 'postWaveHooks'] as const).flatMap(stage =>
      wave[stage].flatMap((hook, index): Finding[] => {
        const problem = problemOf(hook, reach);
        return problem
          ? [
              {
                ...problem,
                severity: 'BLOCKING',
                subject: {
                  kind: 'wave',
                  id: String(wave.waveNumber),
                  name: wave.waveName,
                },
                field: fieldPath(['waves', waveIndex, stage, index, 'target']),
              },
            ]
          : [];
      }),
    ),
  );
}
