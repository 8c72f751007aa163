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

import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    listStyle: 'none',
    padding: 0,
    margin: 0,
  },
  tag: {
    fontFamily: 'monospace',
    fontSize: '0.78rem',
    padding: theme.spacing(0, 0.75),
    borderRadius: 3,
    background: theme.palette.action.hover,
    border: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
}));

/** Tags as `Key=value`, in the order of their keys. */
export function TagList(props: { tags: Readonly<Record<string, string>> }) {
  const classes = useStyles();
  const entries = Object.entries(props.tags).sort(([a], [b]) =>
    a.localeCompare(b),
  );
  return (
    <ul className={classes.list}>
      {entries.map(([key, value]) => (
        <li key={key} className={classes.tag}>
          {key}={value}
        </li>
      ))}
    </ul>
  );
}
