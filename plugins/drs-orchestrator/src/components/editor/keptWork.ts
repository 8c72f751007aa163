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
  useCallback,
  useEffect,
  useMemo,
  useState,
  type SetStateAction,
} from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { DrsOrchestratorApi } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { drsOrchestratorApiRef } from '../../api/apiRef';

/** What is being written, and what it began from. */
export interface Work<From, Draft> {
  from: From;
  draft: Draft;
}

/** What an editor tells about work that was kept, and what becomes of it. */
export interface KeptWork {
  /**
   * When the work that was found again was last changed (ISO 8601); absent: nothing
   * was found, or it has been worked on since.
   */
  foundFrom?: string;
  /** Gives up what was found, and begins with what is stored. */
  beginAnew: () => void;
  /** Keeps nothing of it: it was saved, or is given up. */
  forget: () => void;
}

/**
 * Makes a hook that holds the work of one kind of editor, and keeps it as long as it is
 * unsaved and the portal is open. Nobody can ask before the browser's Back button, nor
 * before Backstage makes its pages anew for another theme, so what was written has to
 * be there when the editor opens again. It is kept in memory alone: names of hosts and
 * parameters of hooks have no business in the browser's storage.
 *
 * @param isUnsaved - whether the work differs from what is stored
 */
export function keepingWork<From, Draft>(
  isUnsaved: (work: Work<From, Draft>) => boolean,
) {
  type Room = Map<string, { work: Work<From, Draft>; changedAt: string }>;
  // By API, so that two apps (or tests) never share one.
  const rooms = new WeakMap<DrsOrchestratorApi, Room>();
  function roomOf(api: DrsOrchestratorApi): Room {
    const room: Room = rooms.get(api) ?? new Map();
    rooms.set(api, room);
    return room;
  }

  /** @param place - what is edited: the same as long as the component lives */
  return function useKeptWork(place: string, begin: () => Work<From, Draft>) {
    const room = roomOf(useApi(drsOrchestratorApiRef));
    const [found, setFound] = useState(() => room.get(place));
    const [work, setWork] = useState(() => found?.work ?? begin());
    const unsaved = useMemo(() => isUnsaved(work), [work]);

    useEffect(() => {
      if (!unsaved) {
        room.delete(place);
      } else if (room.get(place)?.work !== work) {
        room.set(place, { work, changedAt: new Date().toISOString() });
      }
    }, [room, place, work, unsaved]);

    const setDraft = useCallback(
      (next: SetStateAction<Draft>) =>
        setWork(before => ({
          ...before,
          draft: next instanceof Function ? next(before.draft) : next,
        })),
      [],
    );
    const kept: KeptWork = {
      // What is added to it is not given up with it.
      foundFrom: work === found?.work ? found.changedAt : undefined,
      beginAnew: () => {
        setFound(undefined);
        setWork(begin());
      },
      forget: () => room.delete(place),
    };
    return { ...work, setDraft, setWork, unsaved, kept };
  };
}
