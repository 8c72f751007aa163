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

import { once } from 'node:events';
import {
  createConnection,
  createServer,
  type Server,
  type Socket,
} from 'node:net';

/** The network between a program and a portal, which can break. */
export class PortalLink {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;
  /** What a request holds whose answer gets lost. */
  #fatalText: string | undefined;

  static async open(to: { host: string; port: number }): Promise<PortalLink> {
    const link = new PortalLink(to);
    link.#server.listen(0, '127.0.0.1');
    await once(link.#server, 'listening');
    return link;
  }

  private constructor(to: { host: string; port: number }) {
    this.#server = createServer(program => {
      if (this.#isCut) {
        program.destroy();
        return;
      }
      const portal = createConnection(to);
      for (const socket of [program, portal]) {
        this.#sockets.add(socket);
        // Either end may leave; the other one is told by the end of its stream.
        socket.on('error', () => undefined);
        socket.once('close', () => {
          this.#sockets.delete(socket);
          program.destroy();
          portal.destroy();
        });
      }
      let isDoomed = false;
      program.on('data', bytes => {
        if (this.#fatalText && bytes.includes(this.#fatalText)) {
          isDoomed = true;
          this.#fatalText = undefined;
        }
        portal.write(bytes);
      });
      portal.on('data', bytes => {
        if (isDoomed) {
          program.destroy();
        } else {
          program.write(bytes);
        }
      });
    });
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('The link is closed');
    }
    return `http://127.0.0.1:${address.port}`;
  }

  /** Breaks every connection, and lets no new one through. */
  cut(): void {
    this.#isCut = true;
    this.#sockets.forEach(socket => socket.destroy());
  }

  mend(): void {
    this.#isCut = false;
  }

  /** The next request that holds this text arrives, and its answer does not. */
  loseAnswerTo(text: string): void {
    this.#fatalText = text;
  }

  close(): void {
    this.#server.close();
    this.#sockets.forEach(socket => socket.destroy());
  }
}
