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

import { request, type Agent } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  endpoints,
  type OperationName,
  type RequestInput,
  type ResponseOf,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';

const signedInSchema = z.object({
  backstageIdentity: z.object({ token: z.string() }),
});

/** An answer with how long it took, from the request to the last byte. */
export interface TimedAnswer {
  readonly status: number;
  readonly body: string;
  readonly milliseconds: number;
}

type Persona = 'admin' | 'recovery-manager';

/** The portal's API, spoken to over HTTP as a signed-in person. */
export class Api {
  readonly #url: string;
  readonly #agent: Agent;
  readonly #tokens = new Map<Persona, string>();

  constructor(url: string, agent: Agent) {
    this.#url = url;
    this.#agent = agent;
  }

  /** Signs in, once the catalog knows who may. */
  async signIn(persona: Persona): Promise<void> {
    for (;;) {
      const answer = await this.send(
        'GET',
        `/api/auth/persona/refresh?persona=${persona}`,
      );
      if (answer.status === 200) {
        const { backstageIdentity } = signedInSchema.parse(
          JSON.parse(answer.body),
        );
        this.#tokens.set(persona, backstageIdentity.token);
        return;
      }
      await sleep(250);
    }
  }

  /** Sends one request; the time ends with the last byte of the answer. */
  send(
    method: string,
    path: string,
    options: { body?: unknown; persona?: Persona } = {},
  ): Promise<TimedAnswer> {
    const { body, persona = 'admin' } = options;
    const token = this.#tokens.get(persona);
    const content = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const begun = performance.now();
      const sent = request(
        `${this.#url}${path}`,
        {
          method,
          agent: this.#agent,
          headers: {
            ...(token && { authorization: `Bearer ${token}` }),
            ...(content && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(content),
            }),
          },
        },
        response => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.once('error', reject);
          response.once('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: Buffer.concat(parts).toString('utf8'),
              milliseconds: performance.now() - begun,
            }),
          );
        },
      );
      sent.once('error', error => {
        // A kept connection that the server had closed meanwhile: nothing was
        // asked on it (Node's documentation of request.reusedSocket).
        if (
          sent.reusedSocket &&
          'code' in error &&
          error.code === 'ECONNRESET'
        ) {
          this.send(method, path, options).then(resolve, reject);
        } else {
          reject(error);
        }
      });
      sent.end(content);
    });
  }

  /** @throws Error where the answer is another than the contract's success */
  async timed<K extends OperationName>(
    operation: K,
    input: RequestInput<K> = {},
    persona: Persona = 'admin',
  ): Promise<TimedAnswer> {
    const { method, path, status } = endpoints[operation];
    const answer = await this.send(method, pathOf(path, input), {
      body: input.body,
      persona,
    });
    if (answer.status !== status) {
      throw new Error(
        `${operation} answers ${answer.status}: ${answer.body.slice(0, 2_000)}`,
      );
    }
    return answer;
  }

  async call<K extends OperationName>(
    operation: K,
    input: RequestInput<K> = {},
    persona: Persona = 'admin',
  ): Promise<ResponseOf<K>> {
    const answer = await this.timed(operation, input, persona);
    return answerOf(operation, answer);
  }
}

/** Reads an answer by the contract. */
export function answerOf<K extends OperationName>(
  operation: K,
  answer: TimedAnswer,
): ResponseOf<K> {
  const schema: z.ZodType = endpoints[operation].response;
  // The table's types say that this schema gives the answer of K; the compiler
  // cannot follow an index by a type parameter.
  return schema.parse(JSON.parse(answer.body)) as ResponseOf<K>;
}

function pathOf(
  template: string,
  input: { params?: unknown; query?: unknown },
): string {
  const params = z.record(z.string(), z.string()).parse(input.params ?? {});
  const path = template.replace(/:([a-zA-Z]+)/g, (_, name: string) =>
    encodeURIComponent(params[name]),
  );
  const query = new URLSearchParams();
  const given = z
    .record(
      z.string(),
      z.union([z.string(), z.number(), z.array(z.string())]).optional(),
    )
    .parse(input.query ?? {});
  for (const [name, value] of Object.entries(given)) {
    for (const item of [value ?? []].flat()) {
      query.append(name, String(item));
    }
  }
  return `/api/drs-orchestrator${path}${query.size > 0 ? `?${query}` : ''}`;
}
