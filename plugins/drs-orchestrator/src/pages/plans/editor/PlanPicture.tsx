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

import { useEffect, useRef, useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { TextButton } from '../../../components/control/TextButton';
import {
  WaveGraph,
  type WaveInGraph,
} from '../../../components/waves/WaveGraph';
import { usePlanEditorWords } from '../../../translations/usePlanEditorWords';
import type { WaveDraft } from '../planDraft';
import { ArrowLayer } from './ArrowLayer';
import type { DrawnArrow } from './useWaveLinking';
import { linkWaves, unlinkWaves } from './waveLinks';
import { WaveNode } from './WaveNode';
import { linkWords, waveNames } from './waveWords';

const useStyles = makeStyles(theme => ({
  // A plan of many waves scrolls in itself, so that the words below stay in sight.
  picture: {
    '& > div': { maxHeight: 'calc(100vh - 360px)', minHeight: 120 },
    [theme.breakpoints.down('sm')]: { '& > div': { maxHeight: '45vh' } },
  },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    minHeight: 40,
  },
  selected: { fontWeight: 600, marginRight: theme.spacing(1) },
}));

/**
 * The waves of a plan that is being written, as a picture to work in: drag from one
 * wave to another, or choose one and connect it by keyboard, to let the second start
 * after the first.
 */
export function PlanPicture(props: {
  waves: readonly WaveDraft[];
  /** The same waves as the picture shows them, in the same order. */
  nodes: readonly WaveInGraph[];
  /** The key of the selected wave. */
  selected: string | undefined;
  onSelect: (key: string) => void;
  onToFields: (key: string) => void;
  onChange: (waves: WaveDraft[]) => void;
  /** Says, to the eye and to screen readers, what came of something. */
  onTell: (text: string, refused?: boolean) => void;
}) {
  const classes = useStyles();
  const t = usePlanEditorWords();
  const root = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<DrawnArrow>();
  const [connecting, setConnecting] = useState(false);
  const { waves, selected } = props;
  const nameOf = waveNames(t, waves);
  const keyOf = (number: number) => waves[number - 1]?.key;
  const marked = waves.findIndex(wave => wave.key === selected) + 1;
  const node = (number: number) =>
    root.current?.querySelector<HTMLElement>(`[data-wave="${number}"]`);

  // The page itself must not move when the fields of another wave are entered.
  useEffect(() => {
    const box = root.current?.querySelector<HTMLElement>(
      `[data-wave="${marked}"]`,
    )?.parentElement;
    if (box && scroller.current) {
      const { clientWidth, clientHeight } = scroller.current;
      scroller.current.scrollTo?.({
        left: box.offsetLeft - (clientWidth - box.offsetWidth) / 2,
        top: box.offsetTop - (clientHeight - box.offsetHeight) / 2,
      });
    }
  }, [marked]);

  const link = (from: number, to: number) => {
    const [before, after] = [keyOf(from), keyOf(to)];
    if (before === undefined || after === undefined) {
      return;
    }
    const linked = linkWaves(waves, before, after);
    if (linked.outcome === 'LINKED') {
      props.onChange(linked.waves);
      props.onSelect(after);
    }
    props.onTell(
      linkWords(t, nameOf, before, after, linked),
      linked.outcome !== 'LINKED',
    );
  };
  const stop = () => {
    setConnecting(false);
    props.onTell(t('graph.stopped'));
    node(marked)?.focus();
  };
  const wouldBeRefused = () => {
    const [before, after] = [keyOf(drawn?.from ?? 0), keyOf(drawn?.over ?? 0)];
    return (
      before !== undefined &&
      after !== undefined &&
      linkWaves(waves, before, after).outcome !== 'LINKED'
    );
  };

  return (
    // Escape leaves the mode; everything else is up to the buttons within.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={root}
      onKeyDown={event => {
        if (connecting && event.key === 'Escape') {
          event.stopPropagation();
          stop();
        }
      }}
    >
      <div className={classes.picture}>
        <WaveGraph
          label={t('graph.label')}
          waves={props.nodes}
          marked={marked}
          scrollerRef={scroller}
          wrap={({ waveNumber }, box) => (
            <WaveNode
              waveNumber={waveNumber}
              selected={waveNumber === marked}
              isTarget={connecting && waveNumber !== marked}
              onChoose={() => {
                const key = keyOf(waveNumber);
                if (connecting) {
                  setConnecting(false);
                  link(marked, waveNumber);
                } else if (key !== undefined) {
                  props.onSelect(key);
                }
              }}
              onDraw={setDrawn}
              onLink={link}
            >
              {box}
            </WaveNode>
          )}
          over={layout => (
            <ArrowLayer
              layout={layout}
              selected={connecting ? undefined : marked}
              drawn={drawn}
              refused={drawn?.over !== undefined && wouldBeRefused()}
              labelOf={arrow =>
                t('graph.unlink', {
                  before: nameOf(keyOf(arrow.from)),
                  after: nameOf(keyOf(arrow.to)),
                })
              }
              onRemove={arrow => {
                const [before, after] = [keyOf(arrow.from), keyOf(arrow.to)];
                props.onChange(unlinkWaves(waves, before, after));
                props.onTell(
                  t('graph.unlinked', {
                    before: nameOf(before),
                    after: nameOf(after),
                  }),
                );
                // The button is gone with its arrow.
                node(marked)?.focus();
              }}
            />
          )}
        />
      </div>
      <div className={classes.actions}>
        {selected === undefined || marked === 0 ? (
          <Typography variant="body2" color="textSecondary">
            {t('graph.hint')}
          </Typography>
        ) : (
          <>
            <Typography variant="body2" className={classes.selected}>
              {connecting
                ? t('graph.connecting', { wave: nameOf(selected) })
                : t('graph.actions', { wave: nameOf(selected) })}
            </Typography>
            {connecting ? (
              <TextButton size="small" variant="outlined" onClick={stop}>
                {t('graph.stop')}
              </TextButton>
            ) : (
              <>
                <TextButton
                  size="small"
                  variant="outlined"
                  disabled={waves.length < 2}
                  aria-label={t('graph.connectLabel', {
                    wave: nameOf(selected),
                  })}
                  onClick={() => {
                    setConnecting(true);
                    props.onTell(t('graph.choose', { wave: nameOf(selected) }));
                    node(marked === 1 ? 2 : 1)?.focus();
                  }}
                >
                  {t('graph.connect')}
                </TextButton>
                <TextButton
                  size="small"
                  onClick={() => props.onToFields(selected)}
                >
                  {t('graph.toFields')}
                </TextButton>
              </>
            )}
          </>
        )}
      </div>
    </div>
  );
}
