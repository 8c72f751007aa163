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
  endpoints,
  type Endpoint,
  type OperationName,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import fc from 'fast-check';
import { z } from 'zod';

/** A request before it is put on the wire. */
export interface LooseRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** What of JSON Schema the contract's schemas are told by. */
const jsonSchema = z.looseObject({
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  get anyOf() {
    return z.array(jsonSchema).optional();
  },
  get oneOf() {
    return z.array(jsonSchema).optional();
  },
  get items() {
    return jsonSchema.optional();
  },
  get properties() {
    return z.record(z.string(), jsonSchema).optional();
  },
  get propertyNames() {
    return jsonSchema.optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), jsonSchema]).optional();
  },
  required: z.array(z.string()).optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
});
type JsonSchema = z.infer<typeof jsonSchema>;

/** Values that mean something here, by the name of the field that takes them. */
export type Pool = Readonly<Record<string, readonly string[]>>;

const SHORT = 12;

function arbitraryText({
  pattern,
  format,
  minLength = 0,
  maxLength = Infinity,
}: JsonSchema): fc.Arbitrary<string> {
  if (format === 'date-time') {
    return fc.date({ noInvalidDate: true }).map(date => date.toISOString());
  }
  const plain = fc.string({
    unit: 'grapheme',
    minLength,
    maxLength: Math.min(maxLength, minLength + SHORT),
  });
  if (pattern === undefined) {
    return plain;
  }
  try {
    return fc.stringMatching(new RegExp(pattern), { maxLength: 40 });
  } catch {
    // A pattern that the generator cannot follow; those of the contract that it
    // cannot only forbid signs.
    return fc.string({ minLength: Math.max(1, minLength), maxLength: SHORT });
  }
}

function arbitraryOf(
  schema: JsonSchema,
  pool: Pool,
  field = '',
): fc.Arbitrary<unknown> {
  const known = pool[field];
  const own = arbitraryOwn(schema, pool, field);
  return known && known.length > 0 && schema.type !== 'array'
    ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, own)
    : own;
}

function arbitraryOwn(
  schema: JsonSchema,
  pool: Pool,
  field: string,
): fc.Arbitrary<unknown> {
  const { anyOf, oneOf, minimum, maximum } = schema;
  const choices = anyOf ?? oneOf;
  if (choices) {
    return fc.oneof(...choices.map(choice => arbitraryOf(choice, pool, field)));
  }
  if ('const' in schema) {
    return fc.constant(schema.const);
  }
  if (schema.enum) {
    return fc.constantFrom(...schema.enum);
  }
  switch (schema.type) {
    case 'string':
      return arbitraryText(schema);
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.max(minimum ?? 0, Number.MIN_SAFE_INTEGER),
        max: Math.min(maximum ?? 100, Number.MAX_SAFE_INTEGER),
      });
    case 'boolean':
      return fc.boolean();
    case 'array': {
      const { items = {}, minItems = 0, maxItems = 3 } = schema;
      return fc.array(arbitraryOf(items, pool, field), {
        minLength: minItems,
        maxLength: Math.max(minItems, Math.min(maxItems, 3)),
      });
    }
    case 'object':
      return arbitraryObject(schema, pool);
    case undefined:
      return fc.jsonValue({ maxDepth: 2 });
    default:
      throw new Error(`The contract has a new type: ${schema.type}`);
  }
}

function arbitraryObject(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  pool: Pool,
): fc.Arbitrary<unknown> {
  const named = fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [
        name,
        arbitraryOf(property, pool, name),
      ]),
    ),
    { requiredKeys: required },
  );
  return typeof additionalProperties === 'object'
    ? fc
        .tuple(
          named,
          fc.dictionary(
            fc.string({ minLength: 1, maxLength: SHORT }),
            arbitraryOf(additionalProperties, pool),
            { maxKeys: 2 },
          ),
        )
        .map(([own, others]) => ({ ...others, ...own }))
    : named;
}

/** Requests as the contract's schemas have them; refinements may still refuse them. */
export function arbitraryRequest(
  operation: OperationName,
  pool: Pool,
): fc.Arbitrary<LooseRequest> {
  const endpoint: Endpoint = endpoints[operation];
  const part = (schema: z.ZodType): fc.Arbitrary<unknown> =>
    schema instanceof z.ZodUndefined
      ? fc.constant(undefined)
      : arbitraryOf(
          jsonSchema.parse(
            z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
          ),
          pool,
        );
  return fc.record({
    params: part(endpoint.params),
    query: part(endpoint.query),
    body: part(endpoint.body),
  });
}

const long = 'x'.repeat(20_000);

/** What people with bad intentions, and programs with bugs, send. */
const hostile: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  long,
  '\0',
  'a\0b',
  '\ud800',
  '\u202egnp.exe',
  'ﬁ\u0301\u200d👩‍👩‍👧‍👦',
  `'; drop table protection_groups; --`,
  '" or 1=1 --',
  `%' escape '\\`,
  '{{7*7}}${7*7}<%= 7*7 %>#{7*7}',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '..%2f..%2f',
  '%00',
  '$(touch /tmp/owned)',
  '__proto__',
  'constructor',
  'toString',
  '0000-00-00T00:00:00Z',
  '-271821-04-20T00:00:00.000Z',
  '+275760-09-13T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  'bnVsbA',
  'W10',
  [],
  [[[[[[[[[[]]]]]]]]]],
  Array.from({ length: 2_000 }, (_, index) => index),
  {},
  { length: 1e9 },
  { constructor: { prototype: { admin: true } } },
  { toString: 'x', valueOf: 'y', then: 'z' },
  { $gt: '' },
  JSON.parse('{"__proto__":{"admin":true}}'),
];

const isContainer = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Every place in a value at which something else could stand. */
function placesOf(value: unknown, path: readonly string[] = []): string[][] {
  return isContainer(value)
    ? Object.entries(value).flatMap(([key, item]) => [
        [...path, key],
        ...placesOf(item, [...path, key]),
      ])
    : [];
}

function changed(
  value: unknown,
  [key, ...rest]: readonly string[],
  change: (item: unknown) => unknown,
): unknown {
  if (key === undefined) {
    return change(value);
  }
  if (!isContainer(value)) {
    return value;
  }
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
    ? [...value]
    : { ...value };
  Object.defineProperty(copy, key, {
    value: changed(value[key], rest, change),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
}

/** Requests of the contract, with one to three things in them that are not. */
export const arbitraryMutation = (
  operation: OperationName,
  pool: Pool,
): fc.Arbitrary<LooseRequest> =>
  fc
    .tuple(
      arbitraryRequest(operation, pool),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.constantFrom('replace', 'remove', 'add', 'wrap'),
          fc.constantFrom(...hostile),
        ),
        { minLength: 1, maxLength: 3 },
      ),
    )
    .map(([request, mutations]) =>
      mutations.reduce<LooseRequest>((current, [where, how, what]) => {
        const places = placesOf(current);
        const path = places[where % places.length] ?? ['query'];
        const next = changed(current, path, item => {
          switch (how) {
            case 'replace':
              return what;
            case 'remove':
              return undefined;
            case 'add':
              return isContainer(item) && !Array.isArray(item)
                ? { ...item, [JSON.stringify(what).slice(0, 50)]: what }
                : [item, what];
            default:
              return { value: item };
          }
        });
        return looseRequestSchema.parse(next);
      }, request),
    );

const looseRequestSchema = z.object({
  params: z.unknown(),
  query: z.unknown(),
  body: z.unknown(),
});
