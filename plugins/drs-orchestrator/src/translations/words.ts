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
  createTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';

/**
 * What is said all over the plugin: states, durations, sentences of an
 * execution, answers and errors, tables and forms.
 *
 * @public
 */
export const drsOrchestratorTranslationRef = createTranslationRef({
  id: 'drs-orchestrator',
  messages: {
    duration: {
      days: '{{n}} d',
      hours: '{{n}} h',
      minutes: '{{n}} min',
      seconds: '{{n}} s',
    },
  },
});

/** Says what {@link drsOrchestratorTranslationRef} has words for. */
export type Words = TranslationFunction<typeof drsOrchestratorTranslationRef.T>;
