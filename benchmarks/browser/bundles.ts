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
  existsSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  mkdtempSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import {
  buildPortal,
  buildPortalOtherwise,
} from '../../e2e-tests/support/portalBuild';
import { root } from '../processes/ServerProcess';

const PLUGIN = '@drs-orchestrator/plugin-drs-orchestrator';
/** As sources are named in the maps that lie beside the bundles. */
const SOURCES_OF_PLUGIN = 'plugins/drs-orchestrator/src/';
const DIST = join(root, 'packages/app/dist');

const gzippedKb = (path: string) =>
  gzipSync(readFileSync(path)).byteLength / 1000;

/** Gzipped sizes of a build of the portal, in kB. */
export interface BundleSizes {
  /** All scripts and styles that every page loads before it shows anything. */
  readonly firstLoad: number;
  /** The largest of the scripts that are loaded for a page, of those asked for. */
  readonly largestChunk: number;
}

/** @param counts - whether a script that is loaded later counts, by the map of its sources */
function sizesOf(counts: (sources: string) => boolean): BundleSizes {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  const first = [
    ...html.matchAll(/(?:src|href)="[^"]*\/(static\/[^"]+\.(?:js|css))"/g),
  ].map(([, path]) => path);
  if (first.length === 0) {
    throw new Error('The portal loads nothing');
  }
  const names = new Set(first.map(path => basename(path)));
  const later = readdirSync(join(DIST, 'static')).filter(
    name => name.endsWith('.js') && !names.has(name),
  );
  const chunks = later
    .map(name => join(DIST, 'static', name))
    // What only fetches other scripts has no map.
    .filter(path => existsSync(`${path}.map`))
    .filter(path => counts(readFileSync(`${path}.map`, 'utf8')));
  return {
    firstLoad: first
      .map(path => gzippedKb(join(DIST, path)))
      .reduce((sum, size) => sum + size, 0),
    largestChunk: Math.max(0, ...chunks.map(gzippedKb)),
  };
}

/**
 * Builds the portal twice, without the plugin and with it. The last is the one
 * that stays.
 */
export function measureBundles(): {
  readonly without: BundleSizes;
  readonly withPlugin: BundleSizes;
} {
  const folder = mkdtempSync(join(tmpdir(), 'drs-orchestrator-bench-'));
  try {
    const config = join(folder, 'app-config.yaml');
    writeFileSync(
      config,
      stringify({ app: { packages: { exclude: [PLUGIN] } } }),
    );
    buildPortalOtherwise(config);
    const without = sizesOf(sources => !sources.includes(SOURCES_OF_PLUGIN));
    buildPortal();
    return {
      without,
      withPlugin: sizesOf(sources => sources.includes(SOURCES_OF_PLUGIN)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
