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
import { makeStyles } from '@material-ui/core/styles';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Field } from '../../../components/form/Field';
import { usePlanEditorWords } from '../../../translations/usePlanEditorWords';
import type { PlanDraft } from '../planDraft';

const useStyles = makeStyles(theme => ({
  fields: {
    display: 'grid',
    gap: theme.spacing(2.5),
    padding: theme.spacing(2.5),
    marginBottom: theme.spacing(3),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
  },
  wide: { gridColumn: '1 / -1' },
}));

/** What a plan says besides its waves. */
export function PlanFields(props: {
  draft: PlanDraft;
  findings: readonly Finding[];
  onChange: (changes: Partial<PlanDraft>) => void;
}) {
  const classes = useStyles();
  const t = usePlanEditorWords();
  const { draft, findings, onChange } = props;
  return (
    <Paper variant="outlined" className={classes.fields}>
      <div className={classes.wide}>
        <Field
          label={t('plan.name')}
          field="planName"
          required
          maxLength={255}
          findings={findings}
          value={draft.planName}
          onChange={planName => onChange({ planName })}
          placeholder={t('plan.namePlaceholder')}
        />
      </div>
      <div className={classes.wide}>
        <Field
          label={t('plan.description')}
          field="description"
          multiline
          maxLength={1000}
          findings={findings}
          value={draft.description}
          onChange={description => onChange({ description })}
        />
      </div>
      <Field
        label={t('plan.targetRto')}
        field="targetRtoMinutes"
        type="number"
        min={1}
        findings={findings}
        value={draft.targetRtoMinutes}
        onChange={targetRtoMinutes => onChange({ targetRtoMinutes })}
        help={t('plan.targetRtoHelp')}
      />
      <Field
        label={t('plan.targetRpo')}
        field="targetRpoMinutes"
        type="number"
        min={1}
        findings={findings}
        value={draft.targetRpoMinutes}
        onChange={targetRpoMinutes => onChange({ targetRpoMinutes })}
        help={t('plan.targetRpoHelp')}
      />
      <Field
        label={t('plan.maxDuration')}
        field="maxDurationMinutes"
        type="number"
        min={5}
        findings={findings}
        value={draft.maxDurationMinutes}
        onChange={maxDurationMinutes => onChange({ maxDurationMinutes })}
        help={t('plan.maxDurationHelp')}
      />
      <div className={classes.wide}>
        <Field
          label={t('plan.owner')}
          field="owner"
          findings={findings}
          value={draft.owner}
          onChange={owner => onChange({ owner })}
          placeholder="group:default/commerce-team"
          help={t('plan.ownerHelp')}
        />
      </div>
    </Paper>
  );
}
