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

import { z } from 'zod';

/** One problem as the schema that met it tells it, with what was given. */
type Issue = z.core.$ZodRawIssue;
/** A problem in a part of what another problem is about, with its words. */
type Told = z.core.$ZodIssue;

/**
 * Checks a value that a person or a program gave, as `schema.safeParse` does. But
 * whatever the schema has no words of its own for is said in a sentence for whoever
 * has to mend it: "Must be at least 1", where zod speaks of types and signs. Like all
 * messages of findings, without a full stop.
 *
 * The words go with this one check: zod's own are the whole app's, in which other
 * plugins count on them.
 *
 * @public
 */
export function validate<T extends z.ZodType>(
  schema: T,
  value: unknown,
): z.ZodSafeParseResult<z.output<T>> {
  return schema.safeParse(value, { error: problemOf });
}

function problemOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeProblem(issue.expected, issue.input);
    case 'invalid_value':
      return issue.input === undefined
        ? `${MISSING}: ${alternatives(issue.values)}`
        : `Must be ${alternatives(issue.values)}`;
    case 'too_small':
      return sizeProblem(issue.origin, issue.minimum, {
        exact: issue.exact === true,
        bound: issue.inclusive === false ? 'more than' : 'at least',
        instant: issue.inclusive === false ? 'after' : 'at or after',
      });
    case 'too_big':
      return sizeProblem(issue.origin, issue.maximum, {
        exact: issue.exact === true,
        bound: issue.inclusive === false ? 'less than' : 'at most',
        instant: issue.inclusive === false ? 'before' : 'at or before',
      });
    case 'invalid_format':
      return formatProblem(issue);
    case 'not_multiple_of':
      return `Must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return issue.keys.length === 1
        ? `There is no field ${quoted(issue.keys[0])}`
        : `There are no fields ${joined(issue.keys.map(quoted), 'and')}`;
    case 'invalid_union':
      return unionProblem(issue);
    case 'invalid_key':
      return partProblem('name', issue.issues);
    case 'invalid_element':
      return partProblem('value', issue.issues);
    case 'custom':
      return INVALID;
    default:
      // A code that only a later zod knows is no reason to fail.
      issue satisfies never;
      return INVALID;
  }
}

const MISSING = 'Must be given';
const INVALID = 'Is not valid';

/** What zod calls a type, in words. */
const types = new Map([
  ['string', 'text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['bigint', 'a whole number'],
  ['boolean', 'true or false'],
  ['date', 'a date'],
  ['array', 'a list'],
  ['tuple', 'a list'],
  ['set', 'a list'],
  ['object', 'an object'],
  ['record', 'an object'],
  ['map', 'an object'],
]);

function typeProblem(expected: string, input: unknown): string {
  if (expected === 'never' || expected === 'undefined') {
    return 'Must not be given';
  }
  return input === undefined
    ? MISSING
    : `Must be ${types.get(expected) ?? expected}`;
}

/** What things that have a size are counted in: one of it, and many. */
const units = new Map([
  ['string', ['character', 'characters']],
  ['array', ['item', 'items']],
  ['set', ['item', 'items']],
  ['map', ['entry', 'entries']],
  ['file', ['byte', 'bytes']],
]);

/**
 * @param words - `bound` stands before a number, as "at least", `instant` before
 *   an instant; `exact`: the limit is the only size there may be
 */
function sizeProblem(
  origin: string,
  limit: number | bigint,
  words: { exact: boolean; bound: string; instant: string },
): string {
  if (origin === 'date') {
    return `Must be ${words.instant} ${new Date(Number(limit)).toISOString()}`;
  }
  const bound = words.exact ? 'exactly' : words.bound;
  const unit = units.get(origin);
  if (!unit) {
    return `Must be ${bound} ${limit}`;
  }
  const [one, many] = unit;
  return bound === 'at least' && Number(limit) === 1
    ? 'Must not be empty'
    : `Must have ${bound} ${limit} ${Number(limit) === 1 ? one : many}`;
}

/** What zod calls a form of text, in words, with an example where that helps. */
const formats = new Map([
  ['datetime', 'a time in UTC, such as "2026-01-31T09:30:00Z"'],
  ['date', 'a day, such as "2026-01-31"'],
  ['time', 'a time of day, such as "09:30:00"'],
  ['duration', 'a duration, such as "PT30M"'],
  ['email', 'an email address'],
  ['url', 'a URL, such as "https://example.com/path"'],
  ['uuid', 'a UUID, such as "6f1c2f4e-8d0a-4b7e-9a53-0c1d2e3f4a5b"'],
  ['ipv4', 'an IPv4 address, such as "10.0.1.20"'],
  ['ipv6', 'an IPv6 address, such as "2001:db8::1"'],
  ['cidrv4', 'a range of IPv4 addresses, such as "10.0.0.0/16"'],
  ['cidrv6', 'a range of IPv6 addresses, such as "2001:db8::/32"'],
  ['base64', 'text in Base64'],
  ['json_string', 'text in JSON'],
]);

function formatProblem(
  issue: Extract<Issue, { code: 'invalid_format' }>,
): string {
  switch (issue.format) {
    case 'starts_with':
      return `Must begin with ${quoted(issue.prefix)}`;
    case 'ends_with':
      return `Must end with ${quoted(issue.suffix)}`;
    case 'includes':
      return `Must contain ${quoted(issue.includes)}`;
    case 'regex':
      return `Must match the pattern ${issue.pattern}`;
    default:
      return `Must be ${
        formats.get(issue.format) ?? `a valid ${issue.format}`
      }`;
  }
}

function unionProblem(
  issue: Extract<Issue, { code: 'invalid_union' }>,
): string {
  if (issue.inclusive === false) {
    return 'Must have one form, but has several';
  }
  if (issue.input === undefined) {
    return MISSING;
  }
  if (issue.options && issue.options.length > 0) {
    return `Must be ${alternatives(issue.options)}`;
  }
  // What has the type of one form only is meant as that, with a problem in it.
  const meant = issue.errors.filter(form => !form.some(isOfOtherKind));
  const forms = meant.length > 0 ? meant : issue.errors;
  const problems = [
    ...new Set(forms.flatMap(([first]) => (first ? [located(first)] : []))),
  ];
  const common = 'Must be ';
  if (problems.length > 1 && problems.every(told => told.startsWith(common))) {
    const ways = problems.map(told => told.slice(common.length));
    return `${common}${joined(ways, 'or')}`;
  }
  return problems.length === 0 ? INVALID : problems.join(', or: ');
}

/** Whether a problem says that a value is meant as something else altogether. */
const isOfOtherKind = ({ code, path }: Told): boolean =>
  path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');

/** A problem with the place that it has in what another problem is about. */
const located = ({ path, message }: Told): string =>
  path.length === 0 ? message : `${path.join('.')}: ${message}`;

function partProblem(part: string, [first]: readonly Told[]): string {
  if (!first) {
    return `Its ${part} is not valid`;
  }
  return first.message.startsWith('Must ')
    ? `Its ${part} must ${first.message.slice('Must '.length)}`
    : `Its ${part} is not valid: ${first.message}`;
}

/** `"a"`, or `one of "a", "b" or 3`. */
function alternatives(values: readonly unknown[]): string {
  const texts = values.map(quoted);
  return texts.length < 2 ? texts.join('') : `one of ${joined(texts, 'or')}`;
}

/** "a", "a or b", "a, b or c". */
function joined(texts: readonly string[], last: 'and' | 'or'): string {
  return texts.length < 2
    ? texts.join('')
    : `${texts.slice(0, -1).join(', ')} ${last} ${texts[texts.length - 1]}`;
}

/** A value as one would write it; a key that somebody sent may be of any length. */
const quoted = (value: unknown): string =>
  typeof value === 'string' ? `"${value.slice(0, 100)}"` : String(value);
