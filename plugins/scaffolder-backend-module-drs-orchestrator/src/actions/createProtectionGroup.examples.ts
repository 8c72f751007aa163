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
    description: 'Group the servers that have both tags',
    example: stringify({
      steps: [
        {
          id: 'group',
          name: 'Create the protection group',
          action: 'drs:protection-group:create',
          input: {
            groupName: 'Orders databases',
            accountId: '111122223333',
            region: 'us-west-2',
            serverSelectionTags: {
              'DR-Application': 'orders',
              'DR-Role': 'db',
            },
            owner: 'group:default/commerce-team',
          },
        },
      ],
    }),
  },
  {
    description:
      'Group two servers by their IDs, and use the group if it is there already',
    example: stringify({
      steps: [
        {
          id: 'group',
          name: 'Create the protection group',
          action: 'drs:protection-group:create',
          input: {
            groupName: 'Fax gateway',
            accountId: '111122223333',
            region: 'us-west-2',
            sourceServerIds: ['s-0123456789abcdef0', 's-0123456789abcdef1'],
            ifExists: 'USE',
          },
        },
      ],
    }),
  },
];
