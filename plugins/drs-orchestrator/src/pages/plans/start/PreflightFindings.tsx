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
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Finding,
  Preflight,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FindingList } from '../../../components/findings/FindingList';
import { UnavailableNotice } from '../../../components/servers/UnavailableNotice';
import { StatusIcon } from '../../../components/status/StatusIcon';
import { capitalised, listed } from '../../../format/counting';
import type { Tone } from '../../../format/states';
import type { PlansWords } from '../../../translations/plans';
import { usePlansWords } from '../../../translations/usePlansWords';
import { useWords } from '../../../translations/useWords';
import {
  acknowledgedCodes,
  acknowledgementOf,
  unseenOf,
  type Acknowledgement,
} from './acknowledgement';
import { sortFindings, type SortedFindings } from './preflightFindings';

const useStyles = makeStyles(theme => ({
  verdict: {
    display: 'flex',
    gap: theme.spacing(1),
    alignItems: 'flex-start',
    marginBottom: theme.spacing(1),
  },
  words: { fontWeight: 600 },
  group: { marginTop: theme.spacing(1.5) },
  title: { ...theme.typography.subtitle2, margin: 0 },
  acknowledge: { marginLeft: theme.spacing(2.5) },
  grown: { display: 'flex', gap: theme.spacing(0.75), alignItems: 'center' },
}));

/**
 * What preflight found, the worst first. What may be overridden is acknowledged
 * kind by kind, where `onAcknowledge` is given.
 */
export function PreflightFindings(props: {
  preflight: Preflight;
  acknowledged: readonly Acknowledgement[];
  onAcknowledge?: (acknowledged: Acknowledgement[]) => void;
  /** Whether something else than what was found refuses it. */
  refused?: boolean;
}) {
  const t = usePlansWords();
  const classes = useStyles();
  const { preflight, acknowledged, onAcknowledge } = props;
  const sorted = sortFindings(preflight.findings);
  const verdict = verdictOf(
    t,
    sorted,
    acknowledgedCodes(preflight.findings, acknowledged),
    props.refused ?? false,
  );
  return (
    <div>
      <div className={classes.verdict} role="status">
        <StatusIcon tone={verdict.tone} size={22} />
        <Typography className={classes.words}>{verdict.text}</Typography>
      </div>
      <UnavailableNotice unavailable={preflight.unavailable} />
      <Listed title={t('preflight.blocking')} findings={sorted.blocking} />
      {sorted.overridable.size > 0 && (
        <Group title={t('preflight.overridable')}>
          {[...sorted.overridable].map(([code, findings]) => (
            <div key={code}>
              <FindingList
                linked
                underHeading
                findings={findings}
                label={wordsOf(code)}
              />
              {onAcknowledge && (
                <Acknowledge
                  code={code}
                  findings={findings}
                  acknowledged={acknowledged}
                  onAcknowledge={onAcknowledge}
                />
              )}
            </div>
          ))}
        </Group>
      )}
      <Listed title={t('preflight.warnings')} findings={sorted.warnings} />
      <Listed title={t('preflight.notes')} findings={sorted.notes} />
    </div>
  );
}

/** The tick that goes on in spite of what was found of a kind; more of it takes the tick away. */
function Acknowledge(props: {
  code: string;
  findings: Finding[];
  acknowledged: readonly Acknowledgement[];
  onAcknowledge: (acknowledged: Acknowledgement[]) => void;
}) {
  const t = usePlansWords();
  const words = useWords();
  const classes = useStyles();
  const id = useId();
  const { code, findings, acknowledged } = props;
  const others = acknowledged.filter(given => given.code !== code);
  const unseen = unseenOf(code, findings, acknowledged);
  const grown = unseen.length > 0 && others.length < acknowledged.length;
  return (
    <div className={classes.acknowledge}>
      <FormControlLabel
        control={
          <Checkbox
            color="primary"
            checked={unseen.length === 0}
            inputProps={{ 'aria-describedby': grown ? id : undefined }}
            onChange={(_, checked) =>
              props.onAcknowledge(
                checked
                  ? [...others, acknowledgementOf(code, findings)]
                  : others,
              )
            }
          />
        }
        label={t('preflight.acknowledge', {
          finding: wordsOf(code).toLowerCase(),
          count: findings.length,
        })}
      />
      <div id={id} role="status" className={grown ? classes.grown : undefined}>
        {grown && (
          <>
            <StatusIcon tone="warning" size={16} />
            <Typography variant="body2">
              {t('preflight.grown', {
                count: unseen.length,
                subjects: listed(
                  words,
                  unseen.map(
                    ({ subject, message }) =>
                      subject?.name ?? subject?.id ?? message,
                  ),
                ),
              })}
            </Typography>
          </>
        )}
      </div>
    </div>
  );
}

function Group(props: { title: string; children: ReactNode }) {
  const classes = useStyles();
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.group}>
      <h4 id={id} className={classes.title}>
        {props.title}
      </h4>
      {props.children}
    </section>
  );
}

/** Findings under their heading; nothing where there are none. */
function Listed(props: { title: string; findings: Finding[] }) {
  const { title, findings } = props;
  return findings.length > 0 ? (
    <Group title={title}>
      <FindingList linked underHeading findings={findings} label={title} />
    </Group>
  ) : null;
}

/** "LIVE_RECOVERY_INSTANCE" as words. */
const wordsOf = (code: string) =>
  capitalised(code.toLowerCase().replace(/_/g, ' '));

function verdictOf(
  t: PlansWords,
  { blocking, overridable, warnings }: SortedFindings,
  acknowledged: readonly string[],
  refused: boolean,
): { tone: Tone; text: string } {
  const open = [...overridable].filter(
    ([code]) => !acknowledged.includes(code),
  );
  const openCount = open.reduce((sum, [, found]) => sum + found.length, 0);
  if (blocking.length + openCount > 0) {
    const mend = t('preflight.verdict.mendPart', { count: blocking.length });
    const acknowledge = t('preflight.verdict.acknowledgePart', {
      count: openCount,
    });
    return {
      tone: 'bad',
      text:
        blocking.length > 0 && openCount > 0
          ? t('preflight.verdict.both', { mend, acknowledge })
          : t('preflight.verdict.one', {
              part: blocking.length > 0 ? mend : acknowledge,
            }),
    };
  }
  if (refused) {
    return warnings.length > 0
      ? {
          tone: 'warning',
          text: t('preflight.verdict.refused', { count: warnings.length }),
        }
      : { tone: 'neutral', text: t('preflight.verdict.nothingElse') };
  }
  if (overridable.size > 0) {
    return { tone: 'warning', text: t('preflight.verdict.acknowledged') };
  }
  return warnings.length > 0
    ? {
        tone: 'warning',
        text: t('preflight.verdict.gaps', { count: warnings.length }),
      }
    : { tone: 'good', text: t('preflight.verdict.good') };
}
