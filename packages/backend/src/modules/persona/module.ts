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

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';
import { PERSONA_CONFIG_KEY, readPersonas } from './personas';
import { createPersonaProviderFactory } from './provider';

/**
 * Anybody who reaches a portal with personas may be anybody, the DR
 * administrator included. So both the process and the configuration must say
 * that this is not production.
 */
function refuseInProduction(config: Config) {
  const nodeEnvironment = process.env.NODE_ENV;
  if (nodeEnvironment === 'production') {
    throw new Error(
      `${PERSONA_CONFIG_KEY} is configured, but NODE_ENV is "production": the persona sign-in asks for no proof and is for development only`,
    );
  }
  const authEnvironment = config.getOptionalString('auth.environment');
  if (authEnvironment !== 'development') {
    throw new Error(
      `${PERSONA_CONFIG_KEY} is configured, but auth.environment is "${
        authEnvironment ?? ''
      }" and not "development": the persona sign-in asks for no proof and is for development only`,
    );
  }
}

/**
 * The development sign-in of the example company.
 *
 * The refusal stands here and not in the provider's factory, because the auth
 * backend only warns of a factory's errors when NODE_ENV is "development".
 */
export const authModulePersonaProvider = createBackendModule({
  pluginId: 'auth',
  moduleId: 'persona-provider',
  register(registration) {
    registration.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, logger, providers }) {
        const personas = readPersonas(config);
        if (!personas) {
          return;
        }
        refuseInProduction(config);
        logger.warn(
          `Anybody who can reach this backend may sign in as any of: ${personas
            .map(({ name }) => name)
            .join(', ')}`,
        );
        providers.registerProvider({
          providerId: 'persona',
          factory: createPersonaProviderFactory(personas),
        });
      },
    });
  },
});
