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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { AwsDrsAccess, type Scope } from '@drs-orchestrator/drs-engine';
import type { AccountDirectory } from './services/configuration/ConfigurationImports';
import type { Settings } from './settings/settings';

/**
 * Makes ways to AWS, each to the accounts that it is given: as the hub account, by
 * the credentials that Backstage's AWS integration is configured with, or in
 * development as the simulated one.
 */
export async function awsConnector(options: {
  config: Config;
  settings: Settings;
  logger: LoggerService;
}): Promise<(accounts: AccountDirectory) => AwsDrsAccess> {
  const { config, settings, logger } = options;
  const { development, hubAccountId } = settings.aws;
  const shared = (accounts: AccountDirectory) => ({
    findAccount: (accountId: string) => accounts.access(accountId),
    findStagingAccount: (accountId: string, staging: Scope) =>
      accounts.stagingAccess(accountId, staging),
    callTimeoutMs: settings.engine.callTimeoutMs,
    userAgentSuffix: 'drs-orchestrator',
    logger,
  });
  if (development) {
    const { endpoint, accessKeyId, secretAccessKey } = development;
    logger.warn(`Talks to a simulated AWS at ${endpoint}`);
    return accounts =>
      new AwsDrsAccess({
        ...shared(accounts),
        endpoint,
        hubCredentials: async () => ({ accessKeyId, secretAccessKey }),
      });
  }
  const { sdkCredentialProvider } =
    await DefaultAwsCredentialsManager.fromConfig(config).getCredentialProvider(
      { accountId: hubAccountId },
    );
  return accounts =>
    new AwsDrsAccess({
      ...shared(accounts),
      hubCredentials: sdkCredentialProvider,
    });
}
