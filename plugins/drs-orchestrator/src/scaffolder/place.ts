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
  accountIdSchema,
  regionSchema,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** The value of a `DrsAccountPicker`. @public */
export interface Place {
  accountId: string;
  region: string;
}

/** What is at that name of whatever is given. */
export const fieldOf = (given: unknown, name: string): unknown =>
  typeof given === 'object' && given !== null
    ? Object.entries(given).find(([key]) => key === name)?.[1]
    : undefined;

/** What is given, if it is a whole account and Region; values may come from an address. */
export function placeOf(given: unknown): Place | undefined {
  const accountId = accountIdSchema.safeParse(fieldOf(given, 'accountId'));
  const region = regionSchema.safeParse(fieldOf(given, 'region'));
  return accountId.success && region.success
    ? { accountId: accountId.data, region: region.data }
    : undefined;
}

/** Whether something is in that account and Region. */
export const isAt = (place: Place, { accountId, region }: Place): boolean =>
  accountId === place.accountId && region === place.region;

/** How a field is told where to look, in its `ui:options`. @public */
export interface PlaceOptions {
  /** Nothing need be chosen. */
  optional?: boolean;
  /** The parameter of the template whose field is a `DrsAccountPicker`. */
  placeField?: string;
  accountId?: string;
  region?: string;
}

/**
 * Where a field of a template looks: what another field has, or what the template
 * says once for all.
 *
 * @param formContext - of the form: the values of all its fields
 */
export function placeFor(
  { placeField, accountId, region }: PlaceOptions,
  formContext: unknown,
): Place | undefined {
  if (placeField === undefined) {
    return placeOf({ accountId, region });
  }
  return placeOf(fieldOf(fieldOf(formContext, 'formData'), placeField));
}
