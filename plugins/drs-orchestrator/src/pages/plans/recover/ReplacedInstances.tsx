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

import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import {
  recoveryInstanceStateSchema,
  type ExistingInstances,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../../api/operations';
import { Answer } from '../../../components/answer/Answer';
import { TextButton } from '../../../components/control/TextButton';
import { TextLink } from '../../../components/control/TextLink';
import { UnavailableNotice } from '../../../components/servers/UnavailableNotice';
import { StatusLabel } from '../../../components/status/StatusLabel';
import { DataTable, type Column } from '../../../components/table/DataTable';
import { Instant } from '../../../components/time/Instant';
import { usePaths } from '../../../routing/usePaths';
import type { PlansWords } from '../../../translations/plans';
import { usePlansWords } from '../../../translations/usePlansWords';

/** Live recoveries stand first; of hundreds the rest waits until somebody asks. */
const SHOWN = 25;

type Existing = ExistingInstances['instances'][number];

/** The instances that a launch deletes first; live recoveries among them lead. */
export function ReplacedInstances({ plan }: { plan: RecoveryPlan }) {
  const t = usePlansWords();
  const existing = useOperation(
    'check_existing_instances',
    { params: { planId: plan.planId } },
    { pollEvery: 60_000 },
  );
  return (
    <Answer of={existing} what={t('recover.replaced.what')} rows={2}>
      {({ instances, liveCount, unavailable }) => (
        <>
          <UnavailableNotice unavailable={unavailable} />
          {instances.length === 0 ? (
            <Typography>{t('recover.replaced.none')}</Typography>
          ) : (
            <>
              <Typography>{t('recover.replaced.explanation')}</Typography>
              {liveCount > 0 && (
                <StatusLabel
                  state={{
                    tone: 'bad',
                    text: t('recover.replaced.liveCount', { count: liveCount }),
                  }}
                />
              )}
              <InstancesTable instances={instances} />
            </>
          )}
        </>
      )}
    </Answer>
  );
}

function InstancesTable(props: { instances: readonly Existing[] }) {
  const t = usePlansWords();
  const paths = usePaths();
  const [whole, setWhole] = useState(false);
  const unknown = t('recover.replaced.unknown');
  const columns: Column<Existing>[] = [
    {
      id: 'server',
      title: t('recover.replaced.server'),
      names: true,
      oneLine: true,
      render: ({ hostname }) => hostname,
    },
    {
      id: 'instance',
      title: t('recover.replaced.instance'),
      oneLine: true,
      render: ({ recoveryInstanceId }) => recoveryInstanceId,
    },
    {
      id: 'kind',
      title: t('recover.replaced.kind'),
      render: ({ isDrill, executionId }) => {
        const label = (
          <StatusLabel
            state={
              isDrill
                ? { tone: 'neutral', text: t('recover.replaced.drill') }
                : { tone: 'bad', text: t('recover.replaced.live') }
            }
          />
        );
        return executionId === undefined ? (
          label
        ) : (
          <TextLink to={paths.execution(executionId)}>{label}</TextLink>
        );
      },
    },
    {
      id: 'wave',
      title: t('recover.replaced.wave'),
      render: ({ waveNumber }) => String(waveNumber),
    },
    {
      id: 'state',
      title: t('recover.replaced.state'),
      render: ({ instanceState }) =>
        instanceState === undefined ? unknown : stateText(t, instanceState),
    },
    {
      id: 'launched',
      title: t('recover.replaced.launched'),
      render: ({ launchTime }) =>
        launchTime === undefined ? unknown : <Instant at={launchTime} />,
    },
  ];
  const [live, drills] = [false, true].map(isDrill =>
    props.instances.filter(instance => instance.isDrill === isDrill),
  );
  const all = [...live, ...drills];
  return (
    <>
      <DataTable
        caption={t('recover.replaced.caption')}
        columns={columns}
        rows={whole ? all : all.slice(0, SHOWN)}
        rowKey={({ recoveryInstanceId }) => recoveryInstanceId}
      />
      {!whole && all.length > SHOWN && (
        <TextButton onClick={() => setWhole(true)}>
          {t('recover.replaced.all', { count: all.length })}
        </TextButton>
      )}
    </>
  );
}

/** EC2's state of an instance in words; one that is newer than this release as EC2 calls it. */
function stateText(t: PlansWords, ec2State: string): string {
  const known = recoveryInstanceStateSchema.safeParse(
    ec2State.toLocaleUpperCase('en-US'),
  ).data;
  return known ? t(`recover.replaced.states.${known}`) : ec2State;
}
