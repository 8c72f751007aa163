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

import { makeStyles, useTheme } from '@material-ui/core/styles';
import { useTones } from '../../../theme/tones';
import { waitingKinds, type SegmentKind } from './segments';

// One hue for all that DRS does, the deeper the further the launch has come.
const light: Partial<Record<SegmentKind, string>> = {
  REQUEST: '#cfe0f5',
  SNAPSHOT: '#a3c5ee',
  CONVERSION: '#669fdd',
  LAUNCH: '#2468b8',
  LAUNCHING: '#669fdd',
  HEALTH: '#5fb083',
  HOOK: '#8d949b',
};
const dark: Partial<Record<SegmentKind, string>> = {
  REQUEST: '#35506f',
  SNAPSHOT: '#3f6da3',
  CONVERSION: '#5e97d8',
  LAUNCH: '#a6cdfa',
  LAUNCHING: '#5e97d8',
  HEALTH: '#78c296',
  HOOK: '#aab0b6',
};

/** What a stretch of each kind is filled with: waiting is hatched, work is not. */
export function useFills(): (kind: SegmentKind) => string {
  const isDark = useTheme().palette.type === 'dark';
  const tones = useTones();
  return kind => {
    if (waitingKinds.has(kind)) {
      const line =
        kind === 'APPROVAL' || kind === 'HOLD'
          ? tones.paused.main
          : tones.neutral.main;
      return `repeating-linear-gradient(135deg, ${line} 0 2px, transparent 2px 7px)`;
    }
    return (isDark ? dark : light)[kind] ?? tones.neutral.main;
  };
}

/** For screen readers only. */
export const visuallyHidden = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clip: 'rect(0 0 0 0)',
  whiteSpace: 'nowrap',
} as const;

/** The measures of the picture, of which several of its parts must agree. */
export const WAVE_ROW = 44;
export const SERVER_ROW = 28;

export const useLaneStyles = makeStyles(theme => ({
  row: {
    display: 'grid',
    gridTemplateColumns: 'var(--names) 1fr',
    borderBottom: `1px solid ${theme.palette.divider}`,
    boxSizing: 'border-box',
  },
  wave: { height: WAVE_ROW },
  server: { height: SERVER_ROW },
  name: {
    minWidth: 0,
    paddingRight: theme.spacing(1.5),
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
  },
  underWave: { paddingLeft: 34 },
  cut: {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  title: { fontWeight: 600, fontSize: '0.9rem', lineHeight: 1.3 },
  small: {
    fontSize: '0.78rem',
    lineHeight: 1.3,
    color: theme.palette.text.secondary,
  },
  // The icon before it says the same to whoever sees it, this to whoever hears it.
  aside: {
    whiteSpace: 'nowrap',
    [theme.breakpoints.down('sm')]: visuallyHidden,
  },
  plain: {
    font: 'inherit',
    color: 'inherit',
    background: 'none',
    border: 0,
    padding: 0,
    cursor: 'pointer',
    textAlign: 'left',
    minWidth: 0,
  },
  link: {
    color: theme.palette.link,
    '&:hover': { textDecoration: 'underline' },
  },
  lane: { position: 'relative', minWidth: 0, overflow: 'hidden' },
  bar: { position: 'absolute', minWidth: 2, boxSizing: 'border-box' },
  ofWave: { top: 8, height: 16 },
  ofServer: { top: 8, height: 12 },
  ghost: {
    position: 'absolute',
    top: 29,
    height: 8,
    boxSizing: 'border-box',
    minWidth: 2,
    borderRadius: 2,
    border: `1px dashed ${theme.palette.text.secondary}`,
  },
  ghostCritical: {
    borderStyle: 'solid',
    background: theme.palette.action.disabledBackground,
  },
  critical: {
    position: 'absolute',
    top: 24,
    height: 3,
    minWidth: 2,
    background: theme.palette.text.primary,
  },
  ahead: {
    position: 'absolute',
    top: 8,
    height: 16,
    boxSizing: 'border-box',
    borderRadius: 2,
    border: `1px dotted ${theme.palette.text.secondary}`,
  },
  // On this ground neither the colour of links nor the secondary one is legible.
  chosen: {
    background: theme.palette.action.selected,
    '& $link, & $small': { color: theme.palette.text.primary },
    '& $link': { textDecoration: 'underline' },
  },
}));

/** Where a stretch stands. What goes on reaches to now, which moves by itself. */
export const placed = (from: number, to: number | undefined) => ({
  left: `calc(${from} * var(--second))`,
  width:
    to === undefined
      ? `calc((var(--now) - ${from}) * var(--second))`
      : `calc(${to - from} * var(--second))`,
});
