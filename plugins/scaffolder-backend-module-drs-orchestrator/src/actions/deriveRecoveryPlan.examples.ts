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

import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'A plan for a System; the protection groups that are missing are created',
    example: stringify({
      steps: [
        {
          id: 'plan',
          name: 'Derive the recovery plan',
          action: 'drs:recovery-plan:derive',
          input: {
            entityRefs: ['${{ parameters.system }}'],
            createGroups: true,
            owner: '${{ parameters.owner }}',
            targetRtoMinutes: 60,
          },
        },
      ],
    }),
  },
  {
    description:
      'A plan for two components over groups that are there, where nothing waits for what it does not depend on',
    example: stringify({
      steps: [
        {
          id: 'plan',
          name: 'Derive the recovery plan',
          action: 'drs:recovery-plan:derive',
          input: {
            entityRefs: [
              'component:default/orders-service',
              'resource:default/orders-db',
            ],
            accountId: '111122223333',
            grouping: 'EXACT_ORDER',
            planName: 'Orders without its shop',
          },
        },
      ],
    }),
  },
];
