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

/** A page of the plugin: a tab below the header, with everything below its path. */
export interface PluginPage {
  /** Its path below the plugin's own, and its name as an extension. */
  readonly path:
    | 'overview'
    | 'executions'
    | 'plans'
    | 'groups'
    | 'servers'
    | 'accounts'
    | 'settings'
    | 'audit';
  readonly title: string;
  /** Loads the page's code. */
  readonly load: () => Promise<JSX.Element>;
}

/** The plugin's pages in the order of their tabs, in either frontend system. */
export const pluginPages: readonly PluginPage[] = [
  {
    path: 'overview',
    title: 'Overview',
    load: () => import('./overview').then(({ Overview }) => <Overview />),
  },
  {
    path: 'executions',
    title: 'Executions',
    load: () => import('./executions').then(({ Executions }) => <Executions />),
  },
  {
    path: 'plans',
    title: 'Plans',
    load: () => import('./plans').then(({ Plans }) => <Plans />),
  },
  {
    path: 'groups',
    title: 'Groups',
    load: () => import('./groups').then(({ Groups }) => <Groups />),
  },
  {
    path: 'servers',
    title: 'Servers',
    load: () => import('./servers').then(({ Servers }) => <Servers />),
  },
  {
    path: 'accounts',
    title: 'Accounts',
    load: () => import('./accounts').then(({ Accounts }) => <Accounts />),
  },
  {
    path: 'settings',
    title: 'Settings',
    load: () => import('./settings').then(({ Settings }) => <Settings />),
  },
  {
    path: 'audit',
    title: 'Audit',
    load: () => import('./audit').then(({ Audit }) => <Audit />),
  },
];
