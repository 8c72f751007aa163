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
import { placeOf } from './place';
import { tagsOf } from './tags';

/** What the form gives to a validation, as far as ours look at it. */
type Validation = (
  given: unknown,
  field: { addError(message: string): void },
  context: { apiHolder: ApiHolder },
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

/** Refuses a value that is there and is not one; whether one is needed is the template's to say. */
const validation =
  (
    isValue: (given: unknown) => boolean,
    message: (t: ScaffolderWords) => string,
  ): Validation =>
  async (given, field, { apiHolder }) => {
    if (given !== undefined && !isValue(given)) {
      field.addError(message(await wordsIn(apiHolder)));
    }
  };

const isId = (given: unknown): boolean =>
  typeof given === 'string' && /^[\w-]{1,64}$/.test(given);

/** What each field holds against its value, which may come from an address. */
export const validations = {
  DrsAccountPicker: validation(
    given => placeOf(given) !== undefined,
    t => t('account.invalid'),
  ),
  DrsTagPicker: validation(
    given => tagsOf(given) !== undefined,
    t => t('tags.invalid'),
  ),
  DrsProtectionGroupPicker: validation(isId, t => t('group.invalid')),
  DrsRecoveryPlanPicker: validation(isId, t => t('plan.invalid')),
} as const;
