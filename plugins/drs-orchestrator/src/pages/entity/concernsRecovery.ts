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

import type { Entity } from '@backstage/catalog-model';
import { PROTECTION_GROUP_TAGS_ANNOTATION } from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** Systems and Domains, which sum up their parts, and the components and resources that name servers. @public */
export function concernsRecovery(entity: Entity): boolean {
  switch (entity.kind.toLowerCase()) {
    case 'system':
    case 'domain':
      return true;
    case 'component':
    case 'resource':
      return (
        entity.metadata.annotations?.[PROTECTION_GROUP_TAGS_ANNOTATION] !==
        undefined
      );
    default:
      return false;
  }
}
