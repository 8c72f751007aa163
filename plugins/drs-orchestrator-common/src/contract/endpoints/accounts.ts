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
  newTargetAccountSchema,
  targetAccountSchema,
} from '../../records/targetAccount';
import { endpoint, permission, view, type Endpoint } from './endpoint';

const accountParams = z.strictObject({ accountId: accountIdSchema });

/** Target accounts. */
export const accountEndpoints = {
  list_target_accounts: endpoint({
    method: 'GET',
    path: '/accounts/targets',
    summary: 'Lists the target accounts',
    access: view,
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
    access: view,
    params: accountParams,
    response: targetAccountSchema,
  }),
} as const satisfies Record<string, Endpoint>;
