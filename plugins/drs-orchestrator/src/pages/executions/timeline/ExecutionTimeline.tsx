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

import { useCallback, useMemo, useRef, useState } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import type { Execution } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useNow } from '../../../components/time/useNow';
import { axisTicks } from '../../../components/waves/axisTicks';
import { durationText } from '../../../format/time';
import { useUrlState } from '../../../routing/useUrlState';
import { useTones } from '../../../theme/tones';
import { useExecutionsWords } from '../../../translations/useExecutionsWords';
import { useWords } from '../../../translations/useWords';
import { layOutTimeline, spanOf, type TimelineLayout } from './layOut';
import {
  placed,
  SERVER_ROW,
  useFills,
  visuallyHidden,
  WAVE_ROW,
} from './lanes';
import { elapsedOf, useRunningClock } from './runningClock';
import { segmentText, ServerRow, WaveRow } from './TimelineRows';
import { TimelineLegend } from './TimelineLegend';

/** Fewer rows than that are all drawn, so that the page's own search finds them. */
const DRAWN_WHOLE = 60;

const useStyles = makeStyles(theme => ({
  scroller: {
    '--names': 'clamp(190px, 26%, 320px)',
    maxHeight: 520,
    overflowY: 'auto',
    overflowX: 'hidden',
    position: 'relative',
    marginTop: theme.spacing(1),
    '@media print': { maxHeight: 'none', overflow: 'visible' },
  },
  plane: { position: 'relative' },
  // Over the lanes, not over the names.
  overlay: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    left: 'var(--names)',
    right: 0,
    pointerEvents: 'none',
    overflow: 'hidden',
  },
  hold: { position: 'absolute', top: 0, bottom: 0, opacity: 0.35 },
  line: { position: 'absolute', top: 0, bottom: 0, width: 0 },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 2,
    height: 20,
    marginLeft: 'var(--names)',
    background: theme.palette.background.paper,
  },
  axis: {
    position: 'sticky',
    bottom: 0,
    zIndex: 2,
    height: 22,
    marginLeft: 'var(--names)',
    background: theme.palette.background.paper,
    color: theme.palette.text.secondary,
    overflow: 'hidden',
  },
  mark: {
    position: 'absolute',
    transform: 'translateX(-50%)',
    fontSize: '0.75rem',
    fontWeight: 600,
    whiteSpace: 'nowrap',
  },
  tick: {
    position: 'absolute',
    paddingTop: 3,
    transform: 'translateX(-50%)',
    fontSize: '0.75rem',
    whiteSpace: 'nowrap',
    '&:first-child': { transform: 'none' },
  },
}));

/**
 * The execution in time: a row a wave, which opens to its servers, cut by what the
 * time was spent on, over what was expected of it. Lines stand at now and at the
 * target. Which waves are open is in the URL.
 */
export function ExecutionTimeline({ execution }: { execution: Execution }) {
  const t = useExecutionsWords();
  const classes = useStyles();
  const url = useUrlState();
  const root = useRef<HTMLDivElement>(null);
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const openText = url.getAll('open').join();
  const opened = useMemo(
    () => new Set(openText.split(',').filter(Boolean).map(Number)),
    [openText],
  );
  // Only what is forecast moves with it; now moves by itself.
  const now = useNow(execution.endTime === undefined ? 10_000 : undefined);
  const layout = useMemo(
    () => layOutTimeline(execution, opened, elapsedOf(execution, now)),
    [execution, opened, now],
  );
  useRunningClock(root, execution, layout);

  const toggle = (waveNumber: number) => {
    const next = opened.has(waveNumber)
      ? [...opened].filter(other => other !== waveNumber)
      : [...opened, waveNumber];
    url.set({ open: next.map(String) });
  };
  const { set } = url;
  const openServer = useCallback((server: string) => set({ server }), [set]);

  const { rows } = layout;
  const all = rows.length <= DRAWN_WHOLE;
  const virtualizer = useVirtualizer({
    count: all ? 0 : rows.length,
    getScrollElement: () => scroller,
    estimateSize: index =>
      rows[index].kind === 'wave' ? WAVE_ROW : SERVER_ROW,
    getItemKey: index => {
      const row = rows[index];
      return row.kind === 'wave'
        ? row.wave.waveNumber
        : row.server.sourceServerId;
    },
    overscan: 12,
    // What scrolls may be drawn when the browser has time for it.
    useFlushSync: false,
  });
  const drawn = virtualizer.getVirtualItems();
  const range = all
    ? { from: 0, to: rows.length, above: 0, below: 0 }
    : {
        from: drawn.at(0)?.index ?? 0,
        to: (drawn.at(-1)?.index ?? -1) + 1,
        above: drawn.at(0)?.start ?? 0,
        below: virtualizer.getTotalSize() - (drawn.at(-1)?.end ?? 0),
      };

  return (
    <div ref={root}>
      <TimelineLegend layout={layout} />
      <div
        ref={setScroller}
        className={classes.scroller}
        // What scrolls must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        aria-label={t('timeline.label')}
      >
        <Marks execution={execution} layout={layout} />
        <div className={classes.plane}>
          <Overlay execution={execution} layout={layout} />
          <div
            role="table"
            aria-label={t('timeline.table')}
            aria-rowcount={rows.length + 1}
          >
            <div role="row" aria-rowindex={1} style={visuallyHidden}>
              <span role="columnheader">{t('timeline.what')}</span>
              <span role="columnheader">{t('timeline.when')}</span>
            </div>
            <div role="presentation" style={{ height: range.above }} />
            {rows
              .slice(range.from, range.to)
              .map((row, offset) =>
                row.kind === 'wave' ? (
                  <WaveRow
                    key={row.wave.waveNumber}
                    row={row}
                    rowIndex={range.from + offset + 2}
                    isChosen={url.get('at') === String(row.wave.waveNumber)}
                    onToggle={toggle}
                  />
                ) : (
                  <ServerRow
                    key={row.server.sourceServerId}
                    server={row.server}
                    segments={row.segments}
                    rowIndex={range.from + offset + 2}
                    isChosen={url.get('server') === row.server.sourceServerId}
                    onOpen={openServer}
                  />
                ),
              )}
            <div role="presentation" style={{ height: range.below }} />
          </div>
        </div>
        <Axis execution={execution} layout={layout} />
      </div>
    </div>
  );
}

/** The times that are held, and the lines at now, at the target and at what was expected. */
function Overlay(props: { execution: Execution; layout: TimelineLayout }) {
  const t = useExecutionsWords();
  const words = useWords();
  const classes = useStyles();
  const tones = useTones();
  const fill = useFills();
  const { layout } = props;
  const line = (left: string, style: string) => (
    <div className={classes.line} style={{ left, borderLeft: style }} />
  );
  return (
    <>
      <ul style={visuallyHidden}>
        {layout.holds.map(hold => (
          <li key={`${hold.kind}-${hold.from}`}>
            {segmentText(t, words, hold)}
          </li>
        ))}
      </ul>
      <div className={classes.overlay} aria-hidden>
        {layout.holds.map(hold => (
          <div
            key={`${hold.kind}-${hold.from}`}
            className={classes.hold}
            style={{
              ...placed(hold.from, hold.to),
              background: fill(hold.kind),
            }}
          />
        ))}
        {layout.end === undefined &&
          line(
            'calc(var(--now) * var(--second))',
            `2px solid ${tones.running.main}`,
          )}
        {layout.target !== undefined &&
          line(
            `calc(${layout.target} * var(--second))`,
            `2px dashed ${tones.bad.main}`,
          )}
      </div>
    </>
  );
}

function Marks(props: { execution: Execution; layout: TimelineLayout }) {
  const t = useExecutionsWords();
  const classes = useStyles();
  const tones = useTones();
  const { execution, layout } = props;
  const now = useNow(layout.end === undefined ? 5_000 : undefined);
  const elapsed = elapsedOf(execution, now);
  const span = spanOf(layout, elapsed);
  const { target } = layout;
  return (
    <div className={classes.head} aria-hidden>
      {layout.end === undefined && (
        <span
          className={classes.mark}
          style={{
            left: 'clamp(14px, calc(var(--now) * var(--second)), calc(100% - 14px))',
            color: tones.running.main,
          }}
        >
          {t('timeline.now')}
        </span>
      )}
      {target !== undefined &&
        target <= span &&
        (layout.end !== undefined ||
          Math.abs(target - elapsed) / span > 0.1) && (
          <span
            className={classes.mark}
            style={{
              left: `min(calc(${target} * var(--second)), calc(100% - 20px))`,
              color: tones.bad.main,
            }}
          >
            {t('timeline.target')}
          </span>
        )}
    </div>
  );
}

function Axis(props: { execution: Execution; layout: TimelineLayout }) {
  const words = useWords();
  const classes = useStyles();
  const { execution, layout } = props;
  const now = useNow(layout.end === undefined ? 5_000 : undefined);
  return (
    <div className={classes.axis} aria-hidden>
      {axisTicks(spanOf(layout, elapsedOf(execution, now))).map(seconds => (
        <span
          key={seconds}
          className={classes.tick}
          style={{ left: `calc(${seconds} * var(--second))` }}
        >
          {durationText(words, seconds)}
        </span>
      ))}
    </div>
  );
}
