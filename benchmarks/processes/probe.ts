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

import process from 'node:process';
import { isMainThread } from 'node:worker_threads';

// Preloaded into the process that is measured. It answers its parent over the
// IPC channel what the process has used so far, and does nothing by itself.

function answer(): void {
  const collect = globalThis.gc;
  const send = process.send?.bind(process);
  if (!send || !collect) {
    throw new Error(
      'The probe needs an IPC channel to its parent, and node --expose-gc',
    );
  }
  process.on('message', (message: unknown) => {
    if (message === 'usage') {
      const { user, system } = process.cpuUsage();
      send({
        cpuMs: (user + system) / 1000,
        rssBytes: process.memoryUsage.rss(),
      });
    } else if (message === 'retained') {
      // Twice: what finalizers let go of goes in the second round.
      collect();
      collect();
      const { heapUsed, external } = process.memoryUsage();
      send({ retainedBytes: heapUsed + external });
    }
  });
  // The channel alone must not keep a process alive that has been told to end.
  process.channel?.unref();
}

// Module hooks have a thread of their own, which preloads this too.
if (isMainThread) {
  answer();
}
