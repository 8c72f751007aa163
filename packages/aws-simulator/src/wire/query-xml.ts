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

import { XMLBuilder } from 'fast-xml-parser';
import { AwsError } from './errors';
import { WireRequest, WireResponse } from './http';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressEmptyNode: true,
});

/** An XML element's content: text, elements by name, or repeated elements. */
export type Xml =
  | string
  | number
  | boolean
  | undefined
  | Xml[]
  | { [name: string]: Xml };

/** Parameters by the parts of their names. */
export type ParameterTree = { [part: string]: string | ParameterTree };

/** Parameters of a request in the query protocol, as sent. */
export class QueryParameters {
  readonly #values: URLSearchParams;

  /** From the body of a POST, or the query of a GET. */
  constructor(request: WireRequest) {
    this.#values = new URLSearchParams(
      request.method === 'POST'
        ? request.body.toString('utf8')
        : request.rawQuery,
    );
  }

  get(name: string): string | undefined {
    return this.#values.get(name) ?? undefined;
  }

  /** Values of `name.1`, `name.2`, … in that order. */
  list(name: string): string[] {
    return this.indexes(name)
      .map(index => this.get(`${name}.${index}`))
      .filter(value => value !== undefined);
  }

  /** The indexes that occur in `name.<index>` or `name.<index>.…`. */
  indexes(name: string): number[] {
    const found = new Set<number>();
    for (const key of this.#values.keys()) {
      if (key.startsWith(`${name}.`)) {
        const index = Number(key.slice(name.length + 1).split('.')[0]);
        if (Number.isInteger(index)) found.add(index);
      }
    }
    return [...found].sort((a, b) => a - b);
  }

  /** Parameters whose names begin so, as nested records by the dots. */
  tree(prefix: string): ParameterTree {
    const root = emptyTree();
    for (const [key, value] of this.#values) {
      if (!key.startsWith(prefix)) continue;
      const parts = key.slice(prefix.length).split('.');
      const last = parts.pop() ?? '';
      let node = root;
      for (const part of parts) {
        const child = node[part];
        const next = typeof child === 'object' ? child : emptyTree();
        node[part] = next;
        node = next;
      }
      node[last] = value;
    }
    return root;
  }

  toRecord(): Record<string, string> {
    return Object.fromEntries(this.#values);
  }
}

/** Without a prototype: parameters may have any name. */
function emptyTree(): ParameterTree {
  return Object.create(null);
}

/** Writes one XML document. */
export function xmlDocument(
  root: string,
  namespace: string | undefined,
  content: { [name: string]: Xml },
): string {
  const element = namespace ? { '@xmlns': namespace, ...content } : content;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({
    [root]: element,
  })}`;
}

export function xmlResponse(
  status: number,
  body: string,
  requestId: string,
): WireResponse {
  return {
    status,
    headers: {
      'content-type': 'text/xml;charset=UTF-8',
      'x-amzn-requestid': requestId,
    },
    body,
  };
}

/** Makes sure that what is shown in a list is a list, also if it is empty. */
export function xmlList(items: Xml[]): Xml {
  return items.length === 0 ? '' : { item: items };
}

/** The error for a parameter that has no meaning for `code`'s service. */
export function queryError(
  code: string,
  status: number,
  message: string,
): AwsError {
  return new AwsError({ code, status, message });
}
