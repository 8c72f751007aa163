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
  translationApiRef,
  type ApiHolder,
} from '@backstage/frontend-plugin-api';
import {
  drsOrchestratorScaffolderTranslationRef,
  type ScaffolderWords,
} from '../translations/scaffolder';
import { fieldOf, placeOf } from './place';
import { tagsOf } from './tags';

/** What the form gives to a validation, as far as ours look at it. */
type Validation = (
  given: unknown,
  field: { addError(message: string): void },
  context: {
    apiHolder: ApiHolder;
    uiSchema?: { 'ui:options'?: unknown };
  },
) => Promise<void>;

/** Says it in the reader's language, once that is there. */
async function wordsIn(apiHolder: ApiHolder): Promise<ScaffolderWords> {
  const api = apiHolder.get(translationApiRef);
  if (!api) {
    throw new Error('The app has no translations');
  }
  const ref = drsOrchestratorScaffolderTranslationRef;
  const known = api.getTranslation(ref);
  if (known.ready) {
    return known.t;
  }
  return new Promise((resolve, reject) => {
    const subscription = api.translation$(ref).subscribe({
      next: snapshot => {
        if (snapshot.ready) {
          subscription.unsubscribe();
          resolve(snapshot.t);
        }
      },
      error: reject,
    });
  });
}

/** Refuses what is no value. */
const validation =
  (
    isValue: (given: unknown) => boolean,
    message: (t: ScaffolderWords) => string,
  ): Validation =>
  async (given, field, { apiHolder }) => {
    if (!isValue(given)) {
      field.addError(message(await wordsIn(apiHolder)));
    }
  };

/**
 * Of a field whose value is an object. Its form puts an empty one there before
 * anything is chosen, which passes for a value that the template requires; so the
 * field itself asks for one, unless the template says that it is optional.
 */
const ofObject =
  (validate: Validation): Validation =>
  async (given, field, context) => {
    const isEmpty =
      given === undefined ||
      (typeof given === 'object' &&
        given !== null &&
        Object.keys(given).length === 0);
    const optional = fieldOf(context.uiSchema?.['ui:options'], 'optional');
    if (!(isEmpty && optional === true)) {
      await validate(given, field, context);
    }
  };

/** Of a field whose value is text: whether one is needed is the template's to say. */
const ofText =
  (validate: Validation): Validation =>
  async (given, field, context) => {
    if (given !== undefined) {
      await validate(given, field, context);
    }
  };

const isId = (given: unknown): boolean =>
  typeof given === 'string' && /^[\w-]{1,64}$/.test(given);

/** What each field holds against its value, which may come from an address. */
export const validations = {
  DrsAccountPicker: ofObject(
    validation(
      given => placeOf(given) !== undefined,
      t => t('account.invalid'),
    ),
  ),
  DrsTagPicker: ofObject(
    validation(
      given => tagsOf(given) !== undefined,
      t => t('tags.invalid'),
    ),
  ),
  DrsProtectionGroupPicker: ofText(validation(isId, t => t('group.invalid'))),
  DrsRecoveryPlanPicker: ofText(validation(isId, t => t('plan.invalid'))),
} as const;
