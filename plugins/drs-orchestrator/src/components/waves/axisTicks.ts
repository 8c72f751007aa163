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

const steps = [
  5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800,
  86_400, 604_800,
];

/** Round seconds for an axis from 0 to `span`: at most seven of them. */
export function axisTicks(span: number): number[] {
  const step =
    steps.find(candidate => span / candidate <= 6) ?? steps[steps.length - 1];
  const ticks: number[] = [];
  for (let at = 0; at <= span * 0.96; at += step) {
    ticks.push(at);
  }
  return ticks;
}
