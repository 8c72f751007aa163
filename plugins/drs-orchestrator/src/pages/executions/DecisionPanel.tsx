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

import { useId } from 'react';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Execution } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo, type Access } from '../../api/access';
import { ActionButton } from '../../components/control/ActionButton';
import { StatusIcon } from '../../components/status/StatusIcon';
import { Instant } from '../../components/time/Instant';
import { useTones } from '../../theme/tones';
import { useExecutionsWords } from '../../translations/useExecutionsWords';
import type { Command } from './commands/command';
import { questionsOf, type Question, type Way } from './decision/questions';
import type { Words } from '../../translations/words';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  panel: {
    padding: theme.spacing(2, 2.5),
    marginBottom: theme.spacing(3),
    borderWidth: 2,
  },
  top: { display: 'flex', gap: theme.spacing(1.5) },
  title: {
    fontSize: '1.15rem',
    fontWeight: 600,
    margin: theme.spacing(0, 0, 0.5),
  },
  words: { maxWidth: '90ch' },
  choices: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(1, 2),
    alignItems: 'center',
    margin: theme.spacing(2, 0, 0, 4.5),
    [theme.breakpoints.down('sm')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      marginLeft: 0,
    },
  },
  choice: { display: 'contents' },
  consequence: {
    margin: 0,
    maxWidth: '80ch',
    [theme.breakpoints.down('sm')]: { marginBottom: theme.spacing(1) },
  },
}));

/**
 * What an execution waits for a person to decide: since when, until when, and what
 * each choice will do. Nothing where nobody is waited for.
 */
export function DecisionPanel(props: {
  execution: Execution;
  now: number;
  onAsk: (command: Command) => void;
}) {
  const t = useExecutionsWords();
  const words = useWords();
  const questions = questionsOf({
    t,
    words,
    execution: props.execution,
    now: props.now,
  });
  return (
    <>
      {questions.map(question => (
        <QuestionPanel
          key={question.key}
          question={question}
          execution={props.execution}
          now={props.now}
          onAsk={props.onAsk}
        />
      ))}
    </>
  );
}

function QuestionPanel(props: {
  question: Question;
  execution: Execution;
  now: number;
  onAsk: (command: Command) => void;
}) {
  const words = useWords();
  const classes = useStyles();
  const tones = useTones();
  const titleId = useId();
  const t = useExecutionsWords();
  const { question, execution } = props;
  const since = <Instant at={question.since} now={props.now} />;
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-labelledby={titleId}
      className={classes.panel}
      style={{ borderColor: tones[question.tone].main }}
    >
      <div className={classes.top}>
        <StatusIcon tone={question.tone} size={24} />
        <div className={classes.words}>
          <Typography id={titleId} variant="h3" className={classes.title}>
            {question.title}
          </Typography>
          <Typography component="div">{question.words}</Typography>
          <Typography variant="body2" color="textSecondary">
            {question.otherwise
              ? t('decision.sinceOtherwise', {
                  when: since,
                  otherwise: question.otherwise,
                })
              : t('decision.since', { when: since })}
          </Typography>
        </div>
      </div>
      {question.ways.length > 0 && (
        <div className={classes.choices}>
          {question.ways.map((way, index) => (
            <div key={way.button} className={classes.choice}>
              <div>
                <ActionButton
                  variant={way.variant}
                  access={accessOf(words, execution, way)}
                  onClick={() => props.onAsk(way.command)}
                >
                  {way.button}
                </ActionButton>
              </div>
              <Typography className={classes.consequence} component="div">
                {way.consequence}
                <Refusal
                  access={accessOf(words, execution, way)}
                  // Once is enough where the choice before is refused for the same.
                  told={
                    index > 0
                      ? accessOf(words, execution, question.ways[index - 1])
                      : undefined
                  }
                />
              </Typography>
            </div>
          ))}
        </div>
      )}
    </Paper>
  );
}

/**
 * Whoever may not approve, being the one who started it, may always reject; but
 * neither may they leave out the wave, after which it would go on all the same.
 */
function accessOf(words: Words, execution: Execution, way: Way): Access {
  const access = accessTo(words, execution, way.operation);
  const fourEyes = execution.deniedActions.find(
    ({ operation, code }) =>
      operation === 'decide_approval' && code === 'FOUR_EYES',
  );
  if (!fourEyes) {
    return access;
  }
  if (way.command.kind === 'decide' && way.command.decision === 'REJECT') {
    return { allowed: true };
  }
  return access.allowed && way.command.kind === 'skip' && way.command.wave
    ? { allowed: false, reason: fourEyes.reason }
    : access;
}

/** Why a choice may not be made, in sight and not only on hover. */
function Refusal(props: { access: Access; told: Access | undefined }) {
  const t = useExecutionsWords();
  const { access, told } = props;
  if (
    access.allowed ||
    (told?.allowed === false && told.reason === access.reason)
  ) {
    return null;
  }
  return (
    <div>
      {t('decision.notForYou', {
        lead: <strong>{t('decision.notForYouLead')}</strong>,
        reason: access.reason,
      })}
    </div>
  );
}
