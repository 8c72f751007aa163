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

/**
 * Something that only whoever leads may do, again and again, beside the
 * executions. It goes on in a loop of its own: one that takes long holds up no
 * other.
 */
export interface LeaderDuty {
  /** Between the end of one round and the next. */
  readonly intervalMs: number;
  /**
   * Does what there is to do now.
   *
   * @param epoch - what is written must hold to it: another may lead by then
   * @throws LeadershipLost where another leads; nothing was done
   */
  perform(epoch: number): Promise<void>;
}
