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

import type {
  AllOfCriteria,
  AnyOfCriteria,
  NotCriteria,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import type { AttributeCondition } from './attributes';

/** Conditions on attributes, joined. */
export type AttributeCriteria = PermissionCriteria<AttributeCondition>;

export const isAllOf = (
  criteria: AttributeCriteria,
): criteria is AllOfCriteria<AttributeCondition> => 'allOf' in criteria;

export const isAnyOf = (
  criteria: AttributeCriteria,
): criteria is AnyOfCriteria<AttributeCondition> => 'anyOf' in criteria;

export const isNot = (
  criteria: AttributeCriteria,
): criteria is NotCriteria<AttributeCondition> => 'not' in criteria;
