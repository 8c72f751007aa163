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
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { Engine, systemClock } from '@drs-orchestrator/drs-engine';
import { drsPermissions } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Authorizer } from './access/Authorizer';
import { BreakGlassAlarm } from './access/BreakGlassAlarm';
import { Authenticator } from './access/Caller';
import { Gate } from './access/Gate';
import { RateLimits } from './access/RateLimits';
import { drsRecordResourceRef } from './access/resource';
import { drsRules } from './access/rules';
import { AuditKeeper } from './audit/AuditKeeper';
import { auditKeysOf } from './audit/auditKeys';
import { AuditWriter } from './audit/AuditWriter';
import { awsConnector } from './awsAccess';
import { FreezeStore } from './database/FreezeStore';
import { KnexExecutionLog } from './database/KnexExecutionLog';
import { KnexLeaseStore } from './database/KnexLeaseStore';
import { openDatabase } from './database/openDatabase';
import { RecordAttributes } from './database/RecordAttributes';
import { TargetAccountStore } from './database/TargetAccountStore';
import { listenToDrs } from './drsEvents';
import { engineMetrics } from './engineMetrics';
import { ExecutionSignals } from './executionSignals';
import { offerActions } from './mcp/offerActions';
import { createRouter, guardedPaths } from './router/createRouter';
import { Dispatcher } from './router/Dispatcher';
import { limitOverridesOf } from './services/capacity/limitOverrides';
import { createServices } from './services/createServices';
import { Inventory } from './services/inventory/Inventory';
import { InventoryKeeper } from './services/inventory/InventoryKeeper';
import { FreezeSwitch } from './services/settings/FreezeSwitch';
import { TagSynchroniser } from './services/tagSync/TagSynchroniser';
import { readSettings } from './settings/settings';
import { listenToTagSyncTriggers } from './tagSyncEvents';

/**
 * Rehearses and runs the disaster recovery of servers on AWS.
 *
 * @public
 */
export const drsOrchestratorPlugin = createBackendPlugin({
  pluginId: 'drs-orchestrator',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auth, httpAuth, httpRouter, lifecycle, logger } = deps;
        const settings = readSettings(deps.config);

        deps.permissionsRegistry.addResourceType({
          resourceRef: drsRecordResourceRef,
          permissions: Object.values(drsPermissions),
          rules: Object.values(drsRules),
        });

        const knex = await openDatabase(deps.database);
        const accountStore = TargetAccountStore.create(knex);
        await accountStore.seed(settings.accounts, systemClock.now());

        const connectAws = await awsConnector({
          config: deps.config,
          settings,
          logger,
        });
        const access = connectAws(accountStore);
        const freeze = FreezeSwitch.create({
          store: FreezeStore.create(knex),
          byConfiguration: settings.freeze,
        });
        const executionSignals = ExecutionSignals.create({
          signals: deps.signals,
          logger,
        });
        const keys = auditKeysOf(settings.auditKey);
        const auditKeeper = AuditKeeper.create({
          knex,
          keys,
          clock: systemClock,
          logger,
          retentionMs: settings.retention.auditMs,
        });
        const auditWriter = AuditWriter.create({
          knex,
          keys,
          clock: systemClock,
        });
        const inventory = Inventory.create({ access, clock: systemClock });
        const tagSynchroniser = TagSynchroniser.create({
          knex,
          access,
          accounts: accountStore,
          inventory,
          audit: auditWriter,
          freeze,
          defaults: settings.tagSync,
          clock: systemClock,
          logger,
        });
        const inventoryKeeper =
          settings.inventory &&
          InventoryKeeper.create({
            knex,
            inventory,
            accounts: accountStore,
            clock: systemClock,
            logger,
            ...settings.inventory,
          });
        const engine = Engine.create({
          duties: [
            ...auditKeeper.duties,
            ...tagSynchroniser.duties,
            ...(inventoryKeeper?.duties ?? []),
          ],
          log: KnexExecutionLog.create(knex),
          lease: KnexLeaseStore.create(knex),
          access,
          freeze,
          webhooks: settings.hooks,
          limitsFor: scope => {
            const limits = limitOverridesOf(settings.limits, scope);
            return {
              concurrentJobs: limits.CONCURRENT_JOBS,
              serversInJobs: limits.SERVERS_IN_ALL_JOBS,
            };
          },
          logger,
          auditKey: settings.auditKey,
          settings: settings.engine,
          metrics: engineMetrics(deps.metrics),
          onChange: executionId => executionSignals.changed(executionId),
        });

        const authorizer = Authorizer.create({
          permissions: deps.permissions,
          machines: settings.machines,
        });
        for (const path of guardedPaths) {
          httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        }
        const rateLimits = RateLimits.create({
          limits: {
            reads: settings.rateLimits.readsPerMinute,
            changes: settings.rateLimits.changesPerMinute,
          },
          logger,
        });
        const dispatcher = Dispatcher.create({
          services: createServices({
            knex,
            auditKeys: keys,
            accountStore,
            connectAws,
            access,
            inventory,
            engine,
            authorizer,
            catalog: deps.catalog,
            userInfo: deps.userInfo,
            freeze,
            settings,
            clock: systemClock,
            logger,
          }),
          rateLimits,
          alarm: BreakGlassAlarm.create({
            writer: auditWriter,
            auditor: deps.auditor,
            logger,
            metrics: deps.metrics,
            clock: systemClock,
          }),
          gate: Gate.create({
            authorizer,
            records: RecordAttributes.create(knex),
          }),
          audit: {
            knex,
            writer: auditWriter,
            auditor: deps.auditor,
            logger,
          },
        });
        const authenticator = Authenticator.create({
          httpAuth,
          auth,
          breakGlass: settings.breakGlass,
        });
        httpRouter.use(
          createRouter({
            dispatcher,
            authenticator,
            rateLimits,
            logger,
          }),
        );

        offerActions({
          registry: deps.actionsRegistry,
          dispatcher,
          authenticator,
        });

        await listenToDrs({ events: deps.events, engine, logger });
        await listenToTagSyncTriggers({
          events: deps.events,
          knex,
          audit: auditWriter,
          defaults: settings.tagSync,
          clock: systemClock,
          logger,
        });

        const shutdown = new AbortController();
        const leading = engine.lead(shutdown.signal);
        lifecycle.addShutdownHook(async () => {
          shutdown.abort();
          tagSynchroniser.stop();
          executionSignals.stop();
          await leading;
          access.close();
        });
      },
    });
  },
});
