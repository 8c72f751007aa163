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

const twoDigits = (value: number) => String(value).padStart(2, '0');

/** Seconds as a clock shows them, "0:04:09"; its width does not change while it runs. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return [
    Math.floor(whole / 3_600),
    twoDigits(Math.floor(whole / 60) % 60),
    twoDigits(whole % 60),
  ].join(':');
}

/** An instant as tables show it: "2026-11-22 01:04:09Z". What is no instant stays. */
export function instantText(instant: string): string {
  const time = Date.parse(instant);
  return Number.isNaN(time)
    ? instant
    : `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

/** The time of day of an instant: "01:04:09Z". */
export const timeText = (instant: string): string =>
  instantText(instant).slice(11);
