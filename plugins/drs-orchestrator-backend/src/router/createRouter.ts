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

import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  DrsError,
  endpoints,
  operationNames,
  type EndpointAccess,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Knex } from 'knex';
import type { BreakGlassAlarm } from '../access/BreakGlassAlarm';
import type { Authenticator, RequestContext } from '../access/Caller';
import type { Gate } from '../access/Gate';
import type { RateLimits } from '../access/RateLimits';
import { isChange } from '../audit/AuditedRequest';
import { type ServedOperation, type Services } from '../services/Services';
import type { AuditWriter } from '../audit/AuditWriter';
import { audited } from './audited';
import { readJsonBody } from './body';
import { errorAnswer } from './errorAnswer';
import { namedOperation } from './operations';
import { validRequest, validResponse, type RawRequest } from './validation';

/** What the router needs. */
export interface RouterOptions {
  services: Services;
  authenticator: Authenticator;
  gate: Gate;
  rateLimits: RateLimits;
  alarm: BreakGlassAlarm;
  knex: Knex;
  auditWriter: AuditWriter;
  auditor: AuditorService;
  logger: LoggerService;
}

const methods = {
  GET: 'get',
  POST: 'post',
  PUT: 'put',
  DELETE: 'delete',
} as const;

/**
 * The first parts of the endpoints' paths. Backstage lets them through to this
 * router without credentials, because the router refuses in the contract's words
 * and knows the few endpoints that are for anybody exactly, where Backstage
 * compares only how a path begins.
 */
export const guardedPaths: readonly string[] = [
  ...new Set(
    Object.values(endpoints).map(
      ({ path }) => `/${path.split('/').filter(part => part)[0]}`,
    ),
  ),
];

/**
 * Query values as text, or lists of text where a name is repeated; Express's own
 * parser would make objects of brackets.
 */
function queryOf(request: Request): Record<string, string | string[]> {
  const query = new URL(request.url, 'http://localhost').searchParams;
  return Object.fromEntries(
    [...new Set(query.keys())].map(name => {
      const values = query.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

/** Every endpoint of the table: authenticate, authorise, validate, serve. */
export function createRouter(options: RouterOptions): Router {
  const { services, authenticator, gate, rateLimits, alarm } = options;
  const { auditor, logger } = options;
  const targets = {
    knex: options.knex,
    writer: options.auditWriter,
    auditor,
    logger,
  };

  const contextOf = async (
    access: EndpointAccess,
    request: Request,
  ): Promise<RequestContext> => {
    if (access.kind === 'public') {
      return authenticator.anybody();
    }
    const context = await authenticator.authenticate(request);
    await alarm.sound(context, request);
    return context;
  };

  const takeFor = (operation: ServedOperation, { caller }: RequestContext) =>
    rateLimits.take(isChange(operation) ? 'changes' : 'reads', caller);

  const serve = async <K extends ServedOperation>(
    operation: K,
    raw: RawRequest,
    context: RequestContext,
    begin: (request: ValidRequest<K>) => Promise<void>,
  ): Promise<unknown> => {
    const request: ValidRequest<K> = validRequest(operation, raw);
    await begin(request);
    return validResponse(
      operation,
      await services[operation](request, context),
    );
  };

  const answerWith = (
    operation: ServedOperation,
    answer: unknown,
    response: Response,
  ): void => {
    response.setHeader('Cache-Control', 'no-store');
    response.status(endpoints[operation].status);
    if (answer === undefined) {
      response.end();
    } else {
      response.json(answer);
    }
  };

  const handle = async (
    operation: ServedOperation | 'run_operation',
    request: Request,
    response: Response,
  ): Promise<void> => {
    const context = await contextOf(endpoints[operation].access, request);
    const rawRequest = async (): Promise<RawRequest> => ({
      params: request.params,
      query: queryOf(request),
      body: await readJsonBody(request, response),
    });
    if (operation === 'run_operation') {
      const named = namedOperation(
        validRequest(operation, await rawRequest()).body,
      );
      const { params } = named.request;
      await takeFor(named.operation, context);
      const answer = await audited(
        targets,
        { operation: named.operation, request, context, params },
        async begin => {
          await gate.pass(
            endpoints[named.operation].access,
            named.request,
            context,
          );
          return serve(named.operation, named.request, context, begin);
        },
      );
      answerWith(named.operation, answer, response);
      return;
    }
    const { params } = request;
    await takeFor(operation, context);
    const answer = await audited(
      targets,
      { operation, request, context, params },
      async begin => {
        // Before the body is read: whoever may not call learns nothing by calling.
        await gate.pass(
          endpoints[operation].access,
          { params, query: queryOf(request) },
          context,
        );
        return serve(operation, await rawRequest(), context, begin);
      },
    );
    answerWith(operation, answer, response);
  };

  const router = PromiseRouter();
  for (const operation of operationNames) {
    const { method, path } = endpoints[operation];
    router[methods[method]](path, (request, response) =>
      handle(operation, request, response),
    );
  }
  router.use(async request => {
    await authenticator.authenticate(request);
    throw new DrsError(
      'ROUTE_NOT_FOUND',
      `There is no ${request.method} ${request.path}`,
    );
  });
  router.use(errorAnswer({ logger }));
  return router;
}
