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

const units = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3_600 },
  { name: 'min', seconds: 60 },
  { name: 's', seconds: 1 },
] as const;

/**
 * A duration by its two largest units: "6 min 10 s", "2 h", "0 s". Never more
 * than was: parts are cut, not rounded.
 */
export function durationText(seconds: number): string {
  let rest = Math.max(0, Math.floor(seconds));
  const first = units.findIndex(unit => rest >= unit.seconds);
  if (first < 0) {
    return '0 s';
  }
  const parts: string[] = [];
  for (const unit of units.slice(first, first + 2)) {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    if (count > 0) {
      parts.push(`${count} ${unit.name}`);
    }
  }
  return parts.join(' ');
}

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

/** Seconds from one instant to another. */
export function secondsBetween(from: string, to: number | string): number {
  const end = typeof to === 'number' ? to : Date.parse(to);
  return (end - Date.parse(from)) / 1000;
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
