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
import { type Entity } from '@backstage/catalog-model';
import type { Readiness } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextLink } from '../../components/control/TextLink';
import { usePermissionTo } from '../../api/access';
import { ActionButton } from '../../components/control/ActionButton';
import { Facts } from '../../components/page/Facts';
import { Section } from '../../components/page/Section';
import { listed } from '../../format/counting';
import { usePaths } from '../../routing/usePaths';
import { newGroupLink } from './newGroupLink';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  action: { marginTop: theme.spacing(2) },
}));

/** The groups and plans that hold the entity's servers, or the way to the first. */
export function ProtectionSection(props: {
  entity: Entity;
  readiness: Readiness;
}) {
  const words = useWords();
  const classes = useStyles();
  const paths = usePaths();
  const createGroup = usePermissionTo('createProtectionGroup');
  const createPlan = usePermissionTo('createRecoveryPlan');
  const { groups, plans } = props.readiness;
  const groupsQuery = groups.map(group => `group=${group.groupId}`).join('&');
  return (
    <Section title="Groups and plans">
      {groups.length === 0 ? (
        <>
          <Typography paragraph>
            No protection group holds these servers yet.
          </Typography>
          <ActionButton
            access={createGroup}
            to={newGroupLink(paths, props.entity, props.readiness)}
          >
            Create a group of them
          </ActionButton>
        </>
      ) : (
        <>
          <Facts
            items={[
              {
                term: groups.length === 1 ? 'Group' : 'Groups',
                value: groups.map(group => (
                  <div key={group.groupId}>
                    <TextLink to={paths.group(group.groupId)}>
                      {group.groupName}
                    </TextLink>
                  </div>
                )),
              },
              {
                term: plans.length > 1 ? 'Plans' : 'Plan',
                value:
                  plans.length === 0
                    ? 'No plan launches them yet'
                    : plans.map(plan => (
                        <div key={plan.planId}>
                          <TextLink to={paths.plan(plan.planId)}>
                            {plan.planName}
                          </TextLink>
                          , {plan.waves.length === 1 ? 'wave' : 'waves'}{' '}
                          {listed(words, plan.waves.map(String))}
                        </div>
                      )),
              },
            ]}
          />
          {plans.length === 0 && (
            <div className={classes.action}>
              <ActionButton
                access={createPlan}
                to={`${paths.newPlan}?${groupsQuery}`}
              >
                Create a plan with them
              </ActionButton>
            </div>
          )}
        </>
      )}
    </Section>
  );
}
