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

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Browser, type Page } from '@playwright/test';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from './paths';

const configSchema = z.object({
  auth: z.object({
    providers: z.object({
      persona: z.object({
        personas: z.array(
          z.object({ name: z.string(), displayName: z.string() }),
        ),
      }),
    }),
  }),
});

const personas = configSchema.parse(
  parse(readFileSync(join(ROOT, 'app-config.yaml'), 'utf8')),
).auth.providers.persona.personas;

export type PersonaName =
  | 'admin'
  | 'recovery-manager'
  | 'plan-manager'
  | 'operator'
  | 'read-only'
  | 'nobody';

/** Signs in through the sign-in page, and waits for the portal's sidebar. */
export async function signInAs(page: Page, name: PersonaName): Promise<void> {
  const persona = personas.find(candidate => candidate.name === name);
  if (!persona) {
    throw new Error(`app-config.yaml has no persona ${name}`);
  }
  await page.goto('/');
  await page.getByRole('button', { name: persona.displayName }).click();
  await expect(
    page.getByRole('link', { name: 'Settings', exact: true }),
  ).toBeVisible();
}

/** A persona at a browser of their own, signed in, at a path if one is given. */
export async function personAt(
  browser: Browser,
  name: PersonaName,
  path?: string,
): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signInAs(page, name);
  if (path !== undefined) {
    await page.goto(path);
  }
  return page;
}

const sessionSchema = z.object({
  backstageIdentity: z.object({ token: z.string() }),
});

/**
 * A token of the persona, as a program gets it.
 *
 * @throws Error if the backend does not answer with a session.
 */
export async function tokenOf(
  baseUrl: string,
  name: PersonaName,
): Promise<string> {
  const response = await fetch(
    `${baseUrl}/api/auth/persona/refresh?persona=${name}`,
  );
  if (!response.ok) {
    throw new Error(`Signing in as ${name} answered ${response.status}`);
  }
  return sessionSchema.parse(await response.json()).backstageIdentity.token;
}
