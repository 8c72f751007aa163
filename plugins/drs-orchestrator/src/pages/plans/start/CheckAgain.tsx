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
import type { Access } from '../../../api/access';
import { ActionButton } from '../../../components/control/ActionButton';
import { Instant } from '../../../components/time/Instant';
import type { PlansWords } from '../../../translations/plans';
import { usePlansWords } from '../../../translations/usePlansWords';
import type { usePreflight } from './usePreflight';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
  },
}));

/** Since when what preflight found is known, and a button that finds it out anew. */
export function CheckAgain(props: {
  preflight: ReturnType<typeof usePreflight>;
}) {
  const t = usePlansWords();
  const classes = useStyles();
  const { dataUpdatedAt, refetch } = props.preflight;
  return (
    <div className={classes.root}>
      {dataUpdatedAt > 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('preflight.checkedAt', {
            when: <Instant at={new Date(dataUpdatedAt).toISOString()} />,
          })}
        </Typography>
      )}
      <ActionButton
        access={accessToCheck(t, props.preflight)}
        onClick={() => refetch()}
      >
        {t('preflight.again')}
      </ActionButton>
    </div>
  );
}

function accessToCheck(
  t: PlansWords,
  { isAsked, isFetching }: ReturnType<typeof usePreflight>,
): Access {
  if (!isAsked) {
    return { allowed: false, reason: t('start.choosePoint') };
  }
  return isFetching
    ? { allowed: false, reason: t('preflight.checking') }
    : { allowed: true };
}
