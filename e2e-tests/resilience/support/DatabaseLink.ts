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

/**
 * The network between one backend and PostgreSQL, which can stall: what goes to
 * PostgreSQL still arrives, its answers come only when the network goes on.
 */
export class DatabaseLink {
  readonly #server: Server;
  readonly #upstream = new Set<Socket>();
  readonly #sockets = new Set<Socket>();
  /** What a statement holds after whose commit the network stalls, and who waits for that. */
  #trigger: { text: string; stalled: () => void } | undefined;
  #isStalled = false;

  static async open(to: { host: string; port: number }): Promise<DatabaseLink> {
    const link = new DatabaseLink(to);
    link.#server.listen(0, '127.0.0.1');
    await once(link.#server, 'listening');
    return link;
  }

  private constructor(to: { host: string; port: number }) {
    this.#server = createServer(backend => {
      const database = createConnection(to);
      this.#upstream.add(database);
      if (this.#isStalled) {
        database.pause();
      }
      let isAwaited = false;
      for (const socket of [backend, database]) {
        this.#sockets.add(socket);
        // Either end may leave; the other one is told by the end of its stream.
        socket.on('error', () => undefined);
        socket.once('close', () => {
          this.#sockets.delete(socket);
          this.#upstream.delete(database);
          backend.destroy();
          database.destroy();
        });
      }
      backend.on('data', bytes => {
        isAwaited ||=
          this.#trigger !== undefined && bytes.includes(this.#trigger.text);
        if (isAwaited && bytes.includes('COMMIT')) {
          this.#stall();
        }
        database.write(bytes);
      });
      database.on('data', bytes => backend.write(bytes));
    });
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('The link is closed');
    }
    return address.port;
  }

  /**
   * Lets the network stall when a transaction is committed that stores this
   * text: PostgreSQL has it, and the backend is not told.
   */
  stallAtCommitOf(text: string): Promise<void> {
    return new Promise(stalled => {
      this.#trigger = { text, stalled };
    });
  }

  /** Delivers what was held back. */
  goOn(): void {
    this.#isStalled = false;
    this.#upstream.forEach(socket => socket.resume());
  }

  close(): void {
    this.#server.close();
    this.#sockets.forEach(socket => socket.destroy());
  }

  #stall(): void {
    this.#isStalled = true;
    this.#upstream.forEach(socket => socket.pause());
    this.#trigger?.stalled();
    this.#trigger = undefined;
  }
}
