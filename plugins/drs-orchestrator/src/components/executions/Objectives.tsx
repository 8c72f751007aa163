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
import { makeStyles } from '@material-ui/core/styles';
import type { ObjectiveWords } from '../../format/objectives';
import { StatusLabel } from '../status/StatusLabel';
import type { Words } from '../../translations/words';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5, 4),
    margin: 0,
  },
  term: {
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.text.primary,
  },
  value: { margin: 0 },
  actual: {
    fontSize: '1.1rem',
    fontWeight: 600,
    fontVariantNumeric: 'tabular-nums',
    marginRight: theme.spacing(1),
  },
  line: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1) },
}));

/** What was reached beside what was aimed at. */
export function Objectives(props: {
  items: readonly ObjectiveWords[];
  /** Further facts in the same row, term above value. */
  more?: readonly { term: string; value: ReactNode }[];
}) {
  const classes = useStyles();
  const words = useWords();
  return (
    <dl className={classes.list}>
      {props.items.map(({ term, actual, target, left, state }) => (
        <div key={term}>
          <dt className={classes.term}>{term}</dt>
          <dd className={classes.value}>
            <span className={classes.actual}>{actual}</span>
            <span className={classes.line}>
              <span>{targetText(words, target, left)}</span>
              {state && <StatusLabel state={state} />}
            </span>
          </dd>
        </div>
      ))}
      {props.more?.map(({ term, value }) => (
        <div key={term}>
          <dt className={classes.term}>{term}</dt>
          <dd className={classes.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function targetText(
  words: Words,
  target: string | undefined,
  left: string | undefined,
): string {
  if (target === undefined) {
    return words('objective.noTarget');
  }
  return left === undefined
    ? words('objective.target', { duration: target })
    : words('objective.targetAndLeft', { duration: target, left });
}
