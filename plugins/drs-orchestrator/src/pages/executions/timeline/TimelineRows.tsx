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

import { memo } from 'react';
import ChevronRight from '@material-ui/icons/ChevronRight';
import ExpandMore from '@material-ui/icons/ExpandMore';
import type { ExecutionServer } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { StatusIcon } from '../../../components/status/StatusIcon';
import { Elapsed } from '../../../components/time/Elapsed';
import { outcomeState, waveStanding } from '../../../format/states';
import { useTones } from '../../../theme/tones';
import type { ExecutionsWords } from '../../../translations/executions';
import { useExecutionsWords } from '../../../translations/useExecutionsWords';
import { useWords } from '../../../translations/useWords';
import type { Words } from '../../../translations/words';
import { durationText } from '../../../format/time';
import { countsOf } from '../countsOf';
import { placed, useFills, useLaneStyles, visuallyHidden } from './lanes';
import type { TimelineRow } from './layOut';
import type { Segment } from './segments';

type WaveRowData = Extract<TimelineRow, { kind: 'wave' }>;

/** What a stretch was spent on: "Conversion", "Conversion (earlier try)". */
export function spentText(
  t: ExecutionsWords,
  { kind, reason, isEarlier }: Segment,
): string {
  const what = t(`timeline.kind.${kind}`);
  if (isEarlier) {
    return t('timeline.earlier', { what });
  }
  return reason ? t('timeline.because', { what, reason }) : what;
}

/** A stretch in words: "Conversion, from 2 min to 4 min 10 s after the start". */
export function segmentText(
  t: ExecutionsWords,
  words: Words,
  segment: Segment,
): string {
  const { from, to } = segment;
  const what = spentText(t, segment);
  const began = durationText(words, Math.round(from));
  return to === undefined
    ? t('timeline.since', { what, from: began })
    : t('timeline.fromTo', {
        what,
        from: began,
        to: durationText(words, Math.round(to)),
      });
}

function Bars(props: { segments: readonly Segment[]; className: string }) {
  const t = useExecutionsWords();
  const words = useWords();
  const classes = useLaneStyles();
  const fill = useFills();
  return (
    <>
      {props.segments.map((segment, index) => (
        <div
          key={`${segment.kind}-${index}`}
          aria-hidden
          className={`${classes.bar} ${props.className}`}
          title={segmentText(t, words, segment)}
          style={{
            ...placed(segment.from, segment.to),
            background: fill(segment.kind),
          }}
        />
      ))}
    </>
  );
}

/** A wave of the timeline, with its plan below it. */
export function WaveRow(props: {
  row: WaveRowData;
  rowIndex: number;
  isChosen: boolean;
  onToggle: (waveNumber: number) => void;
}) {
  const t = useExecutionsWords();
  const words = useWords();
  const classes = useLaneStyles();
  const { row, onToggle } = props;
  const { wave, segments, expected, forecast } = row;
  const state = waveStanding(words, wave);
  const { up, total } = countsOf(wave.servers);
  const first = segments.at(0);
  const last = segments.at(-1);
  const told = [
    ...segments.map(segment => segmentText(t, words, segment)),
    ...(expected
      ? [
          t('timeline.expectedFromTo', {
            from: durationText(words, expected.from),
            to: durationText(words, expected.to),
          }),
        ]
      : []),
    ...(row.isCritical ? [t('timeline.isCritical')] : []),
  ];
  return (
    <div
      role="row"
      aria-rowindex={props.rowIndex}
      className={`${classes.row} ${classes.wave} ${
        props.isChosen ? classes.chosen : ''
      }`}
    >
      <div role="rowheader" className={classes.name}>
        <button
          type="button"
          className={classes.plain}
          aria-expanded={row.isOpen}
          aria-label={t('timeline.serversOf', {
            wave: t('wave.title', {
              number: String(wave.waveNumber),
              name: wave.waveName,
            }),
          })}
          onClick={() => onToggle(wave.waveNumber)}
          style={{ display: 'flex' }}
        >
          {row.isOpen ? (
            <ExpandMore fontSize="small" aria-hidden />
          ) : (
            <ChevronRight fontSize="small" aria-hidden />
          )}
        </button>
        <StatusIcon tone={state.tone} size={16} />
        <div style={{ minWidth: 0 }}>
          <div
            className={`${classes.cut} ${classes.title}`}
            title={wave.waveName}
          >
            {t('wave.title', {
              number: String(wave.waveNumber),
              name: wave.waveName,
            })}
          </div>
          <div className={`${classes.cut} ${classes.small}`}>
            {t('timeline.stands', {
              state: state.text,
              up: String(up),
              total: String(total),
            })}
            {wave.startTime && (
              <>
                {' · '}
                <Elapsed
                  from={wave.startTime}
                  to={wave.readyAt ?? wave.endTime}
                />
              </>
            )}
          </div>
        </div>
      </div>
      <div role="cell" className={classes.lane}>
        <span style={visuallyHidden}>{told.join('. ')}</span>
        <Bars segments={segments} className={classes.ofWave} />
        {row.isCritical && first && last && (
          <div
            aria-hidden
            className={classes.critical}
            title={t('timeline.isCritical')}
            style={placed(first.from, last.to)}
          />
        )}
        {forecast && (
          <div
            aria-hidden
            className={classes.ahead}
            title={t('timeline.aheadFromTo', {
              from: durationText(words, Math.round(forecast.from)),
              to: durationText(words, Math.round(forecast.to)),
            })}
            style={placed(forecast.from, forecast.to)}
          />
        )}
        {expected && (
          <div
            aria-hidden
            className={`${classes.ghost} ${
              row.wasExpectedCritical ? classes.ghostCritical : ''
            }`}
            title={t('timeline.expectedFromTo', {
              from: durationText(words, expected.from),
              to: durationText(words, expected.to),
            })}
            style={placed(expected.from, expected.to)}
          />
        )}
      </div>
    </div>
  );
}

/** A server of the timeline; drawn anew only when something about it changed. */
export const ServerRow = memo(function DrawnServer(props: {
  server: ExecutionServer;
  segments: readonly Segment[];
  rowIndex: number;
  isChosen: boolean;
  onOpen: (sourceServerId: string) => void;
}) {
  const t = useExecutionsWords();
  const words = useWords();
  const classes = useLaneStyles();
  const tones = useTones();
  const { server, segments } = props;
  const state = outcomeState(words, server.outcome);
  const last = segments.at(-1);
  return (
    <div
      role="row"
      aria-rowindex={props.rowIndex}
      className={`${classes.row} ${classes.server} ${
        props.isChosen ? classes.chosen : ''
      }`}
    >
      <div role="rowheader" className={`${classes.name} ${classes.underWave}`}>
        <button
          type="button"
          className={`${classes.plain} ${classes.cut} ${classes.link}`}
          title={server.hostname}
          onClick={() => props.onOpen(server.sourceServerId)}
        >
          {server.hostname}
        </button>
        <span style={{ flex: 1 }} />
        <StatusIcon tone={state.tone} size={14} />
        <span className={`${classes.small} ${classes.aside}`}>
          {state.text}
        </span>
      </div>
      <div role="cell" className={classes.lane}>
        <span style={visuallyHidden}>
          {segments.map(segment => segmentText(t, words, segment)).join('. ')}
        </span>
        <Bars segments={segments} className={classes.ofServer} />
        {last?.to !== undefined && (
          <div
            aria-hidden
            className={classes.bar}
            style={{
              top: 5,
              height: 18,
              width: 3,
              left: `calc(${last.to} * var(--second))`,
              background: tones[state.tone].main,
            }}
          />
        )}
      </div>
    </div>
  );
});
