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
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createProtectionGroupAction } from './actions/createProtectionGroup';
import { createRecoveryPlanAction } from './actions/createRecoveryPlan';
import { deriveRecoveryPlanAction } from './actions/deriveRecoveryPlan';
import { startExecutionAction } from './actions/startExecution';
import { waitForExecutionAction } from './actions/waitForExecution';
import { readSettings } from './settings';

/**
 * Adds the orchestrator's actions to the scaffolder: they create protection groups
 * and recovery plans, and start and follow executions, each with the permissions
 * of who started the task.
 *
 * @public
 */
export const scaffolderModuleDrsOrchestrator = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'drs-orchestrator',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        config: coreServices.rootConfig,
      },
      async init({ actions, config, ...services }) {
        actions.addActions(
          createProtectionGroupAction(services),
          createRecoveryPlanAction(services),
          deriveRecoveryPlanAction(services),
          startExecutionAction(services, readSettings(config)),
          waitForExecutionAction(services),
        );
      },
    });
  },
});
