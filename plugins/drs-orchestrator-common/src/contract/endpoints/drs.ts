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

import { z } from 'zod';
import {
  accountCapacitySchema,
  capacityQuerySchema,
} from '../../records/capacity';
import {
  drsJobLogPageSchema,
  drsJobLogQuerySchema,
} from '../../records/drsJobLog';
import { pageOf } from '../../records/primitives';
import {
  quotasQuerySchema,
  quotasSchema,
  serviceLimitsSchema,
} from '../../records/quotas';
import {
  recoverySnapshotSchema,
  recoverySnapshotsQuerySchema,
} from '../../records/recoverySnapshot';
import { drsRegionsSchema, regionsQuerySchema } from '../../records/region';
import {
  replicationHistoryQuerySchema,
  replicationHistorySchema,
} from '../../records/replicationHistory';
import {
  sourceServersPageSchema,
  sourceServersQuerySchema,
} from '../../records/sourceServer';
import { drsAccountsSchema } from '../../records/targetAccount';
import {
  endpoint,
  id,
  permission,
  view,
  viewInQuery,
  viewListed,
  type Endpoint,
} from './endpoint';

const serverParams = z.strictObject({ sourceServerId: id });

/** What DRS tells of servers and quotas. */
export const drsEndpoints = {
  get_drs_source_servers: endpoint({
    method: 'GET',
    path: '/drs/source-servers',
    summary: 'Lists source servers of the accounts on record, by hostname',
    access: viewListed,
    query: sourceServersQuerySchema,
    response: sourceServersPageSchema,
  }),
  get_recovery_snapshots: endpoint({
    method: 'GET',
    path: '/drs/source-servers/:sourceServerId/recovery-snapshots',
    summary:
      'Lists the points in time to which a server can be recovered, newest first',
    access: view,
    params: serverParams,
    query: recoverySnapshotsQuerySchema,
    response: pageOf(recoverySnapshotSchema),
  }),
  get_replication_history: endpoint({
    method: 'GET',
    path: '/drs/source-servers/:sourceServerId/lag-history',
    summary:
      'Tells how a server replicated over time: its lag and state, and when nobody knows',
    access: view,
    params: serverParams,
    query: replicationHistoryQuerySchema,
    response: replicationHistorySchema,
  }),
  get_drs_quotas: endpoint({
    method: 'GET',
    path: '/drs/quotas',
    summary: 'Gets the quotas of DRS in an account and Region, with their use',
    access: viewInQuery,
    query: quotasQuerySchema,
    response: quotasSchema,
  }),
  get_drs_service_limits: endpoint({
    method: 'GET',
    path: '/drs/service-limits',
    summary: 'Gets the limits of launches and how much of them is used now',
    access: viewInQuery,
    query: quotasQuerySchema,
    response: serviceLimitsSchema,
  }),
  get_drs_job_logs: endpoint({
    method: 'GET',
    path: '/drs/job-logs/:jobId',
    summary: 'Lists the log of a DRS job, whoever started it, newest first',
    access: viewListed,
    params: z.strictObject({ jobId: id }),
    query: drsJobLogQuerySchema,
    response: drsJobLogPageSchema,
  }),
  list_regions: endpoint({
    method: 'GET',
    path: '/config/regions',
    summary:
      'Lists the Regions that have DRS, with the accounts on record for each',
    access: permission('viewResources', 'any'),
    query: regionsQuerySchema,
    response: drsRegionsSchema,
  }),
  get_drs_account_capacity: endpoint({
    method: 'GET',
    path: '/drs/capacity',
    summary:
      'Gets what accounts, Regions and staging accounts take, and how much of it is used',
    access: viewListed,
    query: capacityQuerySchema,
    response: accountCapacitySchema,
  }),
  get_drs_accounts: endpoint({
    method: 'GET',
    path: '/drs/accounts',
    summary: 'Lists the accounts on record with whether DRS is set up in each',
    access: viewListed,
    query: capacityQuerySchema,
    response: drsAccountsSchema,
  }),
} as const satisfies Record<string, Endpoint>;
