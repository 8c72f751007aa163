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
import { Cloud } from '../cloud';
import { faultRuleSchema } from '../faults/rules';
import { functionBehaviourSchema } from '../lambda/behaviours';
import { appliedQuotaSchema } from '../quotas/drs-quotas';
import { CallRecord } from '../record/calls';
import { automationBehaviourSchema } from '../ssm/behaviours';
import { WireRequest, WireResponse } from '../wire/http';
import { worldView } from './world-view';

/** Paths under which no AWS service answers. */
export const CONTROL_PREFIX = '/_simulator/';

const recordFilter = z.strictObject({
  account: z.string().optional(),
  region: z.string().optional(),
  service: z.string().optional(),
  operation: z.string().optional(),
});
const launchFilter = z.strictObject({
  account: z.string().optional(),
  region: z.string().optional(),
  sourceServerId: z.string().optional(),
  jobId: z.string().optional(),
});
const invocationFilter = z.strictObject({
  account: z.string().optional(),
  region: z.string().optional(),
  service: z.enum(['lambda', 'ssm']).optional(),
  name: z.string().optional(),
});
const eventFilter = z.strictObject({
  account: z.string().optional(),
  region: z.string().optional(),
  detailType: z.string().optional(),
  after: z.coerce.number().int().min(0).optional(),
});
const automationSetting = z.strictObject({
  documentName: z.string().regex(/^[a-zA-Z0-9_\-.]{3,128}$/),
  behaviour: automationBehaviourSchema,
});
const functionSetting = z.strictObject({
  functionName: z.string().regex(/^[a-zA-Z0-9-_]{1,140}$/),
  behaviour: functionBehaviourSchema,
});
const takenAddress = z.strictObject({
  account: z.string().regex(/^\d{12}$/),
  region: z.string().min(1),
  subnetId: z.string().min(1),
  address: z.ipv4(),
  description: z.string().max(255).optional(),
});
const clockChange = z.strictObject({
  speed: z.number().positive().max(100_000),
});

/** What the simulator says and does about itself, in JSON. */
export class ControlEndpoint {
  readonly #cloud: Cloud;
  readonly #record: CallRecord;
  readonly #setSpeed: (speed: number) => void;

  constructor(
    cloud: Cloud,
    record: CallRecord,
    setSpeed: (speed: number) => void,
  ) {
    this.#cloud = cloud;
    this.#record = record;
    this.#setSpeed = setSpeed;
  }

  handle(request: WireRequest): WireResponse {
    try {
      return this.#route(request);
    } catch (error) {
      if (error instanceof z.ZodError) {
        return json(400, {
          error: 'The request is not valid',
          details: error.issues.map(issue => ({
            field: issue.path.join('.'),
            message: issue.message,
          })),
        });
      }
      if (error instanceof RangeError) {
        return json(400, { error: error.message });
      }
      throw error;
    }
  }

  #route(request: WireRequest): WireResponse {
    const path = request.rawPath.slice(CONTROL_PREFIX.length);
    const [name, id, ...rest] = path.split('/');
    if (rest.length > 0 || (id !== undefined && name !== 'faults')) {
      return notFound();
    }
    this.#cloud.settle();
    switch (`${request.method} ${name}`) {
      case 'GET health':
        return json(200, { status: 'ok', speed: this.#cloud.time.speed });
      case 'GET world':
        return json(200, worldView(this.#cloud));
      case 'GET record': {
        const { account, ...filter } = recordFilter.parse(queryOf(request));
        return json(200, {
          items: this.#record.list({ accountId: account, ...filter }),
        });
      }
      case 'GET launches': {
        const { account, ...filter } = launchFilter.parse(queryOf(request));
        return json(200, {
          items: this.#cloud.launches.list({ accountId: account, ...filter }),
        });
      }
      case 'GET invocations': {
        const { account, ...filter } = invocationFilter.parse(queryOf(request));
        return json(200, {
          items: this.#cloud.invocations.list({
            accountId: account,
            ...filter,
          }),
        });
      }
      case 'GET events':
        return json(200, {
          items: this.#cloud.events.list(eventFilter.parse(queryOf(request))),
        });
      case 'GET quotas':
        return json(200, { items: this.#cloud.quotas.list() });
      case 'POST quotas': {
        const quota = appliedQuotaSchema.parse(bodyOf(request));
        this.#cloud.quotas.apply(quota);
        return json(201, quota);
      }
      case 'DELETE quotas':
        this.#cloud.quotas.clear();
        return json(200, {});
      case 'GET automations':
        return json(200, { items: this.#cloud.automations.list() });
      case 'POST automations': {
        const { documentName, behaviour } = automationSetting.parse(
          bodyOf(request),
        );
        this.#cloud.automations.set(documentName, behaviour);
        return json(201, { documentName, behaviour });
      }
      case 'DELETE automations':
        this.#cloud.automations.clear();
        return json(200, {});
      case 'GET functions':
        return json(200, { items: this.#cloud.functions.list() });
      case 'POST functions': {
        const { functionName, behaviour } = functionSetting.parse(
          bodyOf(request),
        );
        this.#cloud.functions.set(functionName, behaviour);
        return json(201, { functionName, behaviour });
      }
      case 'DELETE functions':
        this.#cloud.functions.clear();
        return json(200, {});
      case 'POST network-interfaces': {
        const taken = takenAddress.parse(bodyOf(request));
        return json(201, {
          networkInterfaceId: this.#cloud.networkInterfaces.add(taken),
        });
      }
      case 'DELETE network-interfaces':
        this.#cloud.networkInterfaces.clear();
        return json(200, {});
      case 'GET faults':
        return json(200, { items: this.#cloud.faults.list() });
      case 'POST faults':
        return json(
          201,
          this.#cloud.faults.add(faultRuleSchema.parse(bodyOf(request))),
        );
      case 'DELETE faults':
        if (id === undefined) {
          this.#cloud.faults.clear();
          return json(200, {});
        }
        return this.#cloud.faults.remove(decoded(id))
          ? json(200, {})
          : notFound();
      case 'GET clock':
        return json(200, this.#clock());
      case 'POST clock':
        this.#setSpeed(clockChange.parse(bodyOf(request)).speed);
        return json(200, this.#clock());
      case 'POST reset':
        this.#cloud.reset();
        this.#record.clear();
        return json(200, {});
      default:
        return notFound();
    }
  }

  #clock() {
    return {
      speed: this.#cloud.time.speed,
      now: new Date(this.#cloud.time.wallNow()).toISOString(),
    };
  }
}

function queryOf(request: WireRequest): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(request.rawQuery));
}

/** A part of the path; what cannot be decoded names nothing, as it stands. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function bodyOf(request: WireRequest): unknown {
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new z.ZodError([
      { code: 'custom', path: [], message: 'Not JSON', input: undefined },
    ]);
  }
}

function notFound(): WireResponse {
  return json(404, { error: 'There is no such thing here' });
}

function json(status: number, content: unknown): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(content),
  };
}
