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

/** The switch that holds every execution; moved by people, read by the leader. */
export interface FreezeSwitch {
  current(): Promise<{ readonly active: boolean; readonly reason?: string }>;
}

/** Where there is no such switch. */
export const neverFrozen: FreezeSwitch = {
  current: async () => ({ active: false }),
};
