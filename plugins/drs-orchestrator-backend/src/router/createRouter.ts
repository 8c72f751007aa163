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
import {
  DrsError,
  endpoints,
  operationNames,
  type EndpointAccess,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Authenticator, RequestContext } from '../access/Caller';
import type { RateLimits } from '../access/RateLimits';
import type { ServedOperation } from '../services/Services';
import { readJsonBody } from './body';
import type { Dispatcher } from './Dispatcher';
import { errorAnswer } from './errorAnswer';
import { namedOperation } from './operations';
import { validRequest, type RawRequest } from './validation';

/** What the router needs. */
export interface RouterOptions {
  dispatcher: Dispatcher;
  authenticator: Authenticator;
  rateLimits: RateLimits;
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
  const { dispatcher, authenticator, rateLimits, logger } = options;

  const contextOf = async (
    access: EndpointAccess,
    request: Request,
  ): Promise<RequestContext> => {
    if (access.kind === 'public') {
      return authenticator.anybody();
    }
    return authenticator.authenticate(request);
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
      await rateLimits.take('others', context.caller);
      const named = namedOperation(
        validRequest(operation, await rawRequest()).body,
      );
      const answer = await dispatcher.run(named.operation, context, {
        named: named.request,
        read: async () => named.request,
        request,
      });
      answerWith(named.operation, answer, response);
      return;
    }
    const answer = await dispatcher.run(operation, context, {
      named: { params: request.params, query: queryOf(request) },
      read: rawRequest,
      request,
    });
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
    const { caller } = await authenticator.authenticate(request);
    await rateLimits.take('others', caller);
    throw new DrsError(
      'ROUTE_NOT_FOUND',
      `There is no ${request.method} ${request.path}`,
    );
  });
  router.use(errorAnswer({ logger }));
  return router;
}
