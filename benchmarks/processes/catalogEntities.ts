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

import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Portal } from './startPortal';

/** How many components the catalog has for its lists to be told apart from an empty one's. */
const CATALOG_COMPONENTS = 2_000;

const component = (index: number): string => `---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: service-${String(index).padStart(5, '0')}
  title: Service ${index}
  description: The ${index}th of the services that the company runs
  tags: [java, tier-${index % 4}]
  annotations:
    example.com/repository: example/service-${index}
spec:
  type: service
  lifecycle: ${index % 3 === 0 ? 'experimental' : 'production'}
  owner: group:default/commerce-team
`;

/** Writes the catalog of a company with some thousand components. */
export async function writeCatalog(path: string): Promise<void> {
  const indices = Array.from({ length: CATALOG_COMPONENTS }, (_, i) => i);
  await writeFile(path, indices.map(component).join(''));
}

const pageSchema = z.object({ totalItems: z.number() });

/** Waits until the catalog lists all of them: reading them takes CPU. */
export async function untilCatalogIsRead({ api }: Portal): Promise<void> {
  for (let components = 0; components < CATALOG_COMPONENTS; ) {
    await sleep(2_000);
    const { body } = await api.send(
      'GET',
      '/api/catalog/entities/by-query?filter=kind=component&limit=1',
    );
    components = pageSchema.parse(JSON.parse(body)).totalItems;
  }
}
