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

import type { ReactNode } from 'react';
import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Tone } from '../../format/states';
import { findingSentences } from '../../format/findingSentences';
import { TextButton } from '../control/TextButton';
import { StatusIcon } from '../status/StatusIcon';
import { SubjectLinks } from './SubjectLinks';
import { useWords } from '../../translations/useWords';

const tones: Record<Finding['severity'], Tone> = {
  BLOCKING: 'bad',
  WARNING: 'warning',
  INFO: 'waiting',
};
/** As many lines of the same kind as are read at once. */
const FOLDED_ABOVE = 6;
const order: readonly Finding['severity'][] = ['BLOCKING', 'WARNING', 'INFO'];

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 0),
  },
}));

/** Findings, the worst first: what is wrong with what, and how to mend it; those with the same cure together. */
export function FindingList(props: {
  findings: readonly Finding[];
  label: string;
  /** Where a heading above says already how much they matter. */
  underHeading?: boolean;
  /** Leads to what they are about. */
  linked?: boolean;
  /** The way to mend those with this cure; nothing where there is none. */
  fixOf?: (finding: Finding) => ReactNode;
}) {
  const words = useWords();
  const classes = useStyles();
  return (
    <ul className={classes.list} aria-label={props.label}>
      {byCure(props.findings).map(findings => {
        const [{ severity, remedy }] = findings;
        const [first, ...others] = findingSentences(words, findings);
        return (
          <li key={cureOf(findings[0])} className={classes.item}>
            <StatusIcon tone={tones[severity]} size={20} />
            <div>
              <Typography variant="body2">
                {!props.underHeading && (
                  <strong>{words(`finding.${severity}`)}: </strong>
                )}
                {first}
              </Typography>
              <Others sentences={others} />
              {remedy && (
                <Typography variant="body2" color="textSecondary">
                  {remedy}
                </Typography>
              )}
              {props.linked && <SubjectLinks findings={findings} />}
              {props.fixOf?.(findings[0])}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** The other findings with the same cure; of many, the first few until somebody asks for all. */
function Others({ sentences }: { sentences: readonly string[] }) {
  const words = useWords();
  const [whole, setWhole] = useState(false);
  const shown =
    whole || sentences.length <= FOLDED_ABOVE
      ? sentences
      : sentences.slice(0, FOLDED_ABOVE - 1);
  return (
    <>
      {shown.map(sentence => (
        <Typography key={sentence} variant="body2">
          {sentence}
        </Typography>
      ))}
      {shown.length < sentences.length && (
        <TextButton size="small" onClick={() => setWhole(true)}>
          {words('finding.more', {
            n: String(sentences.length - shown.length),
          })}
        </TextButton>
      )}
    </>
  );
}

// Without a remedy, only findings of the same kind belong together.
const cureOf = ({ severity, code, remedy }: Finding) =>
  `${severity}/${code}/${remedy ?? ''}`;

function byCure(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const cure = cureOf(finding);
    groups.set(cure, [...(groups.get(cure) ?? []), finding]);
  }
  return [...groups.values()].sort(
    ([a], [b]) => order.indexOf(a.severity) - order.indexOf(b.severity),
  );
}
