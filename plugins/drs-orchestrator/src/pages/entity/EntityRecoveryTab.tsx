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
import {
  getCompoundEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { Readiness } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useExecutionSignals } from '../../api/executionSignals';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { UnavailableNotice } from '../../components/servers/UnavailableNotice';
import { StatusIcon } from '../../components/status/StatusIcon';
import { readinessSentence } from '../../format/readinessSentence';
import { readinessState } from '../../format/states';
import { useTones } from '../../theme/tones';
import { useEntityWords } from '../../translations/useEntityWords';
import { useWords } from '../../translations/useWords';
import { AroundSection } from './AroundSection';
import { DrillsSection } from './DrillsSection';
import { PartsSection } from './PartsSection';
import { ProtectionSection } from './ProtectionSection';
import { ReasonsSection } from './ReasonsSection';
import { ServersSection } from './ServersSection';
import { StartDrill } from './StartDrill';

const useStyles = makeStyles(theme => ({
  band: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    padding: theme.spacing(2.5),
    borderRadius: theme.shape.borderRadius,
    borderLeft: '6px solid',
    marginBottom: theme.spacing(3),
  },
  words: { flex: '1 1 360px', minWidth: 0 },
  headline: { fontSize: '1.35rem', fontWeight: 600, margin: 0 },
  answer: { fontSize: '1.1rem', fontWeight: 600 },
}));

/** Whether the entity could be recovered now, why (not), and what stands behind and beside it. */
export function EntityRecoveryTab({ entity }: { entity: Entity }) {
  const t = useEntityWords();
  useExecutionSignals();
  const entityRef = stringifyEntityRef(getCompoundEntityRef(entity));
  const readiness = useOperation(
    'get_readiness',
    { query: { entityRef } },
    { pollEvery: 15_000 },
  );
  return (
    <Answer of={readiness} what={t('what')} rows={6}>
      {data => (
        <>
          <Band entity={entity} readiness={data} />
          <UnavailableNotice unavailable={data.unavailable} />
          <ReasonsSection entity={entity} readiness={data} />
          <PartsSection name={nameOf(entity)} readiness={data} />
          <ServersSection readiness={data} />
          <ProtectionSection entity={entity} readiness={data} />
          <DrillsSection readiness={data} />
          <AroundSection entityRef={entityRef} />
        </>
      )}
    </Answer>
  );
}

const nameOf = (entity: Entity): string =>
  entity.metadata.title ?? entity.metadata.name;

/** The answer in words, and the button that proves it. */
function Band(props: { entity: Entity; readiness: Readiness }) {
  const t = useEntityWords();
  const words = useWords();
  const classes = useStyles();
  const tones = useTones();
  const { readiness } = props;
  const state = readinessState(words, readiness.answer);
  return (
    <section
      aria-label={t('readiness')}
      className={classes.band}
      style={{
        background: tones[state.tone].soft,
        borderLeftColor: tones[state.tone].main,
      }}
    >
      <StatusIcon tone={state.tone} size={30} />
      <div className={classes.words}>
        <Typography variant="h2" className={classes.headline}>
          {t('question', { name: nameOf(props.entity) })}
        </Typography>
        <Typography
          className={classes.answer}
          style={{ color: tones[state.tone].main }}
        >
          {state.text}
        </Typography>
        <Typography>{readinessSentence(t, readiness)}</Typography>
      </div>
      <StartDrill plans={readiness.plans} />
    </section>
  );
}
