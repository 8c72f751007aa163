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
  durationParts,
  durationUnits,
  secondsBetween,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { DateTime } from 'luxon';
import type { Words } from '../translations/words';

/** A duration by its two largest units: "6 min 10 s", "2 h", "0 s". */
export function durationText(words: Words, seconds: number): string {
  const [first, second] = durationParts(seconds).map(({ count, unit }) =>
    words(`duration.${unit}`, { n: String(count) }),
  );
  return second === undefined
    ? first
    : words('duration.two', { first, second });
}

/** An instant as people say it: "just now", "4 min ago", "in 2 h", "3 Oct 2026". */
export function formatRelative(
  words: Words,
  instant: string,
  now: number,
): string {
  const ago = secondsBetween(instant, now);
  const size = Math.abs(ago);
  if (size < 10) {
    return words('time.now');
  }
  if (size > 30 * 86_400) {
    return DateTime.fromISO(instant).toFormat('d LLL yyyy');
  }
  const unit =
    durationUnits.find(candidate => size >= candidate.seconds) ??
    durationUnits[3];
  const duration = words(`duration.${unit.name}`, {
    n: String(Math.floor(size / unit.seconds)),
  });
  return words(ago > 0 ? 'time.ago' : 'time.ahead', { duration });
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
  words: Words,
  instant: string,
  now: number,
  zone?: string,
): string {
  const seconds = -secondsBetween(instant, now);
  if (seconds < 1) {
    return words('time.anyMoment');
  }
  const options = zone ? { zone } : {};
  const at = DateTime.fromISO(instant, options);
  const today = DateTime.fromMillis(now, options);
  return words('time.deadline', {
    duration: durationText(words, seconds),
    when: dayAndClock(words, at, today),
  });
}

/** A clock time, with the day where that is another: "16:36", "tomorrow, 16:36", "24 Nov, 16:36". */
function dayAndClock(words: Words, at: DateTime, today: DateTime): string {
  const clock = at.toFormat('HH:mm');
  if (at.hasSame(today, 'day')) {
    return clock;
  }
  if (at.hasSame(today.plus({ days: 1 }), 'day')) {
    return words('time.tomorrow', { clock });
  }
  return at.toFormat(
    at.hasSame(today, 'year') ? 'd LLL, HH:mm' : 'd LLL yyyy, HH:mm',
  );
}
