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

import type { Dispatch, SetStateAction } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Finding,
  ProtectionGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextButton } from '../../../components/control/TextButton';
import { usePlanEditorWords } from '../../../translations/usePlanEditorWords';
import { moveWave, newWave, removeWave, type WaveDraft } from '../planDraft';
import { placeWave } from './waveLinks';
import type { Folding } from './useFolding';
import { useReorder, type Edge } from './useReorder';
import { WaveCard } from './WaveCard';

const MOST_WAVES = 100;

const useStyles = makeStyles(theme => ({
  top: { display: 'flex', justifyContent: 'flex-end' },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: { position: 'relative' },
  dragging: { opacity: 0.5 },
  edge: {
    position: 'absolute',
    left: 0,
    right: 0,
    height: 3,
    borderRadius: 2,
    background: theme.palette.primary.main,
    zIndex: 1,
  },
  // In the middle of the gap between two cards.
  before: { top: -theme.spacing(1) - 1.5 },
  behind: { bottom: -theme.spacing(1) - 1.5 },
}));

/** The waves as cards, in an order that is changed by dragging or by buttons. */
export function WaveList(props: {
  waves: readonly WaveDraft[];
  groups: readonly ProtectionGroup[];
  findings: readonly Finding[];
  /** The key of the selected wave. */
  selected: string | undefined;
  onSelect: (key: string) => void;
  folding: Folding;
  onChange: Dispatch<SetStateAction<WaveDraft[]>>;
  /** Says, to the eye and to screen readers, what came of something. */
  onTell: (text: string) => void;
}) {
  const classes = useStyles();
  const t = usePlanEditorWords();
  const { waves, folding, onChange, onTell } = props;
  const reorder = (key: string, next: WaveDraft[]) => {
    const index = next.findIndex(wave => wave.key === key);
    onChange(next);
    onTell(
      t('waves.moved', {
        name: next[index]?.waveName || t('waves.unnamed'),
        number: String(index + 1),
        total: String(next.length),
      }),
    );
  };
  return (
    <>
      {waves.length > 1 && (
        <div className={classes.top}>
          <TextButton
            size="small"
            onClick={() => folding.foldAll(!folding.allFolded)}
          >
            {folding.allFolded ? t('waves.unfoldAll') : t('waves.foldAll')}
          </TextButton>
        </div>
      )}
      <ol className={classes.list} aria-label={t('waves.title')}>
        {waves.map((wave, index) => (
          <WaveItem
            key={wave.key}
            wave={wave}
            index={index}
            waves={waves}
            groups={props.groups}
            findings={props.findings}
            selected={props.selected === wave.key}
            folded={folding.isFolded(wave.key)}
            onFold={folded => folding.fold(wave.key, folded)}
            onSelect={() => props.onSelect(wave.key)}
            onChange={changed =>
              onChange(before =>
                before.map(other => (other.key === wave.key ? changed : other)),
              )
            }
            onPlace={(key, beside) =>
              reorder(key, placeWave(waves, key, beside))
            }
            onMove={by => reorder(wave.key, moveWave(waves, index, by))}
            onRemove={() => {
              onChange(removeWave(waves, index));
              onTell(
                t('waves.removed', {
                  name: wave.waveName || t('waves.unnamed'),
                }),
              );
            }}
          />
        ))}
      </ol>
      <TextButton
        variant="outlined"
        disabled={waves.length >= MOST_WAVES}
        onClick={() => {
          const added = newWave(waves);
          onChange([...waves, added]);
          props.onSelect(added.key);
          onTell(t('waves.added', { number: String(waves.length + 1) }));
        }}
      >
        {t('waves.add')}
      </TextButton>
    </>
  );
}

function WaveItem(props: {
  wave: WaveDraft;
  index: number;
  waves: readonly WaveDraft[];
  groups: readonly ProtectionGroup[];
  findings: readonly Finding[];
  selected: boolean;
  folded: boolean;
  onFold: (folded: boolean) => void;
  onSelect: () => void;
  onChange: (wave: WaveDraft) => void;
  onPlace: (key: string, beside: { key: string; edge: Edge }) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const classes = useStyles();
  const { itemRef, gripRef, edge, dragging } = useReorder({
    itemKey: props.wave.key,
    onPlace: props.onPlace,
  });
  return (
    <li
      ref={itemRef}
      className={`${classes.item} ${dragging ? classes.dragging : ''}`}
    >
      {edge && (
        <div
          aria-hidden
          className={`${classes.edge} ${
            edge === 'before' ? classes.before : classes.behind
          }`}
        />
      )}
      <WaveCard
        wave={props.wave}
        index={props.index}
        waves={props.waves}
        groups={props.groups}
        findings={props.findings}
        gripRef={gripRef}
        selected={props.selected}
        folded={props.folded}
        onFold={props.onFold}
        onSelect={props.onSelect}
        onChange={props.onChange}
        onMove={props.onMove}
        onRemove={props.onRemove}
      />
    </li>
  );
}
