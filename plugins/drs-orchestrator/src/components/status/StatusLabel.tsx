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
import type { StateWords } from '../../format/states';
import { useTones } from '../../theme/tones';
import { StatusIcon } from './StatusIcon';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    whiteSpace: 'nowrap',
    verticalAlign: 'middle',
  },
  chip: {
    borderRadius: 4,
    padding: theme.spacing(0.25, 1, 0.25, 0.75),
    fontWeight: 600,
    fontSize: theme.typography.body2.fontSize,
  },
}));

/** A state as icon, words and colour. `chip` gives it a ground, where it leads. */
export function StatusLabel(props: {
  state: StateWords;
  variant?: 'plain' | 'chip';
}) {
  const classes = useStyles();
  const tone = useTones()[props.state.tone];
  const chip = props.variant === 'chip';
  return (
    <span
      className={`${classes.root} ${chip ? classes.chip : ''}`}
      style={chip ? { color: tone.main, background: tone.soft } : undefined}
    >
      <StatusIcon tone={props.state.tone} size={16} />
      {props.state.text}
    </span>
  );
}
