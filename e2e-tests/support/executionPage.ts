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

import type { Page } from '@playwright/test';

// Where things are on the page of an execution.

/** The sentence that it opens with, and its controls. */
export const band = (page: Page) =>
  page.getByRole('region', { name: 'How it stands' });

/** What it waits for a person to decide. */
export const question = (page: Page, title: string | RegExp) =>
  page.getByRole('region', { name: title });

/** A wave of the graph. */
export const waveIn = (page: Page, name: string) =>
  page
    .getByRole('group', { name: 'Waves and what each waits for' })
    .getByRole('listitem')
    .filter({ hasText: name });
