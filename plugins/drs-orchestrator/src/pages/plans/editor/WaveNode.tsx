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
import { useWaveLinking, type DrawnArrow } from './useWaveLinking';

const useStyles = makeStyles(theme => ({
  node: {
    height: '100%',
    cursor: 'grab',
    // Another ground would make the paler words too pale.
    '&:hover': {
      boxShadow: `inset 0 0 0 1px ${theme.palette.primary.main}`,
    },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -3,
    },
  },
  target: { cursor: 'crosshair' },
}));

/** A wave in the picture of the editor: it can be chosen, and arrows be drawn from it and to it. */
export function WaveNode(props: {
  waveNumber: number;
  selected: boolean;
  /** Whether choosing it draws an arrow to it. */
  isTarget: boolean;
  onChoose: () => void;
  onDraw: (arrow: DrawnArrow | undefined) => void;
  onLink: (from: number, to: number) => void;
  children: ReactNode;
}) {
  const classes = useStyles();
  const boxRef = useWaveLinking({
    waveNumber: props.waveNumber,
    onDraw: props.onDraw,
    onLink: props.onLink,
  });
  return (
    // Firefox drags nothing that is a button element or within one.
    <div
      ref={boxRef}
      role="button"
      tabIndex={0}
      aria-pressed={props.selected}
      data-wave={props.waveNumber}
      className={`${classes.node} ${props.isTarget ? classes.target : ''}`}
      onClick={props.onChoose}
      onKeyDown={event => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          props.onChoose();
        }
      }}
    >
      {props.children}
    </div>
  );
}
