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

import { useTheme } from '@material-ui/core/styles';
import type { Tone } from '../format/states';

/** Colours of a tone: `main` is legible as text on paper, `soft` as a ground under text. */
export interface ToneColours {
  main: string;
  soft: string;
}

// Backstage's palette.status is made for dots: as text, its orange and yellow
// fall below a contrast of 4.5 to 1. These do not, on paper and on the page.
const light: Record<Tone, ToneColours> = {
  good: { main: '#17693a', soft: '#e3f3e8' },
  running: { main: '#1556a8', soft: '#e4eefb' },
  paused: { main: '#6b3fa0', soft: '#f0e8f9' },
  warning: { main: '#8a4b00', soft: '#fdf0dc' },
  bad: { main: '#b3201b', soft: '#fce8e6' },
  neutral: { main: '#585d63', soft: '#eceef0' },
  waiting: { main: '#585d63', soft: '#f1f2f4' },
};

const dark: Record<Tone, ToneColours> = {
  good: { main: '#86d9a2', soft: '#2c4a37' },
  running: { main: '#9cc9ff', soft: '#2d4360' },
  paused: { main: '#d3b8f5', soft: '#45365a' },
  warning: { main: '#ffc670', soft: '#55422a' },
  bad: { main: '#ffa8a1', soft: '#5c3533' },
  neutral: { main: '#cfd3d8', soft: '#4c4f53' },
  waiting: { main: '#cfd3d8', soft: '#484a4d' },
};

/** The colours of every tone in the present theme. */
export function useTones(): Record<Tone, ToneColours> {
  return useTheme().palette.type === 'dark' ? dark : light;
}
