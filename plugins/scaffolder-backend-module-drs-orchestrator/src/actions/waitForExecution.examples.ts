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
    description: 'Follow a drill that a step before has started, for an hour',
    example: stringify({
      steps: [
        {
          id: 'wait',
          name: 'Follow the drill',
          action: 'drs:execution:wait',
          input: {
            executionId: '${{ steps.drill.output.executionId }}',
            timeoutMinutes: 60,
          },
        },
      ],
    }),
  },
  {
    description:
      'Wait for what somebody decides about servers that failed, and be content with part of them',
    example: stringify({
      steps: [
        {
          id: 'wait',
          name: 'Follow the drill',
          action: 'drs:execution:wait',
          input: {
            executionId: '${{ steps.drill.output.executionId }}',
            whenPausedByFailure: 'WAIT',
            acceptPartial: true,
          },
        },
      ],
    }),
  },
];
