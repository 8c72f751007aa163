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
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Tone } from '../../format/states';
import { useTones } from '../../theme/tones';
import { StatusIcon } from '../status/StatusIcon';

const useStyles = makeStyles(theme => ({
  banner: {
    display: 'flex',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1.5, 2),
    borderRadius: theme.shape.borderRadius,
    marginBottom: theme.spacing(2),
    overflowWrap: 'anywhere',
  },
}));

/** What concerns everybody on every page. */
export function PageBanner(props: {
  /** For those who do not see it. */
  label: string;
  tone: Tone;
  title: string;
  children: ReactNode;
}) {
  const classes = useStyles();
  const tones = useTones();
  return (
    <div
      role="status"
      aria-label={props.label}
      className={classes.banner}
      style={{ background: tones[props.tone].soft }}
    >
      <StatusIcon tone={props.tone} size={24} />
      <div>
        <Typography variant="subtitle2" component="p">
          {props.title}
        </Typography>
        <Typography variant="body2" component="div">
          {props.children}
        </Typography>
      </div>
    </div>
  );
}
