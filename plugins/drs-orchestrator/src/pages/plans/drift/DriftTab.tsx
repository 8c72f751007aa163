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

import { Fragment, useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  RECOVERY_PLAN_ANNOTATION,
  type PlanDrift,
  type PlanValidation,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo } from '../../../api/access';
import { Answer } from '../../../components/answer/Answer';
import { EmptyState } from '../../../components/answer/EmptyState';
import { ActionButton } from '../../../components/control/ActionButton';
import { CopyButton } from '../../../components/control/CopyButton';
import { FindingList } from '../../../components/findings/FindingList';
import { Part } from '../../../components/page/Part';
import { UnavailableNotice } from '../../../components/servers/UnavailableNotice';
import { StatusIcon } from '../../../components/status/StatusIcon';
import { WaveGraph } from '../../../components/waves/WaveGraph';
import type { Tone } from '../../../format/states';
import { usePaths } from '../../../routing/usePaths';
import { usePlansWords } from '../../../translations/usePlansWords';
import { useWords } from '../../../translations/useWords';
import { Circles } from '../derivation/Circles';
import { EntityLink } from '../derivation/EntityLink';
import { derivedGraph } from '../derivation/derivedGraph';
import { planGraph } from '../planGraph';
import { useGroupsById } from '../useGroups';
import { AdoptDialog } from './AdoptDialog';
import { differencesOf } from './differencesOf';
import type { useDrift } from './useDrift';

const tones: Record<PlanDrift['state'], Tone> = {
  IN_SYNC: 'good',
  DRIFTED: 'warning',
  UNKNOWN: 'neutral',
};

const useStyles = makeStyles(theme => ({
  verdict: { display: 'flex', gap: theme.spacing(1) },
  words: { fontWeight: 600 },
  annotation: { display: 'flex', alignItems: 'center', flexWrap: 'wrap' },
  code: { overflowWrap: 'anywhere' },
}));

/** Where the plan and the catalog's graph disagree, and the way to put it right. */
export function DriftTab(props: {
  plan: RecoveryPlan;
  validation: PlanValidation | undefined;
  drift: ReturnType<typeof useDrift>;
}) {
  const t = usePlansWords();
  const { plan, validation, drift } = props;
  return (
    <Answer of={drift} what={t('drift.what')}>
      {data =>
        data.basis.kind === 'NONE' ? (
          <Untied plan={plan} />
        ) : (
          <Compared plan={plan} validation={validation} drift={data} />
        )
      }
    </Answer>
  );
}

/** How a plan is tied to the catalog. */
function Untied({ plan }: { plan: RecoveryPlan }) {
  const classes = useStyles();
  const t = usePlansWords();
  const paths = usePaths();
  const annotation = `${RECOVERY_PLAN_ANNOTATION}: ${JSON.stringify(
    plan.planName,
  )}`;
  return (
    <EmptyState
      title={t('drift.untied.title')}
      action={
        <ActionButton to={paths.newPlanFromCatalog}>
          {t('drift.untied.derive')}
        </ActionButton>
      }
    >
      {t('drift.untied.text')}
      <div className={classes.annotation}>
        <code className={classes.code}>{annotation}</code>
        <CopyButton text={annotation} label={t('drift.untied.copy')} />
      </div>
    </EmptyState>
  );
}

function Compared(props: {
  plan: RecoveryPlan;
  validation: PlanValidation | undefined;
  drift: PlanDrift;
}) {
  const classes = useStyles();
  const t = usePlansWords();
  const words = useWords();
  const groups = useGroupsById();
  const [adopting, setAdopting] = useState(false);
  const { plan, drift } = props;
  const { proposal, derived, basis } = drift;
  const { differing, others } = differencesOf(drift);
  return (
    <>
      <Part
        title={t('drift.title')}
        actions={
          proposal && (
            <ActionButton
              variant="main"
              access={accessTo(words, plan, 'update_recovery_plan')}
              consequence={t('drift.adoptHint')}
              onClick={() => setAdopting(true)}
            >
              {t('drift.adopt')}
            </ActionButton>
          )
        }
      >
        <div className={classes.verdict}>
          <StatusIcon tone={tones[drift.state]} size={22} />
          <div>
            <Typography className={classes.words}>
              {t(`drift.state.${drift.state}`)}
            </Typography>
            {basis.kind !== 'NONE' && (
              <Typography variant="body2" color="textSecondary">
                {t(`drift.basis.${basis.kind}`, {
                  entities: (
                    <>
                      {basis.entityRefs.map((ref, index) => (
                        <Fragment key={ref}>
                          {index > 0 && ', '}
                          <EntityLink entityRef={ref} />
                        </Fragment>
                      ))}
                    </>
                  ),
                })}
              </Typography>
            )}
            {drift.state === 'DRIFTED' && !proposal && (
              <Typography variant="body2">{t('drift.noProposal')}</Typography>
            )}
          </div>
        </div>
        <UnavailableNotice unavailable={drift.unavailable} />
        {differing.length > 0 && (
          <FindingList
            linked
            findings={differing}
            label={t('drift.findings')}
          />
        )}
      </Part>
      {derived && derived.circles.length > 0 && (
        <Part title={t('derivation.circles.title')}>
          <Circles derived={derived} />
        </Part>
      )}
      {drift.state !== 'IN_SYNC' && derived && derived.waves.length > 0 && (
        <>
          <Part title={t('drift.planOrder')}>
            <WaveGraph
              label={t('drift.planGraph')}
              waves={planGraph(t, words, plan, groups, props.validation)}
            />
          </Part>
          <Part title={t('drift.catalogOrder')}>
            <WaveGraph
              label={t('drift.catalogGraph')}
              waves={derivedGraph(t, words, derived)}
            />
          </Part>
        </>
      )}
      {others.length > 0 && (
        <Part title={t('drift.others')}>
          <FindingList linked findings={others} label={t('drift.others')} />
        </Part>
      )}
      {adopting && proposal && (
        <AdoptDialog
          plan={plan}
          proposal={proposal}
          onClose={() => setAdopting(false)}
        />
      )}
    </>
  );
}
