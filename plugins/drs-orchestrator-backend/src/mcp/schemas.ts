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
import type { AnyZodObject, z as zod3, ZodTypeAny } from 'zod/v3';

/** What of a JSON Schema the contract's schemas come down to. */
const schemaSchema = z.looseObject({
  type: z
    .enum(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'])
    .optional(),
  const: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  enum: z.array(z.string()).min(1).optional(),
  anyOf: z.array(z.unknown()).min(1).optional(),
  oneOf: z.array(z.unknown()).min(1).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
});
type Schema = z.infer<typeof schemaSchema>;

/** Words that a schema here does not use, so that nobody relies on what is not done. */
const unknownWords = ['$ref', 'allOf', 'not', 'prefixItems'];

/** The JSON Schema of one of the contract's schemas, seen from a caller or from the answer. */
function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  return schemaSchema.parse(
    z.toJSONSchema(schema, { io, unrepresentable: 'any' }),
  );
}

/** An integer of JavaScript, if it is not said otherwise. */
const bounded = (
  value: number | undefined,
  bound: number,
): number | undefined => (value === bound ? undefined : value);

/**
 * Builds a schema of zod 3, as Backstage's actions registry takes it, out of a JSON
 * Schema. Patterns and formats are left to the contract's own validation, whose
 * refusals say in words what is wrong; JSON Schema loses their flags.
 *
 * @throws RangeError for what the contract's schemas have not needed so far
 */
function zod3Of(z3: typeof zod3, json: unknown): ZodTypeAny {
  if (json === true) {
    return z3.unknown();
  }
  const schema = schemaSchema.parse(json);
  const word = unknownWords.find(name => name in schema);
  if (word) {
    throw new RangeError(`No action needs a schema with "${word}" so far`);
  }
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) {
    const [first, second, ...others] = alternatives.map(item =>
      zod3Of(z3, item),
    );
    return second ? z3.union([first, second, ...others]) : first;
  }
  if (schema.const !== undefined) {
    return z3.literal(schema.const);
  }
  if (schema.enum) {
    const [first, ...others] = schema.enum;
    return z3.enum([first, ...others]);
  }
  switch (schema.type) {
    case undefined:
      return z3.unknown();
    case 'null':
      return z3.null();
    case 'boolean':
      return z3.boolean();
    case 'string': {
      const text = z3.string();
      const atLeast =
        schema.minLength === undefined ? text : text.min(schema.minLength);
      return schema.maxLength === undefined
        ? atLeast
        : atLeast.max(schema.maxLength);
    }
    case 'number':
    case 'integer': {
      const number =
        schema.type === 'integer' ? z3.number().int() : z3.number();
      const minimum = bounded(schema.minimum, Number.MIN_SAFE_INTEGER);
      const maximum = bounded(schema.maximum, Number.MAX_SAFE_INTEGER);
      const atLeast = minimum === undefined ? number : number.min(minimum);
      return maximum === undefined ? atLeast : atLeast.max(maximum);
    }
    case 'array': {
      const list = z3.array(zod3Of(z3, schema.items ?? true));
      const atLeast =
        schema.minItems === undefined ? list : list.min(schema.minItems);
      return schema.maxItems === undefined
        ? atLeast
        : atLeast.max(schema.maxItems);
    }
    case 'object':
      return isRecord(schema)
        ? z3.record(zod3Of(z3, schema.additionalProperties))
        : objectOf(z3, schema);
    default:
      throw new Error(`Unknown type ${schema.type satisfies never}`);
  }
}

/** An object of any keys with values of one kind. */
const isRecord = ({ properties, additionalProperties }: Schema): boolean =>
  properties === undefined &&
  typeof additionalProperties === 'object' &&
  additionalProperties !== null;

function objectOf(z3: typeof zod3, schema: Schema): AnyZodObject {
  const required = new Set(schema.required);
  const object = z3.object(
    Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([key, json]) => {
        const field = zod3Of(z3, json);
        const { default: preset } = schemaSchema.parse(
          json === true ? {} : json,
        );
        const told =
          preset === undefined
            ? field
            : field.describe(`Default: ${JSON.stringify(preset)}`);
        return [key, required.has(key) ? told : told.optional()];
      }),
    ),
  );
  return schema.additionalProperties === false
    ? object.strict()
    : object.passthrough();
}

/**
 * What an action takes: the fields of several of the contract's schemas beside each
 * other, less some.
 */
export function inputOf(
  z3: typeof zod3,
  parts: readonly z.ZodType[],
  omitted: ReadonlySet<string>,
): AnyZodObject {
  const schemas = parts
    .filter(part => !(part instanceof z.ZodUndefined))
    .map(part => jsonSchemaOf(part, 'input'));
  return objectOf(z3, {
    type: 'object',
    properties: Object.fromEntries(
      schemas
        .flatMap(({ properties }) => Object.entries(properties ?? {}))
        .filter(([key]) => !omitted.has(key)),
    ),
    required: schemas.flatMap(({ required }) => required ?? []),
    additionalProperties: false,
  });
}

/** What an action answers. */
export const outputOf = (z3: typeof zod3, response: z.ZodType): AnyZodObject =>
  objectOf(z3, jsonSchemaOf(response, 'output'));
