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

import {
  createTheme,
  decomposeColor,
  ThemeProvider,
} from '@material-ui/core/styles';
import { render, screen } from '@testing-library/react';
import { useLaneStyles } from './lanes';

type Colour = number[];

const channels = (colour: string): Colour => decomposeColor(colour).values;

/** What is seen of a colour, opaque or not, on an opaque ground. */
const seenOn = (ground: Colour, [r, g, b, alpha = 1]: Colour): Colour =>
  [r, g, b].map(
    (channel, index) => channel * alpha + ground[index] * (1 - alpha),
  );

/** WCAG 2.2, relative luminance. */
const luminance = (colour: Colour): number => {
  const [r, g, b] = colour.map(channel => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** WCAG 2.2, contrast ratio. */
const contrast = (one: Colour, other: Colour): number => {
  const [darker, lighter] = [luminance(one), luminance(other)].sort(
    (a, b) => a - b,
  );
  return (lighter + 0.05) / (darker + 0.05);
};

function ChosenRow() {
  const classes = useLaneStyles();
  return (
    <div data-testid="row" className={`${classes.row} ${classes.chosen}`}>
      <button className={`${classes.plain} ${classes.cut} ${classes.link}`}>
        orders-db-01
      </button>
      <span className={classes.small}>Healthy</span>
    </div>
  );
}

describe('the chosen row of the timeline', () => {
  it.each([
    // The colours of links in Backstage's own themes.
    ['light' as const, '#0A6EBE'],
    ['dark' as const, '#9CC9FF'],
  ])('is legible in the %s theme', (type, link) => {
    const theme = createTheme({ palette: { type, link } });
    render(
      <ThemeProvider theme={theme}>
        <ChosenRow />
      </ThemeProvider>,
    );
    const row = getComputedStyle(screen.getByTestId('row'));
    const ground = seenOn(
      channels(theme.palette.background.paper),
      channels(row.backgroundColor || row.background),
    );
    for (const text of ['orders-db-01', 'Healthy']) {
      const { color } = getComputedStyle(screen.getByText(text));
      expect(
        contrast(seenOn(ground, channels(color)), ground),
      ).toBeGreaterThanOrEqual(4.5);
    }
  });
});
