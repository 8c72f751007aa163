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

import type { ComponentType } from 'react';
import type { SvgIconProps } from '@material-ui/core/SvgIcon';
import { makeStyles } from '@material-ui/core/styles';
import CancelOutlined from '@material-ui/icons/CancelOutlined';
import CheckCircle from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import PauseCircleFilled from '@material-ui/icons/PauseCircleFilled';
import RadioButtonUnchecked from '@material-ui/icons/RadioButtonUnchecked';
import Sync from '@material-ui/icons/Sync';
import Warning from '@material-ui/icons/Warning';
import type { Tone } from '../../format/states';
import { useTones } from '../../theme/tones';

const icons: Record<Tone, ComponentType<SvgIconProps>> = {
  good: CheckCircle,
  running: Sync,
  paused: PauseCircleFilled,
  warning: Warning,
  bad: ErrorIcon,
  neutral: CancelOutlined,
  waiting: RadioButtonUnchecked,
};

const useStyles = makeStyles({
  '@keyframes turn': {
    from: { transform: 'rotate(0deg)' },
    to: { transform: 'rotate(-360deg)' },
  },
  turning: {
    animation: '$turn 2.4s linear infinite',
    '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
  },
});

/** The icon of a tone. Decoration: the words stand beside it. */
export function StatusIcon(props: {
  tone: Tone;
  /**
   * Turns while it runs. For the one icon that leads a page: a list of turning
   * icons says no more, and would have the browser paint it without end.
   */
  turns?: boolean;
  size?: number;
  className?: string;
}) {
  const classes = useStyles();
  const { main } = useTones()[props.tone];
  const Icon = icons[props.tone];
  return (
    <Icon
      aria-hidden
      className={`${
        props.turns && props.tone === 'running' ? classes.turning : ''
      } ${props.className ?? ''}`}
      style={{ color: main, fontSize: props.size ?? 18, flexShrink: 0 }}
    />
  );
}
