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
      title: 'Group servers',
      done: hasGroups,
      text: 'A protection group names the servers that are recovered together: a database, a web tier. Choose them by tag, and new servers join by themselves.',
      button: 'Create a group',
      to: paths.newGroup,
      access: createGroup,
    },
    {
      title: 'Plan the waves',
      done: hasPlans,
      text: 'A recovery plan launches groups in waves: the database first, what depends on it next, the rest beside each other.',
      button: 'Create a plan',
      to: paths.newPlan,
      access: createPlan,
    },
    {
      title: 'Rehearse it',
      done: false,
      text: 'A drill launches copies of the servers as a recovery would, and touches nothing that runs. Start one from the plan’s page.',
      button: 'Choose a plan',
      to: paths.plans,
      access: undefined,
    },
  ];
  return (
    <Section title="First steps">
      <Typography color="textSecondary">
        From nothing to a proven recovery in three steps.
      </Typography>
      <ol className={classes.list}>
        {steps.map((step, index) => (
          <li key={step.title}>
            <Typography className={classes.title}>
              <StatusIcon tone={step.done ? 'good' : 'waiting'} size={22} />
              {index + 1}. {step.title}
              {step.done && ' – done'}
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
