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
  RecoveryPlan,
  SourceServer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { TextLink } from '../../components/control/TextLink';
import { usePaths } from '../../routing/usePaths';
import { useServersWords } from '../../translations/useServersWords';

/** More plans than use one group. */
const MAX_PLANS = 200;

/** The plans that launch a server, by way of its group, each with the wave that does. */
export function PlansOfServer(props: {
  server: SourceServer;
  groupId: string;
}) {
  const t = useServersWords();
  const paths = usePaths();
  const { server, groupId } = props;
  const plans = useOperation('list_recovery_plans', {
    query: { groupId, limit: MAX_PLANS },
  });
  return (
    <Answer of={plans} what={t('server.plansWhat')} rows={1}>
      {({ items }) => {
        const launches = items.flatMap(plan =>
          wavesLaunching(plan, server, groupId).map(wave => ({ plan, wave })),
        );
        return launches.length === 0 ? (
          <>{t('server.noPlan')}</>
        ) : (
          launches.map(({ plan, wave }) => (
            <div key={wave.waveId}>
              {t('server.inWave', {
                plan: (
                  <TextLink to={paths.plan(plan.planId)}>
                    {plan.planName}
                  </TextLink>
                ),
                wave: String(wave.waveNumber),
                name: wave.waveName,
              })}
            </div>
          ))
        );
      }}
    </Answer>
  );
}

/** A wave that uses the server's group may name other servers of it. */
function wavesLaunching(
  { accountId, waves }: RecoveryPlan,
  server: SourceServer,
  groupId: string,
): RecoveryPlan['waves'] {
  // Nothing of another account's group is launched.
  return accountId === server.accountId
    ? waves.filter(
        wave =>
          wave.protectionGroupIds.includes(groupId) &&
          (wave.serverIds?.includes(server.sourceServerId) ?? true),
      )
    : [];
}
