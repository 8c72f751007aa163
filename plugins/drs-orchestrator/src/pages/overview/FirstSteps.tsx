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
import { makeStyles } from '@material-ui/core/styles';
import { usePermissionTo } from '../../api/access';
import { ActionButton } from '../../components/control/ActionButton';
import { Section } from '../../components/page/Section';
import { StatusIcon } from '../../components/status/StatusIcon';
import { usePaths } from '../../routing/usePaths';
import { useOverviewWords } from '../../translations/useOverviewWords';

const useStyles = makeStyles(theme => ({
  list: {
    listStyle: 'none',
    margin: theme.spacing(2, 0, 0),
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))',
    gap: theme.spacing(3),
  },
  title: { display: 'flex', gap: theme.spacing(1), fontWeight: 600 },
  text: { margin: theme.spacing(0.5, 0, 1.5) },
}));

/** The way from nothing to the first drill, shown until the first drill. */
export function FirstSteps(props: {
  /** Each `undefined` until it has been read. */
  hasGroups: boolean | undefined;
  hasPlans: boolean | undefined;
  hasRuns: boolean | undefined;
}) {
  const classes = useStyles();
  const t = useOverviewWords();
  const paths = usePaths();
  const createGroup = usePermissionTo('createProtectionGroup');
  const createPlan = usePermissionTo('createRecoveryPlan');
  const { hasGroups, hasPlans, hasRuns } = props;
  if (
    hasGroups === undefined ||
    hasPlans === undefined ||
    hasRuns === undefined ||
    hasRuns
  ) {
    return null;
  }
  const steps = [
    {
      title: t('first.group.title'),
      done: hasGroups,
      text: t('first.group.text'),
      button: t('first.group.button'),
      to: paths.newGroup,
      access: createGroup,
    },
    {
      title: t('first.plan.title'),
      done: hasPlans,
      text: t('first.plan.text'),
      button: t('first.plan.button'),
      to: paths.newPlan,
      access: createPlan,
    },
    {
      title: t('first.drill.title'),
      done: false,
      text: t('first.drill.text'),
      button: t('first.drill.button'),
      to: paths.plans,
      access: undefined,
    },
  ];
  return (
    <Section title={t('first.title')}>
      <Typography color="textSecondary">{t('first.lead')}</Typography>
      <ol className={classes.list}>
        {steps.map((step, index) => (
          <li key={step.title}>
            <Typography className={classes.title}>
              <StatusIcon tone={step.done ? 'good' : 'waiting'} size={22} />
              {t(step.done ? 'first.stepDone' : 'first.step', {
                number: String(index + 1),
                title: step.title,
              })}
            </Typography>
            <Typography variant="body2" className={classes.text}>
              {step.text}
            </Typography>
            <ActionButton size="small" to={step.to} access={step.access}>
              {step.button}
            </ActionButton>
          </li>
        ))}
      </ol>
    </Section>
  );
}
