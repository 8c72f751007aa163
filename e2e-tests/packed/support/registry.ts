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

import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PackedPackage } from './packages';

// Older than what a new app's `npmMinimalAgeGate` holds back.
const PUBLISHED_AT = '2026-01-01T00:00:00.000Z';

/**
 * Where a tarball is. Yarn keeps what it has fetched by name, version and
 * address: without the digest it would install the packages of an earlier run.
 */
const tarballPathOf = ({ manifest, tarball }: PackedPackage) => {
  const digest = createHash('sha256').update(readFileSync(tarball));
  return `/${manifest.name}/${digest.digest('hex')}/package.tgz`;
};

/**
 * Answers for the orchestrator's own packages as a registry does, so that a new
 * app gets them by their names, like any others.
 *
 * @returns its address, and how to close it
 */
export async function startRegistry(
  packages: readonly PackedPackage[],
  port: number,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '/');
    const wanted = packages.find(
      ({ manifest: { name } }) =>
        path === `/${name}` || path.startsWith(`/${name}/`),
    );
    if (!wanted) {
      response.writeHead(404).end();
      return;
    }
    const { name, version } = wanted.manifest;
    const tarballPath = tarballPathOf(wanted);
    if (path === tarballPath) {
      createReadStream(wanted.tarball).pipe(response);
      return;
    }
    if (path !== `/${name}`) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', 'application/json').end(
      JSON.stringify({
        name,
        'dist-tags': { latest: version },
        time: { [version]: PUBLISHED_AT },
        versions: {
          [version]: {
            ...wanted.manifest,
            dist: { tarball: `${url()}${tarballPath}` },
          },
        },
      }),
    );
  });
  const url = () => {
    const { port: bound } = server.address() as AddressInfo;
    return `http://127.0.0.1:${bound}`;
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: url(),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
