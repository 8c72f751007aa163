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

import { lazy, Suspense, useRef, useState } from 'react';
import ListItemText from '@material-ui/core/ListItemText';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import Typography from '@material-ui/core/Typography';
import type { Readiness } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo } from '../../api/access';
import { useOperation } from '../../api/operations';
import { ErrorNotice } from '../../components/answer/ErrorNotice';
import { ActionButton } from '../../components/control/ActionButton';
import { useEntityWords } from '../../translations/useEntityWords';
import { usePlansWords } from '../../translations/usePlansWords';
import { useWords } from '../../translations/useWords';
import { lackedToStart } from '../plans/startAccess';

// An entity page is opened far more often than a drill is started from it.
const StartDrillDialog = lazy(() =>
  import('../plans/StartDrillDialog').then(module => ({
    default: module.StartDrillDialog,
  })),
);

type Plan = Readiness['plans'][number];

/** Starts a drill of a plan that launches the entity's servers; of several, the one that is chosen. */
export function StartDrill(props: {
  plans: Readiness['plans'];
  size?: 'small' | 'medium';
}) {
  const t = useEntityWords();
  const words = useWords();
  const menuAnchor = useRef<HTMLSpanElement>(null);
  const [choosing, setChoosing] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const launching = props.plans.filter(({ waves }) => waves.length > 0);
  const accessOf = (plan: Plan) =>
    accessTo(words, plan, 'execute_recovery_plan');
  if (launching.length === 0) {
    return null;
  }
  const [first] = launching;
  const isOne = launching.length === 1;
  // Where none may be started, the button itself says why.
  const usable = launching.find(plan => accessOf(plan).allowed) ?? first;
  return (
    <>
      <span ref={menuAnchor}>
        <ActionButton
          variant="main"
          size={props.size}
          access={accessOf(usable)}
          consequence={
            isOne ? t('drill.consequence', { plan: first.planName }) : undefined
          }
          onClick={() => (isOne ? setChosen(first.planId) : setChoosing(true))}
        >
          {t(isOne ? 'drill.start' : 'drill.choose')}
        </ActionButton>
      </span>
      <Menu
        open={choosing}
        anchorEl={menuAnchor.current}
        getContentAnchorEl={null}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        MenuListProps={{ 'aria-label': t('drill.plans') }}
        onClose={() => setChoosing(false)}
      >
        {launching.map(plan => {
          const access = accessOf(plan);
          return (
            <MenuItem
              key={plan.planId}
              aria-disabled={!access.allowed}
              onClick={() => {
                if (access.allowed) {
                  setChoosing(false);
                  setChosen(plan.planId);
                }
              }}
            >
              <ListItemText
                primary={plan.planName}
                secondary={access.allowed ? undefined : access.reason}
              />
            </MenuItem>
          );
        })}
      </Menu>
      {chosen !== undefined && (
        <Suspense fallback={null}>
          <DrillOf planId={chosen} onClose={() => setChosen(undefined)} />
        </Suspense>
      )}
    </>
  );
}

/**
 * Reads the whole plan, then asks how it is to be rehearsed; or, where the person may
 * start only recoveries of it, says so: readiness does not tell.
 */
function DrillOf(props: { planId: string; onClose: () => void }) {
  const t = useEntityWords();
  const plansWords = usePlansWords();
  const words = useWords();
  const { planId } = props;
  const plan = useOperation('get_recovery_plan', { params: { planId } });
  if (plan.data) {
    const lacked = lackedToStart(plansWords, words, plan.data, 'DRILL');
    if (lacked !== undefined) {
      return (
        <Typography role="alert" variant="body2">
          {lacked}
        </Typography>
      );
    }
    return <StartDrillDialog plan={plan.data} onClose={props.onClose} />;
  }
  return plan.error ? (
    <ErrorNotice
      error={plan.error}
      attempt={words('answer.read', { what: t('drill.reading') })}
      onRetry={() => plan.refetch()}
    />
  ) : null;
}
