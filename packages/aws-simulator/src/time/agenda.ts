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

type Entry = { at: number; order: number; happen: (at: number) => void };

/**
 * What is going to happen, in order of process time. Nothing happens by
 * itself: the simulator calls {@link Agenda.advanceTo} before it reads or
 * changes anything, so that everything due by then has happened under the
 * circumstances of its own moment.
 */
export class Agenda {
  /** A binary heap by (at, order). */
  #heap: Entry[] = [];
  #order = 0;
  /** Told when something is scheduled before all that was. */
  onNextChanged?: () => void;

  /** When the next thing happens; `undefined` if nothing does. */
  get nextAt(): number | undefined {
    return this.#heap[0]?.at;
  }

  /** Entries of the same moment happen in the order they were scheduled. */
  schedule(at: number, happen: (at: number) => void): void {
    const heap = this.#heap;
    heap.push({ at, order: this.#order++, happen });
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!isBefore(heap[child], heap[parent])) break;
      [heap[child], heap[parent]] = [heap[parent], heap[child]];
      child = parent;
    }
    if (child === 0) this.onNextChanged?.();
  }

  /** Lets everything up to and including `now` happen, each at its own time. */
  advanceTo(now: number): void {
    while (this.#heap.length > 0 && this.#heap[0].at <= now) {
      const entry = this.#takeFirst();
      entry.happen(entry.at);
    }
  }

  clear(): void {
    this.#heap = [];
  }

  #takeFirst(): Entry {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap[heap.length - 1];
    heap.length -= 1;
    if (heap.length > 0) {
      heap[0] = last;
      let parent = 0;
      for (;;) {
        const left = 2 * parent + 1;
        const right = left + 1;
        let least = parent;
        if (left < heap.length && isBefore(heap[left], heap[least])) {
          least = left;
        }
        if (right < heap.length && isBefore(heap[right], heap[least])) {
          least = right;
        }
        if (least === parent) break;
        [heap[parent], heap[least]] = [heap[least], heap[parent]];
        parent = least;
      }
    }
    return first;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
