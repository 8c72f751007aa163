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
    // Its own colour: in a secondary text the chip's ground would make it too pale.
    color: theme.palette.text.primary,
    background: theme.palette.action.hover,
    border: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
  whole: { whiteSpace: 'nowrap' },
  unseen: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
    whiteSpace: 'nowrap',
  },
}));

/**
 * Tags as `Key=value`, in the order of their keys. With a `limit`, for tables, no
 * tag breaks and those past it are a number that tells them on hover.
 */
export function TagList(props: {
  tags: Readonly<Record<string, string>>;
  limit?: number;
}) {
  const classes = useStyles();
  const { limit = Infinity } = props;
  const tags = Object.entries(props.tags)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, value]) => `${key}=${value}`);
  const shown = tags.slice(0, limit);
  const rest = tags.slice(limit).join(', ');
  const whole = limit === Infinity ? '' : classes.whole;
  return (
    <ul className={classes.list}>
      {shown.map(tag => (
        <li key={tag} className={`${classes.tag} ${whole}`}>
          {tag}
        </li>
      ))}
      {rest && (
        <li className={classes.tag} title={rest}>
          <span aria-hidden>+{tags.length - shown.length}</span>
          <span className={classes.unseen}>{rest}</span>
        </li>
      )}
    </ul>
  );
}
