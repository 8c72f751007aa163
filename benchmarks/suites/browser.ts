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

import { measureBundles } from '../browser/bundles';
import { Visitor } from '../browser/Visitor';
import { accountIds } from '../fleet/drsClient';
import { Fleet } from '../fleet/Fleet';
import { untilCatalogIsRead } from '../processes/catalogEntities';
import type { Figure } from '../report/Figure';
import { measureLiveView } from '../scenarios/liveView';
import { measureSignalToScreen } from '../scenarios/signalToScreen';
import type { Run, Started } from './Started';

/** Enough for 1,000 in two Regions of an account, and a few more. */
const SERVERS = 3_300;
/** Often enough that most looks at the 1,000 find some changed. */
const POLL_INTERVAL_MS = 1_000;

function bundleFigures(): Figure[] {
  const { without, withPlugin } = measureBundles();
  return [
    {
      name: "What the plugin adds to the portal's first load, gzipped",
      where: 'production build',
      value: withPlugin.firstLoad - without.firstLoad,
      unit: 'kB',
      aim: 15,
      beside: {
        what: 'the portal without it',
        value: without.firstLoad,
        unit: 'kB',
      },
    },
    {
      name: 'Largest script of a page of the plugin, gzipped',
      where: 'production build',
      value: withPlugin.largestChunk,
      unit: 'kB',
      aim: 250,
      beside: {
        what: 'the largest of another page',
        value: without.largestChunk,
        unit: 'kB',
      },
    },
  ];
}

/** What a person sees of it, and what their browser loads for it. */
export async function browser(
  started: Started,
  { progress, measured }: Run,
): Promise<void> {
  measured(bundleFigures());
  progress('bundles are measured');
  const aws = await started.aws({ speed: 1, servers: SERVERS });
  const portal = await started.portal(aws, {
    database: { kind: 'SQLite' },
    pollIntervalMs: POLL_INTERVAL_MS,
    largeCatalog: true,
  });
  await untilCatalogIsRead(portal);
  const fleet = await Fleet.read(aws.url);
  const visitor = await Visitor.at(portal.url);
  started.add(() => visitor.close());
  progress('a browser is at the portal');

  const [commerce, logistics] = accountIds;
  measured(
    await measureSignalToScreen(portal, visitor, fleet, {
      accountId: logistics,
      region: 'us-west-2',
    }),
  );
  progress('signals are measured');
  measured(
    await measureLiveView({
      portal,
      aws,
      visitor,
      fleet,
      scopes: [
        { accountId: commerce, region: 'us-west-2' },
        { accountId: commerce, region: 'eu-west-1' },
      ],
    }),
  );
  progress('the live view is measured');
}
