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

import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  PlanValidation,
  RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../../api/operations';
import { TextLink } from '../../../components/control/TextLink';
import { Facts } from '../../../components/page/Facts';
import { EntityName } from '../../../components/people/EntityName';
import { StatusLabel } from '../../../components/status/StatusLabel';
import { Instant } from '../../../components/time/Instant';
import { executionState, type StateWords } from '../../../format/states';
import { durationText } from '../../../format/time';
import { usePaths } from '../../../routing/usePaths';
import { usePlansWords } from '../../../translations/usePlansWords';
import { useWords } from '../../../translations/useWords';
import { readinessOfPlan } from '../readinessOfPlan';

const useStyles = makeStyles(theme => ({
  // On paper: on the page itself, the grey of terms is too faint.
  root: { padding: theme.spacing(2, 2.5), marginBottom: theme.spacing(2) },
}));

/** Whose plan it is, where it recovers, whether it could, and when that was last proved. */
export function PlanFacts(props: {
  plan: RecoveryPlan;
  validation: { data: PlanValidation | undefined; isError: boolean };
}) {
  const classes = useStyles();
  const t = usePlansWords();
  const words = useWords();
  const { plan, validation } = props;
  const minutes = (value: number) => durationText(words, value * 60);
  const targets = [
    ...(plan.targetRtoMinutes === undefined
      ? []
      : [
          t('plan.facts.targetRto', {
            duration: minutes(plan.targetRtoMinutes),
          }),
        ]),
    ...(plan.targetRpoMinutes === undefined
      ? []
      : [
          t('plan.facts.targetRpo', {
            duration: minutes(plan.targetRpoMinutes),
          }),
        ]),
  ];
  return (
    <Paper variant="outlined" className={classes.root}>
      <Facts
        items={[
          {
            term: t('plan.facts.readiness'),
            value: <StatusLabel state={readinessState()} />,
          },
          { term: t('plan.facts.lastDrill'), value: <LastDrill plan={plan} /> },
          {
            term: t('plan.facts.targets'),
            value:
              targets.length === 0 ? (
                t('plan.facts.noTargets')
              ) : (
                <>
                  {targets.map(target => (
                    <div key={target}>{target}</div>
                  ))}
                </>
              ),
          },
          {
            term: t('plan.facts.owner'),
            value: plan.owner ? (
              <EntityName entityRef={plan.owner} />
            ) : (
              t('plan.facts.nobody')
            ),
          },
          {
            term: t('plan.facts.where'),
            value: (
              <>
                {plan.accountId}
                <Typography variant="body2" color="textSecondary">
                  {plan.scopes.map(({ region }) => region).join(', ')}
                </Typography>
              </>
            ),
          },
        ]}
      />
    </Paper>
  );

  function readinessState(): StateWords {
    if (validation.data) {
      return readinessOfPlan(t, validation.data);
    }
    return validation.isError
      ? { tone: 'neutral', text: t('plan.facts.unknown') }
      : { tone: 'waiting', text: t('plan.facts.checking') };
  }
}

/** The last drill that was started, with how it stands. */
function LastDrill({ plan }: { plan: RecoveryPlan }) {
  const t = usePlansWords();
  const words = useWords();
  const paths = usePaths();
  const last = plan.lastExecution;
  const known = last === undefined || last.executionType === 'DRILL';
  // Only a plan whose last run was a recovery has to look further back.
  const drills = useOperation(
    'list_executions',
    { query: { planId: plan.planId, executionType: 'DRILL', limit: 1 } },
    { enabled: !known },
  );
  const drill = known ? last : drills.data?.items[0];
  if (!known && !drills.data) {
    return <>…</>;
  }
  return drill ? (
    <>
      <StatusLabel state={executionState(words, drill)} />
      <div>
        <TextLink to={paths.execution(drill.executionId)}>
          <Instant at={drill.startTime} />
        </TextLink>
      </div>
    </>
  ) : (
    <StatusLabel state={{ tone: 'warning', text: t('plan.facts.never') }} />
  );
}
