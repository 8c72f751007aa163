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
  durationUnits,
  formatDuration,
  secondsBetween,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { DateTime } from 'luxon';

/** An instant as people say it: "just now", "4 min ago", "in 2 h", "3 Oct 2026". */
export function formatRelative(instant: string, now: number): string {
  const ago = secondsBetween(instant, now);
  const size = Math.abs(ago);
  if (size < 10) {
    return 'just now';
  }
  if (size > 30 * 86_400) {
    return DateTime.fromISO(instant).toFormat('d LLL yyyy');
  }
  const unit =
    durationUnits.find(candidate => size >= candidate.seconds) ??
    durationUnits[3];
  const text = `${Math.floor(size / unit.seconds)} ${unit.name}`;
  return ago > 0 ? `${text} ago` : `in ${text}`;
}

/**
 * An instant in full, local first: "21 Nov 2026, 16:03:22 GMT+1 · 15:03:22 UTC";
 * once where both are the same.
 */
export function formatInstant(instant: string, zone?: string): string {
  const local = zone
    ? DateTime.fromISO(instant, { zone })
    : DateTime.fromISO(instant);
  const utc = local.toUTC();
  if (local.offset === 0) {
    return `${utc.toFormat('d LLL yyyy, HH:mm:ss')} UTC`;
  }
  const utcText = utc.hasSame(
    local.setZone('utc', { keepLocalTime: true }),
    'day',
  )
    ? utc.toFormat('HH:mm:ss')
    : utc.toFormat('d LLL yyyy, HH:mm:ss');
  return `${local.toFormat('d LLL yyyy, HH:mm:ss ZZZZ')} · ${utcText} UTC`;
}

/**
 * When something to come happens, by its distance and its local clock time, with
 * the day where that is not today: "in 23 h 59 min (tomorrow, 16:36)".
 *
 * @param now - milliseconds since the epoch
 */
export function formatDeadline(
  instant: string,
  now: number,
  zone?: string,
): string {
  const seconds = -secondsBetween(instant, now);
  if (seconds < 1) {
    return 'any moment now';
  }
  const options = zone ? { zone } : {};
  const at = DateTime.fromISO(instant, options);
  const today = DateTime.fromMillis(now, options);
  return `in ${formatDuration(seconds)} (${dayBefore(at, today)}${at.toFormat(
    'HH:mm',
  )})`;
}

/** The day in front of a clock time: nothing for today, "tomorrow, ", "24 Nov, ", "3 Feb 2027, ". */
function dayBefore(at: DateTime, today: DateTime): string {
  if (at.hasSame(today, 'day')) {
    return '';
  }
  if (at.hasSame(today.plus({ days: 1 }), 'day')) {
    return 'tomorrow, ';
  }
  return at.toFormat(
    at.hasSame(today, 'year') ? "d LLL', '" : "d LLL yyyy', '",
  );
}
