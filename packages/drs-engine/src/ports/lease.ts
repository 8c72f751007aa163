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

/** What a replica sees of the lease. */
export interface LeaseView {
  readonly holder: string;
  /** Raised by one with each change of holder: what an outdated leader writes is refused. */
  readonly epoch: number;
  /** Raised by each sign of life. */
  readonly beat: number;
}

/**
 * The row that says who leads. Replicas compare what they see with their own
 * clocks only, so that clocks that differ do no harm.
 */
export interface LeaseStore {
  read(): Promise<LeaseView | undefined>;
  /**
   * Takes the lease if it still looks as seen.
   *
   * @returns the new view, or undefined where another was first
   */
  take(
    holder: string,
    seen: LeaseView | undefined,
  ): Promise<LeaseView | undefined>;
  /** @returns false when the lease is no longer held in this epoch */
  beat(holder: string, epoch: number): Promise<boolean>;
  /** Gives it up, so that another need not wait. */
  release(holder: string, epoch: number): Promise<void>;
}
