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
import { usePermissionTo } from '../../api/access';
import { ActionButton } from '../../components/control/ActionButton';
import { TextLink } from '../../components/control/TextLink';
import { Facts } from '../../components/page/Facts';
import { Section } from '../../components/page/Section';
import { listed } from '../../format/counting';
import { usePaths } from '../../routing/usePaths';
import { useEntityWords } from '../../translations/useEntityWords';
import { useWords } from '../../translations/useWords';
import { newGroupLink, newPlanLink } from './newRecordLinks';

const useStyles = makeStyles(theme => ({
  action: { marginTop: theme.spacing(2) },
}));

/** The groups and plans that hold the entity's servers, or the way to the first. */
export function ProtectionSection(props: {
  entity: Entity;
  readiness: Readiness;
}) {
  const classes = useStyles();
  const t = useEntityWords();
  const paths = usePaths();
  const createGroup = usePermissionTo('createProtectionGroup');
  const createPlan = usePermissionTo('createRecoveryPlan');
  const { groups, plans } = props.readiness;
  return (
    <Section title={t('protection.title')}>
      {groups.length === 0 ? (
        <>
          <Typography paragraph>{t('protection.noGroup')}</Typography>
          <ActionButton
            access={createGroup}
            to={newGroupLink(paths, props.entity, props.readiness)}
          >
            {t('fix.createGroup')}
          </ActionButton>
        </>
      ) : (
        <>
          <Facts
            items={[
              {
                term: t(
                  groups.length === 1
                    ? 'protection.group'
                    : 'protection.groups',
                ),
                value: groups.map(group => (
                  <div key={group.groupId}>
                    <TextLink to={paths.group(group.groupId)}>
                      {group.groupName}
                    </TextLink>
                  </div>
                )),
              },
              {
                term: t(
                  plans.length > 1 ? 'protection.plans' : 'protection.plan',
                ),
                wide: true,
                value:
                  plans.length === 0
                    ? t('protection.noPlan')
                    : plans.map(plan => (
                        <div key={plan.planId}>
                          <PlanWaves plan={plan} />
                        </div>
                      )),
              },
            ]}
          />
          {plans.length === 0 && (
            <div className={classes.action}>
              <ActionButton
                access={createPlan}
                to={newPlanLink(paths, props.readiness)}
              >
                {t('fix.createPlan')}
              </ActionButton>
            </div>
          )}
        </>
      )}
    </Section>
  );
}

/** A plan, and the waves in which it launches the entity's servers. */
function PlanWaves({ plan }: { plan: Readiness['plans'][number] }) {
  const t = useEntityWords();
  const words = useWords();
  const paths = usePaths();
  const link = (
    <TextLink to={paths.plan(plan.planId)}>{plan.planName}</TextLink>
  );
  return plan.waves.length === 0
    ? t('protection.named', { plan: link })
    : t(plan.waves.length === 1 ? 'protection.wave' : 'protection.waves', {
        plan: link,
        waves: listed(words, plan.waves.map(String)),
        total: String(plan.waveCount),
      });
}
