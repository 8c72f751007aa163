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
import { validate } from './validate';

/** What is said of a value that does not pass, problem by problem. */
const problems = (schema: z.ZodType, value: unknown): string[] =>
  validate(schema, value).error?.issues.map(({ message }) => message) ?? [];

describe('a value that does not pass', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    // invalid_type
    ['nothing', z.string(), undefined, 'Must be given'],
    ['a number for text', z.string(), 3, 'Must be text'],
    ['what is no number', z.number(), Number('ten'), 'Must be a number'],
    ['what is not whole', z.int(), 1.5, 'Must be a whole number'],
    ['no answer', z.boolean(), 'yes', 'Must be true or false'],
    ['one for a list', z.array(z.string()), 'a', 'Must be a list'],
    ['text for an object', z.strictObject({}), 'a', 'Must be an object'],
    [
      'text for tags',
      z.record(z.string(), z.string()),
      'a',
      'Must be an object',
    ],
    ['a type without a word', z.null(), 'a', 'Must be null'],
    ['what may not be', z.never(), 1, 'Must not be given'],
    // invalid_value
    ['another literal', z.literal('a'), 'b', 'Must be "a"'],
    [
      'another choice',
      z.enum(['A', 'B', 'C']),
      'D',
      'Must be one of "A", "B" or "C"',
    ],
    [
      'no choice',
      z.enum(['A', 'B']),
      undefined,
      'Must be given: one of "A" or "B"',
    ],
    // too_small
    ['a small number', z.number().min(1), 0, 'Must be at least 1'],
    ['the bound itself', z.number().gt(1), 1, 'Must be more than 1'],
    [
      'a short text',
      z.string().min(3),
      'ab',
      'Must have at least 3 characters',
    ],
    ['no text', z.string().min(1), '', 'Must not be empty'],
    ['an empty list', z.array(z.string()).min(1), [], 'Must not be empty'],
    [
      'an early date',
      z.date().min(new Date(0)),
      new Date(-1),
      'Must be at or after 1970-01-01T00:00:00.000Z',
    ],
    // too_big
    ['a large number', z.number().max(100), 101, 'Must be at most 100'],
    ['the other bound itself', z.number().lt(5), 5, 'Must be less than 5'],
    ['a long text', z.string().max(1), 'ab', 'Must have at most 1 character'],
    [
      'a long list',
      z.array(z.string()).max(2),
      ['a', 'b', 'c'],
      'Must have at most 2 items',
    ],
    [
      'another length',
      z.string().length(2),
      'abc',
      'Must have exactly 2 characters',
    ],
    // invalid_format
    [
      'no instant',
      z.iso.datetime(),
      'noon',
      'Must be a time in UTC, such as "2026-01-31T09:30:00Z"',
    ],
    [
      'no address',
      z.ipv4(),
      '10.0.0',
      'Must be an IPv4 address, such as "10.0.1.20"',
    ],
    ['a format without a word', z.jwt(), 'a', 'Must be a valid jwt'],
    [
      'another pattern',
      z.string().regex(/^a+$/),
      'b',
      'Must match the pattern /^a+$/',
    ],
    [
      'another beginning',
      z.string().startsWith('arn:'),
      'b',
      'Must begin with "arn:"',
    ],
    ['another end', z.string().endsWith('.json'), 'b', 'Must end with ".json"'],
    ['a text without it', z.string().includes('@'), 'b', 'Must contain "@"'],
    // not_multiple_of
    [
      'what lies between',
      z.number().multipleOf(5),
      7,
      'Must be a multiple of 5',
    ],
    // unrecognized_keys
    ['a stray field', z.strictObject({}), { a: 1 }, 'There is no field "a"'],
    [
      'stray fields',
      z.strictObject({}),
      { a: 1, b: 1 },
      'There are no fields "a" and "b"',
    ],
    // invalid_union
    [
      'neither form',
      z.union([z.string(), z.array(z.string())]),
      1,
      'Must be text or a list',
    ],
    [
      'one form with a problem',
      z.union([z.string().max(1), z.array(z.string())]),
      'ab',
      'Must have at most 1 character',
    ],
    [
      'one form with a problem in it',
      z.union([z.string(), z.array(z.string())]),
      ['a', 1],
      '1: Must be text',
    ],
    [
      'two forms that are both meant',
      z.union([z.string().min(9), z.string().startsWith('s-')]),
      'ab',
      'Must have at least 9 characters, or: Must begin with "s-"',
    ],
    ['no form', z.union([z.string(), z.number()]), undefined, 'Must be given'],
    [
      'another kind',
      z.discriminatedUnion('type', [
        z.object({ type: z.literal('a') }),
        z.object({ type: z.literal('b') }),
      ]),
      { type: 'c' },
      'Must be one of "a" or "b"',
    ],
    [
      'both of two forms',
      z.xor([z.string(), z.string().max(9)]),
      'ab',
      'Must have one form, but has several',
    ],
    // invalid_key, invalid_element
    [
      'a long key',
      z.record(z.string().max(2), z.string()),
      { abc: 'a' },
      'Its name must have at most 2 characters',
    ],
    [
      'a key with words of its own',
      z.record(z.string().regex(/^a/, 'A key begins with "a"'), z.string()),
      { b: 'a' },
      'Its name is not valid: A key begins with "a"',
    ],
    [
      'another value of a map',
      z.map(z.array(z.string()), z.number()),
      new Map([[['a'], 'b']]),
      'Its value must be a number',
    ],
    // custom
    [
      'what another check refuses',
      z.string().refine(() => false),
      'a',
      'Is not valid',
    ],
  ])('says what has to be mended: %s', (_what, schema, value, expected) => {
    expect(problems(schema, value)).toEqual([expected]);
  });

  it('keeps the words that its schema has', () => {
    const schema = z.object({
      name: z.string().min(1, 'A name is needed'),
      source: z.union([z.string(), z.looseObject({})], {
        error: 'A manifest is an object, or text',
      }),
    });
    expect(problems(schema, { name: '', source: 1 })).toEqual([
      'A name is needed',
      'A manifest is an object, or text',
    ]);
  });

  it('names no field at greater length than one can read', () => {
    expect(problems(z.strictObject({}), { ['a'.repeat(500)]: 1 })).toEqual([
      `There is no field "${'a'.repeat(100)}"`,
    ]);
  });

  it('changes no words of zod for others', () => {
    validate(z.number().min(1), 0);
    expect(z.number().min(1).safeParse(0).error?.issues[0].message).toContain(
      'Too small',
    );
  });
});

it('gives what passes, as the schema makes it', () => {
  expect(validate(z.coerce.number().default(5), '7')).toEqual({
    success: true,
    data: 7,
  });
});
