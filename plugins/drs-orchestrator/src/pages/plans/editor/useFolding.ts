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

import { useState } from 'react';
import type { WaveDraft } from '../planDraft';
import { keysOf } from './waveOrder';

/** A plan of more waves begins folded, so that it can be seen as a whole. */
const WAVES_OPEN = 6;

/** Which waves are folded to their names. */
export interface Folding {
  isFolded: (key: string) => boolean;
  fold: (key: string, folded: boolean) => void;
  foldAll: (folded: boolean) => void;
  allFolded: boolean;
}

/** Keeps which waves are folded to their names, by key. */
export function useFolding(waves: readonly WaveDraft[]): Folding {
  const [folded, setFolded] = useState<ReadonlySet<string>>(
    () => new Set(waves.length > WAVES_OPEN ? keysOf(waves) : []),
  );
  return {
    isFolded: key => folded.has(key),
    fold: (key, isFolded) =>
      setFolded(
        before =>
          new Set([
            ...[...before].filter(other => other !== key),
            ...(isFolded ? [key] : []),
          ]),
      ),
    foldAll: isFolded => setFolded(new Set(isFolded ? keysOf(waves) : [])),
    allFolded: waves.every(({ key }) => folded.has(key)),
  };
}
