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
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsEndpoint } from './aws-endpoint';
import { Cloud } from './cloud';
import { CONTROL_PREFIX, ControlEndpoint } from './control/control-endpoint';
import { StandaloneInterfaces } from './ec2/standalone-interfaces';
import { DeliveredEvent, EventFilter, EventListener } from './events/event-bus';
import { Faults } from './faults/faults';
import { Functions } from './lambda/behaviours';
import { AppliedQuotas } from './quotas/drs-quotas';
import { CallFilter, CallRecord, RecordedCall } from './record/calls';
import { Invocation, InvocationFilter } from './record/invocations';
import { Launch, LaunchFilter } from './record/launches';
import { AutomationDocuments } from './ssm/behaviours';
import { Clock, systemClock } from './time/clock';
import { Pacemaker } from './time/pacemaker';
import { ProcessTime } from './time/process-time';
import { WireRequest, WireResponse } from './wire/http';
import { COMPANY_SERVERS, generateWorld } from './world/generate';
import { Seeded } from './world/seeded';
import { World } from './world/world';

/** How a simulator is to be; what is left out has the default named. */
export type SimulatorOptions = {
  /** 4566; 0 for any free port. */
  port?: number;
  /** A loopback address: 127.0.0.1. */
  host?: string;
  /** What the whole world follows from: 1. */
  seed?: number;
  /** Source servers in the world, at least 60: 60. */
  servers?: number;
  /** How much faster than real AWS its processes run: 60. */
  speed?: number;
  /** The computer's own. */
  clock?: Clock;
};

/** A running simulator. */
export type Simulator = {
  /** Where AWS clients find it: `http://127.0.0.1:4566`. */
  readonly url: string;
  readonly world: World;
  readonly faults: Pick<Faults, 'add' | 'list' | 'remove' | 'clear'>;
  /** Quotas of DRS that accounts have been granted. */
  readonly quotas: Pick<AppliedQuotas, 'apply' | 'list' | 'clear'>;
  /** What Automation documents there are, and how they behave. */
  readonly automations: Pick<AutomationDocuments, 'set' | 'list' | 'clear'>;
  /** What Lambda functions there are, and what they do. */
  readonly functions: Pick<Functions, 'set' | 'list' | 'clear'>;
  /** Addresses that something beside DRS has. */
  readonly networkInterfaces: Pick<StandaloneInterfaces, 'add' | 'clear'>;
  /** Every call that arrived, oldest first. */
  record(filter?: CallFilter): RecordedCall[];
  /** Every launch of a server that truly took effect, oldest first. */
  launches(filter?: LaunchFilter): Launch[];
  /** Every run of a function or a document that truly began, oldest first. */
  invocations(filter?: InvocationFilter): Invocation[];
  /** Events that EventBridge has delivered, oldest first. */
  events(filter?: EventFilter): DeliveredEvent[];
  /**
   * Tells of each event when EventBridge delivers it; with a `ManualClock`,
   * that is while the clock is advanced. Answers how to stop listening.
   */
  onEvent(listener: EventListener): () => void;
  /** Changes how fast AWS's processes run from now on. */
  setSpeed(speed: number): void;
  /** Back to the beginning of the world, without faults or records. */
  reset(): void;
  /** Stops; connections that are open are cut. */
  close(): Promise<void>;
};

export const DEFAULT_PORT = 4566;
export const DEFAULT_SPEED = 60;
export const DEFAULT_SEED = 1;

/** How long a connection may be idle. */
const IDLE_CONNECTION_MS = 75_000;

/** Bodies larger than this are refused, as AWS's front ends do. */
const LARGEST_BODY_BYTES = 1_048_576;

/**
 * Starts a simulated AWS on a loopback address.
 *
 * @throws Error if the host is not a loopback address, or the port is taken
 */
export async function startSimulator(
  options: SimulatorOptions = {},
): Promise<Simulator> {
  const host = options.host ?? '127.0.0.1';
  if (!isLoopback(host)) {
    throw new Error(
      `The simulated AWS listens on loopback addresses only, not on ${host}`,
    );
  }
  const clock = options.clock ?? systemClock;
  const world = generateWorld({
    seed: options.seed ?? DEFAULT_SEED,
    servers: options.servers ?? COMPANY_SERVERS,
  });
  const faults = new Faults(new Seeded(world.seed), () => clock.now());
  const time = new ProcessTime(clock, options.speed ?? DEFAULT_SPEED);
  const cloud = new Cloud(world, time, faults);
  const pacemaker = new Pacemaker({
    clock,
    time,
    agenda: cloud.agenda,
    settle: () => cloud.settle(),
  });
  const record = new CallRecord();
  const aws = new AwsEndpoint({
    cloud,
    record,
    signingClock: systemClock,
    // An answer that is awaited keeps nothing alive once the server is closed.
    sleep: milliseconds => sleep(milliseconds, undefined, { ref: false }),
  });
  const setSpeed = (speed: number) => {
    cloud.setSpeed(speed);
    pacemaker.rearm();
  };
  const control = new ControlEndpoint(cloud, record, setSpeed);
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing, aws, control).catch(error => {
      if (incoming.destroyed && !incoming.complete) return; // the client left
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      outgoing.destroy();
    });
  });
  // As patient as AWS: a client must not lose a call to a connection that was
  // closed for being idle just when it was used again.
  server.keepAliveTimeout = IDLE_CONNECTION_MS;
  await listening(server, options.port ?? DEFAULT_PORT, host);
  return {
    url: urlOf(server.address(), host),
    world,
    faults,
    quotas: cloud.quotas,
    automations: cloud.automations,
    functions: cloud.functions,
    networkInterfaces: cloud.networkInterfaces,
    record: filter => record.list(filter),
    launches: filter => cloud.launches.list(filter),
    invocations: filter => {
      cloud.settle();
      return cloud.invocations.list(filter);
    },
    events: filter => {
      cloud.settle();
      return cloud.events.list(filter);
    },
    onEvent: listener => {
      // What is long past is not news.
      cloud.settle();
      const stopListening = cloud.events.listen(listener);
      pacemaker.start();
      return () => {
        stopListening();
        if (!cloud.events.hasListeners) pacemaker.stop();
      };
    },
    setSpeed,
    reset: () => {
      cloud.reset();
      record.clear();
    },
    close: () =>
      new Promise((resolve, reject) => {
        pacemaker.stop();
        server.close(error => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/** Whether only this computer can reach the address. */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
  );
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  aws: AwsEndpoint,
  control: ControlEndpoint,
): Promise<void> {
  const request = await received(incoming);
  if (!request) {
    send(outgoing, {
      status: 413,
      headers: {
        'content-type': 'application/json',
        'x-amzn-errortype': 'RequestEntityTooLargeException',
        connection: 'close',
      },
      body: JSON.stringify({ message: 'Request size exceeded' }),
    });
    return;
  }
  if (request.rawPath.startsWith(CONTROL_PREFIX)) {
    send(outgoing, control.handle(request));
    return;
  }
  const delivery = await aws.handle(request);
  if (delivery.kind === 'cut') {
    incoming.socket.destroy();
  } else {
    send(outgoing, delivery.response);
  }
}

async function received(
  incoming: IncomingMessage,
): Promise<WireRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    // What is too much is read and dropped, so that the refusal can be read.
    if (size <= LARGEST_BODY_BYTES) chunks.push(chunk);
  }
  if (size > LARGEST_BODY_BYTES) return undefined;
  const url = incoming.url ?? '/';
  const at = url.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    rawPath: at < 0 ? url : url.slice(0, at),
    rawQuery: at < 0 ? '' : url.slice(at + 1),
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(',') : value ?? '',
      ]),
    ),
    body: Buffer.concat(chunks),
  };
}

function send(outgoing: ServerResponse, response: WireResponse): void {
  outgoing.writeHead(response.status, {
    ...response.headers,
    // An answer without content has no length either (RFC 9110, 8.6).
    ...(response.status !== 204 && {
      'content-length': Buffer.byteLength(response.body),
    }),
  });
  outgoing.end(response.body);
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function urlOf(address: string | AddressInfo | null, host: string): string {
  if (address === null || typeof address === 'string') {
    throw new Error('The server has no TCP address');
  }
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
