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
import { capitalised } from '../../../format/counting';
import type { Tone } from '../../../format/states';
import type { PlansWords } from '../../../translations/plans';
import { usePlansWords } from '../../../translations/usePlansWords';
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
}));

/**
 * What preflight found, the worst first. What may be overridden is acknowledged
 * kind by kind, where `onAcknowledge` is given.
 */
export function PreflightFindings(props: {
  preflight: Preflight;
  acknowledged: readonly string[];
  onAcknowledge?: (codes: string[]) => void;
  /** Whether something else than what was found refuses it. */
  refused?: boolean;
}) {
  const t = usePlansWords();
  const classes = useStyles();
  const { preflight, acknowledged, onAcknowledge } = props;
  const sorted = sortFindings(preflight.findings);
  const verdict = verdictOf(t, sorted, acknowledged, props.refused ?? false);
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
                <FormControlLabel
                  className={classes.acknowledge}
                  control={
                    <Checkbox
                      color="primary"
                      checked={acknowledged.includes(code)}
                      onChange={(_, checked) =>
                        onAcknowledge(
                          checked
                            ? [...acknowledged, code]
                            : acknowledged.filter(other => other !== code),
                        )
                      }
                    />
                  }
                  label={t('preflight.acknowledge', {
                    finding: wordsOf(code).toLowerCase(),
                    count: findings.length,
                  })}
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
