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

const useStyles = makeStyles(theme => ({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
    gap: theme.spacing(2, 3),
    margin: 0,
  },
  term: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.caption.fontSize,
    marginBottom: theme.spacing(0.25),
  },
  wide: { gridColumn: 'span 2', minWidth: 0 },
  value: { margin: 0, overflowWrap: 'anywhere' },
}));

/** Facts of a record, term above value; those without a value are left out. */
export function Facts(props: {
  items: readonly {
    term: string;
    value: ReactNode | undefined;
    /** Takes the room of two, for what should not break. */
    wide?: boolean;
  }[];
}) {
  const classes = useStyles();
  return (
    <dl className={classes.list}>
      {props.items
        .filter(({ value }) => value !== undefined && value !== '')
        .map(({ term, value, wide }) => (
          <div key={term} className={wide ? classes.wide : undefined}>
            <dt className={classes.term}>{term}</dt>
            <dd className={classes.value}>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
