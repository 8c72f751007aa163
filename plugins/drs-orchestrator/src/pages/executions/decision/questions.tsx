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

import type { JSX, ReactNode } from 'react';
import {
  isPerhapsGone,
  isReplacedByRetry,
  type Execution,
  type ExecutionApproval,
  type OperationName,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextLink } from '../../../components/control/TextLink';
import { EntityName } from '../../../components/people/EntityName';
import { Deadline } from '../../../components/time/Deadline';
import { capitalised, listed } from '../../../format/counting';
import { trimStop } from '../../../format/executionSentence';
import type { Tone } from '../../../format/states';
import { usePaths } from '../../../routing/usePaths';
import type { ExecutionsWords } from '../../../translations/executions';
import { useExecutionsWords } from '../../../translations/useExecutionsWords';
import type { Words } from '../../../translations/words';
import { approvedThing, type Command } from '../commands/command';
import { failedItems } from '../commands/failedItems';

/** One way to decide, with what it would do. */
export interface Way {
  button: string;
  operation: OperationName;
  command: Command;
  consequence: string;
  variant?: 'main' | 'danger';
}

/** Something that waits for a person. */
export interface Question {
  key: string;
  tone: Tone;
  title: string;
  words: ReactNode;
  ways: Way[];
  since: string;
  /** What happens by itself, and when. */
  otherwise?: string | JSX.Element;
}

/** What a question is made of. */
interface Asked {
  t: ExecutionsWords;
  words: Words;
  execution: Execution;
  /** Milliseconds since the epoch. */
  now: number;
}

/** What an execution waits for people to decide, what holds all of it first. */
export function questionsOf(asked: Asked): Question[] {
  const { execution } = asked;
  if (execution.endTime !== undefined || execution.status === 'CANCELLING') {
    return [];
  }
  const held = heldFor(asked);
  return [
    ...(held ? [held] : []),
    ...execution.approvals
      .filter(approval => approval.decision === undefined)
      .map(approval => approvalQuestion(asked, approval)),
  ];
}

function cancelWay({ t, execution }: Asked): Way {
  const { succeeded } = execution.counts;
  return {
    button: t('decision.cancel'),
    operation: 'cancel_execution',
    command: { kind: 'cancel' },
    variant: 'danger',
    consequence:
      succeeded > 0
        ? t('decision.cancelDoes', { count: succeeded })
        : t('decision.cancelDoesNoneUp'),
  };
}

function resumeWay({ t, execution }: Asked): Way {
  return {
    button: t('decision.operator.resume'),
    operation: 'resume_execution',
    command: { kind: 'resume' },
    variant: 'main',
    consequence: t('decision.operator.resumeDoes', {
      count: execution.counts.pending,
    }),
  };
}

const endsByItself = ({ t, now }: Asked, until: string): string | JSX.Element =>
  t('decision.endsByItself', { deadline: <Deadline at={until} now={now} /> });

/** What holds the whole execution, unless it is an approval. */
function heldFor(asked: Asked): Question | undefined {
  const { t, execution } = asked;
  const { pause } = execution;
  if (execution.status !== 'PAUSED' || !pause) {
    return undefined;
  }
  const common = { key: pause.reason, since: pause.since };
  const said = pause.message && trimStop(pause.message);
  switch (pause.reason) {
    case 'APPROVAL':
      return undefined;
    case 'FAILURE':
      return {
        ...common,
        tone: 'bad',
        title: t('decision.failure.title'),
        words: said
          ? t('decision.failure.said', { said })
          : t('decision.failure.failed', { what: whatFailed(asked) }),
        otherwise: endsByItself(asked, pause.until),
        ways: [
          {
            button: t('decision.failure.retry'),
            operation: 'retry_execution_items',
            command: { kind: 'retry' },
            variant: 'main',
            consequence: retryConsequence(asked),
          },
          {
            button: t('decision.failure.skip'),
            operation: 'skip_execution_items',
            command: { kind: 'skip' },
            consequence: t('decision.failure.skipDoes'),
          },
          cancelWay(asked),
        ],
      };
    case 'OPERATOR':
      return {
        ...common,
        tone: 'paused',
        title: t('decision.operator.title'),
        words: said && t('decision.operator.said', { said }),
        otherwise: endsByItself(asked, pause.until),
        ways: [resumeWay(asked), cancelWay(asked)],
      };
    case 'FREEZE':
      return {
        ...common,
        tone: 'paused',
        title: t('decision.freeze.title'),
        words: <FreezeWords said={said} />,
        ways: [cancelWay(asked)],
      };
    case 'RECOVERED_LOG':
      return {
        ...common,
        tone: 'bad',
        title: t('decision.recovered.title'),
        words: said
          ? t('decision.recovered.saidWords', { said })
          : t('decision.recovered.words'),
        otherwise: endsByItself(asked, pause.until),
        ways: [
          {
            ...resumeWay(asked),
            consequence: t('decision.recovered.resumeDoes'),
          },
          cancelWay(asked),
        ],
      };
    default:
      return unreachable(pause.reason);
  }
}

function retryConsequence({ t, execution }: Asked): string {
  const replaced = execution.waves
    .flatMap(({ servers }) => servers)
    .filter(isReplacedByRetry);
  const perhapsUp = replaced.filter(isPerhapsGone).length;
  const up = replaced.length - perhapsUp;
  return [
    up > 0
      ? t('decision.failure.retryDoesUp', { count: up })
      : t('decision.failure.retryDoes'),
    ...(perhapsUp > 0
      ? [t('decision.failure.retryPerhapsReplaces', { count: perhapsUp })]
      : []),
  ].join(' ');
}

function FreezeWords({ said }: { said: string | undefined }) {
  const t = useExecutionsWords();
  const paths = usePaths();
  const settings = (
    <TextLink to={paths.settings}>{t('decision.freeze.settings')}</TextLink>
  );
  return said
    ? t('decision.freeze.saidWords', { said, settings })
    : t('decision.freeze.words', { settings });
}

function whatFailed({ t, words, execution }: Asked): string {
  const waves = failedItems(execution).map(({ wave, servers }) => {
    const name = t('wave.named', {
      number: String(wave.waveNumber),
      name: wave.waveName,
    });
    return servers.length > 0
      ? t('decision.failure.servers', { count: servers.length, wave: name })
      : name;
  });
  return capitalised(listed(words, waves));
}

function approvalQuestion(asked: Asked, approval: ExecutionApproval): Question {
  const { t, execution } = asked;
  const wave = execution.waves.find(
    ({ waveNumber }) => waveNumber === approval.waveNumber,
  );
  const servers = wave ? wave.servers.length : execution.counts.total;
  const what = approvedThing(t, approval);
  const number = String(approval.waveNumber);
  const heldElse =
    execution.status === 'PAUSED' && execution.pause?.reason !== 'APPROVAL';
  const waveStarts = heldElse
    ? t('decision.approval.waveOnceFree', { number })
    : t('decision.approval.waveAtOnce', { number });
  const firstStart = t(
    heldElse
      ? 'decision.approval.firstOnceFree'
      : 'decision.approval.firstAtOnce',
  );
  return {
    key: `approval-${approval.waveNumber ?? 'start'}`,
    tone: 'paused',
    title: t('decision.approval.title', { what }),
    since: approval.since,
    otherwise: endsByItself(asked, approval.until),
    words: (
      <>
        {wave
          ? t('decision.approval.wave', { what })
          : t(`decision.approval.startOf.${execution.executionType}`)}{' '}
        {approval.fourEyes && <FourEyes excluded={approval.excluded} />}
      </>
    ),
    ways: [
      {
        button: t('decision.approval.approve'),
        operation: 'decide_approval',
        command: { kind: 'decide', approval, decision: 'APPROVE' },
        variant: 'main',
        consequence: t('decision.approval.approveDoes', {
          count: servers,
          starts: wave ? waveStarts : firstStart,
          version: String(approval.planVersion),
        }),
      },
      ...(wave
        ? [
            {
              button: t('decision.approval.skip'),
              operation: 'skip_execution_items' as const,
              command: { kind: 'skip' as const, wave },
              consequence: t('decision.approval.skipDoes', {
                count: servers,
                number,
              }),
            },
          ]
        : []),
      {
        button: t('decision.approval.reject'),
        operation: 'decide_approval',
        command: { kind: 'decide', approval, decision: 'REJECT' },
        variant: 'danger',
        consequence: t('decision.approval.rejectDoes', {
          count: execution.counts.succeeded,
        }),
      },
    ],
  };
}

/** Who may not decide, and why. */
function FourEyes({ excluded }: { excluded: readonly string[] }) {
  const t = useExecutionsWords();
  const people = excluded.reduce<ReactNode>((before, entityRef, index) => {
    const name = (
      <strong key={entityRef}>
        <EntityName entityRef={entityRef} />
      </strong>
    );
    if (index === 0) {
      return name;
    }
    const both = { first: <>{before}</>, last: name };
    return index === excluded.length - 1
      ? t('decision.approval.and', both)
      : t('decision.approval.comma', both);
  }, undefined);
  return t('decision.approval.fourEyes', {
    people: <>{people ?? t('decision.approval.whoever')}</>,
  });
}

function unreachable(value: never): never {
  throw new Error(`Unknown pause ${String(value)}`);
}
