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
import { makeStyles } from '@material-ui/core/styles';
import {
  executionTypeSchema,
  type ExecutionType,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextButton } from '../../../components/control/TextButton';
import { Section } from '../../../components/page/Section';
import { StatusLabel } from '../../../components/status/StatusLabel';
import { ChoiceFilter, FilterBar } from '../../../components/table/FilterBar';
import { executionTypeText } from '../../../format/states';
import { durationText } from '../../../format/time';
import { usePlanEditorWords } from '../../../translations/usePlanEditorWords';
import { useWords } from '../../../translations/useWords';
import { PreflightReport } from '../start/PreflightReport';
import { usualStart } from '../start/startDraft';
import { usePreflight } from '../start/usePreflight';

/** Where in the page preflight stands, for links to it. */
const PREFLIGHT_PLACE = 'drs-preflight';

const useStyles = makeStyles(theme => ({
  root: { marginTop: theme.spacing(4) },
  filter: { marginTop: theme.spacing(2) },
}));

/**
 * What speaks against a start of the stored plan, and how long it would take. The
 * contract predicts stored plans only: of changes that are not saved it says so.
 */
export function PreflightInPlace(props: {
  plan: RecoveryPlan;
  /** Whether the form says something else than the stored plan. */
  unsaved: boolean;
}) {
  const t = usePlanEditorWords();
  const words = useWords();
  const classes = useStyles();
  const [executionType, setExecutionType] = useState<ExecutionType>('DRILL');
  const { planId, version } = props.plan;
  const preflight = usePreflight(planId, executionType, usualStart);
  return (
    <div className={classes.root} id={PREFLIGHT_PLACE}>
      <Section
        title={t('preflight.title', { version: String(version) })}
        actions={
          <TextButton
            size="small"
            variant="outlined"
            disabled={preflight.isFetching}
            onClick={() => preflight.refetch()}
          >
            {preflight.isFetching
              ? t('preflight.checking')
              : t('preflight.again')}
          </TextButton>
        }
      >
        {props.unsaved ? (
          <StatusLabel
            state={{
              tone: 'warning',
              text: t('preflight.unsaved', { version: String(version) }),
            }}
          />
        ) : (
          <Typography variant="body2" color="textSecondary">
            {t('preflight.asSaved')}
          </Typography>
        )}
        <div className={classes.filter}>
          <FilterBar label={t('preflight.choice')}>
            <ChoiceFilter
              label={t('preflight.as')}
              value={executionType}
              chosen
              options={executionTypeSchema.options.map(value => ({
                value,
                text: executionTypeText(words, value),
              }))}
              onChange={value => {
                const chosen = executionTypeSchema.safeParse(value);
                if (chosen.success) {
                  setExecutionType(chosen.data);
                }
              }}
            />
          </FilterBar>
        </div>
        <PreflightReport preflight={preflight} acknowledged={[]} />
      </Section>
    </div>
  );
}

/** How long the stored plan would take, in a line that leads to the rest of preflight. */
export function PredictedLine({ plan }: { plan: RecoveryPlan }) {
  const t = usePlanEditorWords();
  const words = useWords();
  const { data } = usePreflight(plan.planId, 'DRILL', usualStart);
  return data ? (
    <Typography variant="body2">
      {t('preflight.summary', {
        version: String(plan.version),
        duration: durationText(words, data.predictedRtoSeconds),
      })}{' '}
      <TextButton
        size="small"
        onClick={() =>
          document
            .getElementById(PREFLIGHT_PLACE)
            ?.scrollIntoView({ block: 'start' })
        }
      >
        {t('preflight.more')}
      </TextButton>
    </Typography>
  ) : null;
}
