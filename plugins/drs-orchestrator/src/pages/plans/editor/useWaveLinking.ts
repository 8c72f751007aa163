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

import { useEffect, useRef } from 'react';
import {
  draggable,
  dropTargetForElements,
} from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/utils/combine';
import { disableNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/utils/disable-native-drag-preview';

const WAVE = Symbol('number of the wave from which an arrow is drawn');

const waveIn = (data: Record<string | symbol, unknown> | undefined) => {
  const number = data?.[WAVE];
  return typeof number === 'number' ? number : undefined;
};

/** An arrow while it is being drawn. */
export interface DrawnArrow {
  from: number;
  /** Where it ends, in pixels from the upper left corner of the wave it comes from. */
  dx: number;
  dy: number;
  /** The wave it is over. */
  over?: number;
}

/** Lets somebody draw an arrow from one wave's box to another's. */
export function useWaveLinking(options: {
  waveNumber: number;
  onDraw: (arrow: DrawnArrow | undefined) => void;
  onLink: (from: number, to: number) => void;
}) {
  const { waveNumber } = options;
  const boxRef = useRef<HTMLDivElement>(null);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => {
    const box = boxRef.current;
    if (!box) {
      return undefined;
    }
    return combine(
      draggable({
        element: box,
        getInitialData: () => ({ [WAVE]: waveNumber }),
        // The arrow is what is seen to be dragged.
        onGenerateDragPreview: ({ nativeSetDragImage }) =>
          disableNativeDragPreview({ nativeSetDragImage }),
        onDrag: ({ location }) => {
          const { input, dropTargets } = location.current;
          const { left, top } = box.getBoundingClientRect();
          latest.current.onDraw({
            from: waveNumber,
            dx: input.clientX - left,
            dy: input.clientY - top,
            over: waveIn(dropTargets[0]?.data),
          });
        },
        onDrop: () => latest.current.onDraw(undefined),
      }),
      dropTargetForElements({
        element: box,
        canDrop: ({ source }) => {
          const from = waveIn(source.data);
          return from !== undefined && from !== waveNumber;
        },
        getData: () => ({ [WAVE]: waveNumber }),
        getDropEffect: () => 'link',
        onDrop: ({ source }) => {
          const from = waveIn(source.data);
          if (from !== undefined) {
            latest.current.onLink(from, waveNumber);
          }
        },
      }),
    );
  }, [waveNumber]);
  return boxRef;
}
