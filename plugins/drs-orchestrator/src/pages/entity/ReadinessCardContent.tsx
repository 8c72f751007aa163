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
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { InfoCard } from '@backstage/core-components';
import type { Readiness } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { ActionButton } from '../../components/control/ActionButton';
import { StatusLabel } from '../../components/status/StatusLabel';
import { Instant } from '../../components/time/Instant';
import {
  readinessSentence,
  worstFinding,
} from '../../format/readinessSentence';
import { executionState, readinessState } from '../../format/states';
import { useEntityWords } from '../../translations/useEntityWords';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  action: { marginTop: theme.spacing(2) },
}));

/** The readiness answer, the worst reason, the last drill, and the way to the rest. */
export function ReadinessCardContent({ entity }: { entity: Entity }) {
  const t = useEntityWords();
  const readiness = useOperation(
    'get_readiness',
    { query: { entityRef: stringifyEntityRef(entity) } },
    { pollEvery: 60_000 },
  );
  return (
    <InfoCard title={t('card.title')}>
      <Answer of={readiness} what={t('what')} rows={2}>
        {data => <CardBody readiness={data} />}
      </Answer>
    </InfoCard>
  );
}

function CardBody({ readiness }: { readiness: Readiness }) {
  const t = useEntityWords();
  const words = useWords();
  const classes = useStyles();
  const worst = worstFinding(readiness);
  const drill = readiness.lastDrill;
  return (
    <>
      <Typography component="div" gutterBottom>
        {t('card.question', {
          answer: (
            <StatusLabel
              variant="chip"
              state={readinessState(words, readiness.answer)}
            />
          ),
        })}
      </Typography>
      <Typography variant="body2" gutterBottom>
        {worst ? worst.message : readinessSentence(t, readiness)}
      </Typography>
      <Typography variant="body2" component="div" color="textSecondary">
        {drill
          ? t('card.last', {
              when: <Instant at={drill.startTime} />,
              outcome: <StatusLabel state={executionState(words, drill)} />,
            })
          : t('drills.never')}
      </Typography>
      <div className={classes.action}>
        <ActionButton size="small" to="disaster-recovery">
          {t(worst ? 'card.mend' : 'card.more')}
        </ActionButton>
      </div>
    </>
  );
}
