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
      'Start a drill of a plan whose instances are terminated two hours after its end',
    example: stringify({
      steps: [
        {
          id: 'drill',
          name: 'Start the drill',
          action: 'drs:execution:start',
          input: {
            planId: '${{ steps.plan.output.planId }}',
            reason: 'Quarterly rehearsal',
            drill: { timeToLiveMinutes: 120 },
          },
        },
      ],
    }),
  },
  {
    description:
      'Start a real recovery from the data of an instant; needs drsOrchestrator.scaffolder.allowRecoveries',
    example: stringify({
      steps: [
        {
          id: 'recovery',
          name: 'Start the recovery',
          action: 'drs:execution:start',
          input: {
            planId: '${{ parameters.plan }}',
            executionType: 'RECOVERY',
            reason: '${{ parameters.reason }}',
            pointInTime: { type: 'AS_OF', asOf: '${{ parameters.asOf }}' },
          },
        },
      ],
    }),
  },
];
