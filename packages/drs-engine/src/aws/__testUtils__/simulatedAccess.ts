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

import type { Simulator } from '@drs-orchestrator/aws-simulator';
import type { Logger } from '../../ports/logger';
import { AwsDrsAccess, type AwsDrsAccessOptions } from '../AwsDrsAccess';

/** A target account of the simulated company, and a Region it works in. */
export const scope = { accountId: '111122223333', region: 'us-west-2' };

export const silent: Logger = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
};

/** The way to the simulated company's accounts in all Regions it works in. */
export const accessTo = (
  aws: Simulator,
  options: Partial<AwsDrsAccessOptions> = {},
): AwsDrsAccess =>
  new AwsDrsAccess({
    findAccount: async accountId =>
      accountId === scope.accountId
        ? {
            roleName: 'DrsOrchestratorRole',
            externalId: 'meridian-dr',
            // DRS is not set up in the last one.
            regions: [scope.region, 'eu-west-1', 'ap-southeast-2'],
          }
        : undefined,
    hubCredentials: async () => ({
      accessKeyId: 'AKIDMERIDIANHUB00001',
      secretAccessKey: 'meridian-development-only',
    }),
    endpoint: aws.url,
    callTimeoutMs: 10_000,
    logger: silent,
    ...options,
  });
