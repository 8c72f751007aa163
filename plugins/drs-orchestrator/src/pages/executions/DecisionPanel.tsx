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

import { useId, type ReactNode } from 'react';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Execution,
  ExecutionApproval,
  OperationName,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo, type Access } from '../../api/access';
import { ActionButton } from '../../components/control/ActionButton';
import { TextLink } from '../../components/control/TextLink';
import { EntityName } from '../../components/people/EntityName';
import { StatusIcon } from '../../components/status/StatusIcon';
import { Instant } from '../../components/time/Instant';
import { capitalised, counted, listed } from '../../format/counting';
import { trimStop } from '../../format/executionSentence';
import type { Tone } from '../../format/states';
import { formatDeadline } from '../../format/time';
import { usePaths } from '../../routing/usePaths';
import { useTones } from '../../theme/tones';
import { approvedThing, type Command } from './commands/command';
import { failedItems } from './commands/failedItems';
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

/** One way to decide, with what it would do. */
interface Way {
  button: string;
  operation: OperationName;
  command: Command;
  consequence: string;
  variant?: 'main' | 'danger';
}

/** Something that waits for a person. */
interface Question {
  key: string;
  tone: Tone;
  title: string;
  words: ReactNode;
  ways: Way[];
  since: string;
  /** What happens by itself, and when. */
  otherwise?: string;
}

/**
 * What an execution waits for a person to decide: since when, until when, and what
 * each choice will do. Nothing where nobody is waited for.
 */
export function DecisionPanel(props: {
  execution: Execution;
  now: number;
  onAsk: (command: Command) => void;
}) {
  const words = useWords();
  const questions = questionsOf(words, props.execution, props.now);
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
  const { question, execution } = props;
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
            Waiting since <Instant at={question.since} now={props.now} />.{' '}
            {question.otherwise}
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

/** Whoever may not approve, being the one who started it, may always reject. */
function accessOf(words: Words, execution: Execution, way: Way): Access {
  const denied = execution.deniedActions.find(
    action => action.operation === way.operation,
  );
  return way.command.kind === 'decide' &&
    way.command.decision === 'REJECT' &&
    denied?.code === 'FOUR_EYES'
    ? { allowed: true }
    : accessTo(words, execution, way.operation);
}

/** Why a choice may not be made, in sight and not only on hover. */
function Refusal(props: { access: Access; told: Access | undefined }) {
  const { access, told } = props;
  if (
    access.allowed ||
    (told?.allowed === false && told.reason === access.reason)
  ) {
    return null;
  }
  return (
    <div>
      <strong>Not for you now:</strong> {access.reason}
    </div>
  );
}

function questionsOf(
  words: Words,
  execution: Execution,
  now: number,
): Question[] {
  const held = heldFor(words, execution, now);
  const approvals = execution.approvals
    .filter(approval => approval.decision === undefined)
    .map(approval => approvalQuestion(words, execution, approval, now));
  return execution.endTime === undefined && execution.status !== 'CANCELLING'
    ? [...(held ? [held] : []), ...approvals]
    : [];
}

const cancelWay = (execution: Execution): Way => ({
  button: 'Cancel…',
  operation: 'cancel_execution',
  command: { kind: 'cancel' },
  variant: 'danger',
  consequence: `Nothing new starts any more. ${
    execution.counts.succeeded > 0
      ? `${capitalised(counted(execution.counts.succeeded, 'server'))} that ${
          execution.counts.succeeded === 1 ? 'is' : 'are'
        } up ${
          execution.counts.succeeded === 1 ? 'stays' : 'stay'
        } up until terminated.`
      : 'No server is up.'
  }`,
});

const endsByItself = (words: Words, until: string, now: number) =>
  `If nobody decides, the execution ends by itself ${formatDeadline(
    words,
    until,
    now,
  )}.`;

/** What holds the whole execution, unless it is an approval. */
function heldFor(
  words: Words,
  execution: Execution,
  now: number,
): Question | undefined {
  const { pause } = execution;
  if (execution.status !== 'PAUSED' || !pause) {
    return undefined;
  }
  const common = { key: pause.reason, since: pause.since };
  const said = pause.message ? `${trimStop(pause.message)}. ` : '';
  switch (pause.reason) {
    case 'APPROVAL':
      return undefined;
    case 'FAILURE':
      return {
        ...common,
        tone: 'bad',
        title: 'Decide about what failed',
        words: `${
          said || failureWords(words, execution)
        }That is more than the plan tolerates: nothing new starts until somebody decides.`,
        otherwise: endsByItself(words, pause.until, now),
        ways: [
          {
            button: 'Retry…',
            operation: 'retry_execution_items',
            command: { kind: 'retry' },
            variant: 'main',
            consequence:
              'Launches what failed again, with the same point in time and settings. Choose servers or whole waves.',
          },
          {
            button: 'Skip…',
            operation: 'skip_execution_items',
            command: { kind: 'skip' },
            consequence:
              'Goes on without what you choose: the waves that depend on it start. It stays on record as skipped, with its error.',
          },
          cancelWay(execution),
        ],
      };
    case 'OPERATOR':
      return {
        ...common,
        tone: 'paused',
        title: 'Paused by an operator',
        words: said,
        otherwise: endsByItself(words, pause.until, now),
        ways: [
          {
            button: 'Resume…',
            operation: 'resume_execution',
            command: { kind: 'resume' },
            variant: 'main',
            consequence: `${
              execution.counts.pending > 0
                ? `${capitalised(
                    counted(execution.counts.pending, 'server'),
                  )} still to be launched ${
                    execution.counts.pending === 1 ? 'goes' : 'go'
                  } on`
                : 'It goes on'
            } where it stopped.`,
          },
          cancelWay(execution),
        ],
      };
    case 'FREEZE':
      return {
        ...common,
        tone: 'paused',
        title: 'Held by the freeze switch',
        words: <FreezeWords said={said} />,
        ways: [cancelWay(execution)],
      };
    case 'RECOVERED_LOG':
      return {
        ...common,
        tone: 'bad',
        title: 'Compare with AWS before you go on',
        words: (
          <>
            {said ||
              'AWS shows launches that are tagged as this execution’s, and its log knows nothing of them. '}
            That is so when the portal’s database was restored from a backup
            while AWS had moved on. Nothing is launched until a person has
            looked, so that no server is launched twice.
          </>
        ),
        otherwise: endsByItself(words, pause.until, now),
        ways: [
          {
            button: 'Resume…',
            operation: 'resume_execution',
            command: { kind: 'resume' },
            variant: 'main',
            consequence:
              'Takes these launches as this execution’s own: they are followed to their end and not repeated. What is still missing is launched then.',
          },
          cancelWay(execution),
        ],
      };
    default:
      return unreachable(pause.reason);
  }
}

function FreezeWords({ said }: { said: string }) {
  const paths = usePaths();
  return (
    <>
      {said}It goes on by itself once the freeze is lifted, which whoever may
      manage accounts does in the{' '}
      <TextLink to={paths.settings}>settings</TextLink>.
    </>
  );
}

function failureWords(words: Words, execution: Execution): string {
  const waves = failedItems(execution).map(({ wave, servers }) => {
    const name = `wave ${wave.waveNumber} (${wave.waveName})`;
    return servers.length > 0
      ? `${counted(servers.length, 'server')} of ${name}`
      : name;
  });
  return `${capitalised(listed(words, waves))} failed. `;
}

function approvalQuestion(
  words: Words,
  execution: Execution,
  approval: ExecutionApproval,
  now: number,
): Question {
  const wave = execution.waves.find(
    ({ waveNumber }) => waveNumber === approval.waveNumber,
  );
  const servers = wave ? wave.servers.length : execution.counts.total;
  const thing = approvedThing(approval);
  return {
    key: `approval-${approval.waveNumber ?? 'start'}`,
    tone: 'paused',
    title: `Approve ${thing}?`,
    since: approval.since,
    otherwise: endsByItself(words, approval.until, now),
    words: (
      <>
        {wave
          ? `The plan asks for a person’s word before ${thing}. What does not depend on it goes on meanwhile.`
          : `Nothing is launched before a person has approved this ${
              execution.executionType === 'RECOVERY' ? 'recovery' : 'drill'
            }.`}{' '}
        {approval.fourEyes && <FourEyes excluded={approval.excluded} />}
      </>
    ),
    ways: [
      {
        button: 'Approve…',
        operation: 'decide_approval',
        command: { kind: 'decide', approval, decision: 'APPROVE' },
        variant: 'main',
        consequence: `${
          wave ? `Wave ${wave.waveNumber} starts` : 'The first waves start'
        } ${
          execution.status === 'PAUSED' &&
          execution.pause?.reason !== 'APPROVAL'
            ? 'as soon as nothing else holds the execution'
            : 'at once'
        }: ${counted(servers, 'server')}, as version ${
          approval.planVersion
        } of the plan had them when it was started.`,
      },
      ...(wave
        ? [
            {
              button: 'Skip…',
              operation: 'skip_execution_items' as const,
              command: { kind: 'skip' as const, wave },
              consequence: `Goes on without wave ${
                wave.waveNumber
              }: what depends on it starts, and its ${counted(
                servers,
                'server',
              )} are not launched.`,
            },
          ]
        : []),
      {
        button: 'Reject…',
        operation: 'decide_approval',
        command: { kind: 'decide', approval, decision: 'REJECT' },
        variant: 'danger',
        consequence: `The execution is cancelled: nothing new starts any more.${
          execution.counts.succeeded > 0
            ? ` ${capitalised(
                counted(execution.counts.succeeded, 'server'),
              )} that are up stay up until terminated.`
            : ''
        }`,
      },
    ],
  };
}

/** Who may not decide, and why. */
function FourEyes({ excluded }: { excluded: readonly string[] }) {
  return (
    <>
      It takes a second person:{' '}
      {excluded.map((entityRef, index) => (
        <span key={entityRef}>
          {separator(index, excluded.length)}
          <strong>
            <EntityName entityRef={entityRef} />
          </strong>
        </span>
      ))}
      {excluded.length === 0 && 'whoever started it'} may not approve it, having
      started it or last changed its plan, and neither may a program. Whoever
      may not approve may still reject.
    </>
  );
}

function separator(index: number, count: number): string {
  if (index === 0) {
    return '';
  }
  return index === count - 1 ? ' and ' : ', ';
}

function unreachable(value: never): never {
  throw new Error(`Unknown pause ${String(value)}`);
}
