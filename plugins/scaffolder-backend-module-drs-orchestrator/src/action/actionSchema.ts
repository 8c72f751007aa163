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

import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { z } from 'zod';

/** A JSON Schema as the scaffolder takes it. */
type ActionSchema = NonNullable<NonNullable<TemplateAction['schema']>['input']>;

/**
 * What the scaffolder shows of an action's input or output, and holds against it
 * before the action runs. Patterns and formats are left to the action, which tells
 * in words what is wrong; JSON Schema would lose their flags.
 */
export function actionSchemaOf(
  schema: z.ZodType,
  io: 'input' | 'output',
): ActionSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      delete jsonSchema.pattern;
      delete jsonSchema.format;
    },
  });
  // Both types describe JSON Schema draft 7, each in its own words; what one
  // allows beyond the other (booleans in place of schemas) is not produced here.
  return JSON.parse(JSON.stringify(rest));
}
