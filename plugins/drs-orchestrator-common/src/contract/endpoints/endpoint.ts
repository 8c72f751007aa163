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
import type { DrsPermissionKey } from '../../access/permissions';

/**
 * Which records count where somebody holds a permission for some records only:
 * the one that the path names; those of the account and Region that the query
 * names, so that holding it for any of them is enough; each that is listed or
 * proposed, by the service; any at all; or all of them, so that only who holds it
 * for everything may call.
 *
 * @public
 */
export type JudgedRecords =
  | 'in-path'
  | 'in-query'
  | 'by-service'
  | 'any'
  | 'everything';

/**
 * Who may call: holders of a permission, whoever is signed in, whoever may call
 * the operation named in the body, or anybody.
 *
 * @public
 */
export type EndpointAccess =
  | {
      kind: 'permission';
      permission: DrsPermissionKey;
      judged: JudgedRecords;
    }
  | { kind: 'signed-in' }
  | { kind: 'by-operation' }
  | { kind: 'public' };

/** One endpoint of the API; everything else about it is derived from this. @public */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base path; parameters as `:name`. */
  readonly path: string;
  readonly summary: string;
  readonly access: EndpointAccess;
  readonly status: 200 | 201 | 202 | 204;
  readonly params: z.ZodType;
  readonly query: z.ZodType;
  /** Absent: the endpoint takes no body. */
  readonly body: z.ZodType;
  /** `z.undefined()` where the answer has no body (204). */
  readonly response: z.ZodType;
}

const none = z.strictObject({});
/** No body, in a request or an answer. */
export const noBody = z.undefined();
/** Holders of a permission may call; by default only those who hold it for everything. */
export const permission = (
  key: DrsPermissionKey,
  judged: JudgedRecords = 'everything',
): EndpointAccess => ({ kind: 'permission', permission: key, judged });
export const view = permission('viewResources');
export const viewInPath = permission('viewResources', 'in-path');
export const viewInQuery = permission('viewResources', 'in-query');
export const viewListed = permission('viewResources', 'by-service');

/** An endpoint without parameters, query and body unless said otherwise. */
export function endpoint<
  M extends Endpoint['method'],
  R extends z.ZodType,
  P extends z.ZodType = typeof none,
  Q extends z.ZodType = typeof none,
  B extends z.ZodType = typeof noBody,
>(definition: {
  method: M;
  path: string;
  summary: string;
  access: EndpointAccess;
  status?: Endpoint['status'];
  params?: P;
  query?: Q;
  body?: B;
  response: R;
}) {
  return {
    status: 200 as const,
    ...definition,
    params: (definition.params ?? none) as P,
    query: (definition.query ?? none) as Q,
    body: (definition.body ?? noBody) as B,
  };
}

/** Identifiers in paths are looked up, so their form is only bounded. */
export const id = z.string().min(1).max(64);
