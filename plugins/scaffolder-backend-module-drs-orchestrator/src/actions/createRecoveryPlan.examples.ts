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
    description: 'A plan of one wave, over a group that a step before created',
    example: stringify({
      steps: [
        {
          id: 'plan',
          name: 'Create the recovery plan',
          action: 'drs:recovery-plan:create',
          input: {
            planName: 'Orders',
            accountId: '111122223333',
            owner: 'group:default/commerce-team',
            targetRtoMinutes: 60,
            waves: [
              {
                waveNumber: 1,
                waveName: 'Databases',
                protectionGroupIds: ['${{ steps.group.output.groupId }}'],
              },
            ],
          },
        },
      ],
    }),
  },
  {
    description:
      'Three waves: the second waits for an approval, the third waits only for the first',
    example: stringify({
      steps: [
        {
          id: 'plan',
          name: 'Create the recovery plan',
          action: 'drs:recovery-plan:create',
          input: {
            planName: 'Orders',
            accountId: '111122223333',
            waves: [
              {
                waveNumber: 1,
                waveName: 'Databases',
                protectionGroupIds: ['${{ parameters.databases }}'],
              },
              {
                waveNumber: 2,
                waveName: 'Services',
                protectionGroupIds: ['${{ parameters.services }}'],
                dependsOnWaves: [1],
                pauseBeforeWave: true,
              },
              {
                waveNumber: 3,
                waveName: 'Reports',
                protectionGroupIds: ['${{ parameters.reports }}'],
                dependsOnWaves: [1],
                continueOnFailure: true,
              },
            ],
          },
        },
      ],
    }),
  },
];
