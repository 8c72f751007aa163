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

import { durationText } from '../../../format/time';
import { listed } from '../../../format/counting';
import type { PlanEditorWords } from '../../../translations/planEditor';
import type { Words } from '../../../translations/words';
import type { HealthCheckDraft } from '../healthCheckDraft';
import type { HookDraft } from '../hookDraft';

/** A hook with everything that is said of it. */
export function hookText(
  t: PlanEditorWords,
  words: Words,
  hook: HookDraft,
): string {
  const said = t('merge.hook', {
    name: hook.name || t('hooks.unnamed'),
    type: t(`hooks.types.${hook.type}`),
    target: hook.target,
    attempts: hook.attempts,
    timeout: durationText(words, Number(hook.timeoutSeconds)),
    delivery: t(`hooks.deliveries.${hook.delivery}`),
    onFailure: t(`hooks.failures.${hook.onFailure}`),
  });
  return hook.parameters.length === 0
    ? said
    : t('merge.hookWith', {
        hook: said,
        parameters: hook.parameters
          .map(({ name, value }) => `${name}=${value.replaceAll('\n', ', ')}`)
          .join('; '),
      });
}

/** A health check with everything that is said of it. */
export function healthText(
  t: PlanEditorWords,
  words: Words,
  check: HealthCheckDraft,
): string {
  const looked = [
    ...(check.ec2Status ? [t('health.ec2Status')] : []),
    ...(check.launchActions ? [t('health.launchActions')] : []),
    ...check.probes.map(({ type, port, path, expectedStatus }) =>
      type === 'http'
        ? t('merge.httpProbe', { port, path, status: expectedStatus })
        : t('merge.tcpProbe', { port }),
    ),
  ];
  return looked.length === 0
    ? t('rules.notChecked')
    : t(check.required ? 'merge.healthRequired' : 'merge.healthReported', {
        checks: listed(words, looked, looked.length),
        timeout: durationText(words, Number(check.timeoutSeconds)),
      });
}
