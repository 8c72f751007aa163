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

import Typography from '@material-ui/core/Typography';
import type {
  PlanValidation,
  RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo } from '../../../api/access';
import { ActionButton } from '../../../components/control/ActionButton';
import { FindingList } from '../../../components/findings/FindingList';
import { Facts } from '../../../components/page/Facts';
import { Part } from '../../../components/page/Part';
import { EntityName } from '../../../components/people/EntityName';
import { FailureText } from '../../../components/status/FailureText';
import { Instant } from '../../../components/time/Instant';
import { WaveGraph } from '../../../components/waves/WaveGraph';
import { durationText } from '../../../format/time';
import { usePlansWords } from '../../../translations/usePlansWords';
import { useWords } from '../../../translations/useWords';
import { planGraph } from '../planGraph';
import { useGroupsById } from '../useGroups';
import { WaveTable } from '../WaveTable';

/** The waves as a picture and as a list, what is wrong with them, and how the plan is defined. */
export function WavesTab(props: {
  plan: RecoveryPlan;
  validation: { data: PlanValidation | undefined; error: Error | null };
  onDelete: () => void;
}) {
  const t = usePlansWords();
  const words = useWords();
  const { plan, validation } = props;
  const groups = useGroupsById();
  const { data } = validation;
  const target = (minutes: number | undefined) =>
    minutes === undefined
      ? t('plan.waves.noneSet')
      : durationText(words, minutes * 60);
  return (
    <>
      <Part title={t('plan.waves.title')}>
        <WaveGraph
          label={t('plan.waves.graph')}
          waves={planGraph(t, words, plan, groups, data)}
        />
        <WaveTable plan={plan} groups={groups} validation={data} />
        {validation.error && (
          <Typography variant="body2">
            <FailureText>
              {t('plan.waves.notCounted', {
                message: validation.error.message,
              })}
            </FailureText>
          </Typography>
        )}
      </Part>
      {data && data.findings.length > 0 && (
        <Part title={t('plan.waves.findings')}>
          <FindingList
            findings={data.findings}
            label={t('plan.waves.findingsLabel')}
          />
        </Part>
      )}
      <Part
        title={t('plan.waves.definition')}
        actions={
          <ActionButton
            size="small"
            access={accessTo(words, plan, 'delete_recovery_plan')}
            onClick={props.onDelete}
          >
            {t('plan.actions.delete')}
          </ActionButton>
        }
      >
        <Facts
          items={[
            { term: t('plan.waves.description'), value: plan.description },
            {
              term: t('plan.waves.targetRto'),
              value: target(plan.targetRtoMinutes),
            },
            {
              term: t('plan.waves.targetRpo'),
              value: target(plan.targetRpoMinutes),
            },
            {
              term: t('plan.waves.maxDuration'),
              value: durationText(words, plan.maxDurationMinutes * 60),
            },
            {
              term: t('plan.waves.changed', { version: String(plan.version) }),
              value: <Instant at={plan.updatedAt} />,
            },
            {
              term: t('plan.waves.changedBy'),
              value: plan.updatedBy && (
                <EntityName entityRef={plan.updatedBy} />
              ),
            },
            {
              term: t('plan.waves.writtenBy'),
              value: <EntityName entityRef={plan.createdBy} />,
            },
          ]}
        />
      </Part>
    </>
  );
}
