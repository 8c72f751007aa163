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
import { drsPermissions } from '../access/permissions';
import { endpoints, type Endpoint, type EndpointAccess } from './endpoints';
import { errorBodySchema } from './errors';

/** @public */
export type JsonObject = Record<string, unknown>;

// Transforms and refinements have no JSON Schema; their input side has one.
const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): JsonObject => {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return rest;
};

const propertiesOf = (schema: z.ZodType) => {
  const { properties, required } = jsonSchema(schema, 'input');
  return {
    properties: z.record(z.string(), z.unknown()).catch({}).parse(properties),
    required: z.array(z.string()).catch([]).parse(required),
  };
};

const parameters = (schema: z.ZodType, place: 'path' | 'query') => {
  const { properties, required } = propertiesOf(schema);
  return Object.entries(properties).map(([name, definition]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: definition,
  }));
};

const accessSentence = (access: EndpointAccess): string => {
  switch (access.kind) {
    case 'permission':
      return `Needs the permission \`${
        drsPermissions[access.permission].name
      }\`.`;
    case 'signed-in':
      return 'Needs a signed-in caller.';
    case 'by-operation':
      return 'Needs what the operation named in the body needs.';
    case 'public':
      return 'Needs no credentials.';
    default:
      throw new Error(`Unknown access ${access satisfies never}`);
  }
};

const operation = (name: string, endpoint: Endpoint): JsonObject => ({
  operationId: name,
  summary: endpoint.summary,
  description: accessSentence(endpoint.access),
  parameters: [
    ...parameters(endpoint.params, 'path'),
    ...parameters(endpoint.query, 'query'),
  ],
  ...(!(endpoint.body instanceof z.ZodUndefined) && {
    requestBody: {
      required: !endpoint.body.safeParse(undefined).success,
      content: {
        'application/json': { schema: jsonSchema(endpoint.body, 'input') },
      },
    },
  }),
  responses: {
    [endpoint.status]: {
      description: endpoint.status === 204 ? 'Done' : 'The answer',
      ...(!(endpoint.response instanceof z.ZodUndefined) && {
        content: {
          'application/json': {
            schema: jsonSchema(endpoint.response, 'output'),
          },
        },
      }),
    },
    default: {
      description: 'Refused or failed',
      content: {
        'application/json': { schema: { $ref: '#/components/schemas/Error' } },
      },
    },
  },
  ...(endpoint.access.kind === 'public' && { security: [] }),
});

/** The API as an OpenAPI 3.1 document, derived from the table of endpoints. @public */
export function openApiDocument(): JsonObject & { openapi: string } {
  const paths: Record<string, JsonObject> = {};
  for (const [name, endpoint] of Object.entries(endpoints)) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [endpoint.method.toLowerCase()]: operation(name, endpoint),
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'DRS orchestrator', version: '0.1.0' },
    servers: [{ url: '/api/drs-orchestrator' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: jsonSchema(errorBodySchema, 'output') },
    },
  };
}
