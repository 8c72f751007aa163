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
import { accountIdSchema, pageOf, pageQuery } from '../../records/primitives';
import {
  changedTargetAccountSchema,
  currentAccountSchema,
  extendedSourceServersSchema,
  extendSourceServersSchema,
  newTargetAccountSchema,
  targetAccountSchema,
} from '../../records/targetAccount';
import {
  endpoint,
  noBody,
  permission,
  view,
  viewListed,
  type Endpoint,
} from './endpoint';

const accountParams = z.strictObject({ accountId: accountIdSchema });

/** Target accounts. */
export const accountEndpoints = {
  list_target_accounts: endpoint({
    method: 'GET',
    path: '/accounts/targets',
    summary: 'Lists the target accounts',
    access: viewListed,
    query: z.strictObject(pageQuery),
    response: pageOf(targetAccountSchema),
  }),
  create_target_account: endpoint({
    method: 'POST',
    path: '/accounts/targets',
    summary: 'Puts a target account on record',
    access: permission('manageAccounts'),
    status: 201,
    body: newTargetAccountSchema,
    response: targetAccountSchema,
  }),
  get_target_account: endpoint({
    method: 'GET',
    path: '/accounts/targets/:accountId',
    summary: 'Gets a target account',
    access: viewListed,
    params: accountParams,
    response: targetAccountSchema,
  }),
  update_target_account: endpoint({
    method: 'PUT',
    path: '/accounts/targets/:accountId',
    summary:
      'Replaces the record of a target account; an external ID that is not given stays',
    access: permission('manageAccounts'),
    params: accountParams,
    body: changedTargetAccountSchema,
    response: targetAccountSchema,
  }),
  delete_target_account: endpoint({
    method: 'DELETE',
    path: '/accounts/targets/:accountId',
    summary:
      'Takes an account that no group, plan or running execution uses off the record',
    access: permission('manageAccounts'),
    status: 204,
    params: accountParams,
    response: noBody,
  }),
  validate_target_account: endpoint({
    method: 'POST',
    path: '/accounts/targets/:accountId/validate',
    summary:
      'Checks whether an account can be used, and tells everything that is missing',
    access: permission('manageAccounts'),
    params: accountParams,
    response: targetAccountSchema,
  }),
  extend_source_servers: endpoint({
    method: 'POST',
    path: '/accounts/targets/:accountId/extended-source-servers',
    summary:
      'Makes servers of a staging account recoverable in the target account',
    access: permission('manageAccounts'),
    params: accountParams,
    body: extendSourceServersSchema,
    response: extendedSourceServersSchema,
  }),
  get_current_account: endpoint({
    method: 'GET',
    path: '/accounts/current',
    summary: 'Gets the account and identity that the orchestrator calls AWS as',
    access: view,
    response: currentAccountSchema,
  }),
} as const satisfies Record<string, Endpoint>;
