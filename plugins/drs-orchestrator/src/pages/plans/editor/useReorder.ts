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
import { combine } from '@atlaskit/pragmatic-drag-and-drop/utils/combine';
import {
  draggable,
  dropTargetForElements,
} from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';

/** The side of something at which what is dragged would be put. */
export type Edge = 'before' | 'behind';

const KEY = Symbol('key of what is being moved');

const movedKey = (data: Record<string | symbol, unknown>) => {
  const key = data[KEY];
  return typeof key === 'string' ? key : undefined;
};

/**
 * Lets somebody drag the items of a list to another place in it.
 *
 * @returns refs for the item as a whole and for the part by which it is dragged, the
 * edge at which another item would be put now, and whether it is being dragged itself
 */
export function useReorder(options: {
  itemKey: string;
  onPlace: (moved: string, beside: { key: string; edge: Edge }) => void;
}) {
  const { itemKey, onPlace } = options;
  const itemRef = useRef<HTMLLIElement>(null);
  const gripRef = useRef<HTMLDivElement>(null);
  const [edge, setEdge] = useState<Edge>();
  const [dragging, setDragging] = useState(false);
  const latest = useRef(onPlace);
  useEffect(() => {
    latest.current = onPlace;
  });
  useEffect(() => {
    const item = itemRef.current;
    const grip = gripRef.current;
    if (!item || !grip) {
      return undefined;
    }
    const edgeAt = ({ clientY }: { clientY: number }): Edge => {
      const { top, height } = item.getBoundingClientRect();
      return clientY < top + height / 2 ? 'before' : 'behind';
    };
    return combine(
      draggable({
        element: grip,
        getInitialData: () => ({ [KEY]: itemKey }),
        onDragStart: () => setDragging(true),
        onDrop: () => setDragging(false),
      }),
      dropTargetForElements({
        element: item,
        canDrop: ({ source }) => movedKey(source.data) !== undefined,
        onDrag: ({ source, location }) =>
          setEdge(
            movedKey(source.data) === itemKey
              ? undefined
              : edgeAt(location.current.input),
          ),
        onDragLeave: () => setEdge(undefined),
        onDrop: ({ source, location }) => {
          setEdge(undefined);
          const moved = movedKey(source.data);
          if (moved !== undefined && moved !== itemKey) {
            latest.current(moved, {
              key: itemKey,
              edge: edgeAt(location.current.input),
            });
          }
        },
      }),
    );
  }, [itemKey]);
  return { itemRef, gripRef, edge, dragging };
}
