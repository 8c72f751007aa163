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

import type { ReactNode } from 'react';
import { Link } from '@backstage/core-components';
import type { SourceServer } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { usePaths, type Paths } from '../../routing/usePaths';

/** Where a server's own story is told. */
export function serverPath(
  paths: Paths,
  server: Pick<SourceServer, 'accountId' | 'region' | 'sourceServerId'>,
): string {
  const { accountId, region, sourceServerId } = server;
  const query = new URLSearchParams({
    server: `${accountId}/${region}/${sourceServerId}`,
  });
  return `${paths.servers}?${query}`;
}

/** Leads to a server; says its hostname unless given other words. */
export function ServerLink(props: {
  server: SourceServer;
  children?: ReactNode;
}) {
  const paths = usePaths();
  return (
    <Link to={serverPath(paths, props.server)}>
      {props.children ?? props.server.hostname}
    </Link>
  );
}
