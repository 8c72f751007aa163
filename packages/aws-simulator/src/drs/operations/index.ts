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

import { Operation } from './operation';
import {
  createExtendedSourceServer,
  listExtensibleSourceServers,
  listStagingAccounts,
} from './extended-source-servers';
import { describeJobLogItems, describeJobs } from './jobs';
import {
  deleteLaunchAction,
  listLaunchActions,
  putLaunchAction,
} from './launch-actions';
import {
  getLaunchConfiguration,
  updateLaunchConfiguration,
} from './launch-configuration';
import {
  describeRecoveryInstances,
  terminateRecoveryInstances,
} from './recovery-instances';
import {
  describeRecoverySnapshots,
  describeSourceServers,
} from './source-servers';
import { startRecovery } from './start-recovery';
import { listTagsForResource, tagResource, untagResource } from './tags';

/** Every operation of DRS that is simulated, by the name the model gives it. */
export const DRS_OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['CreateExtendedSourceServer', createExtendedSourceServer],
  ['DeleteLaunchAction', deleteLaunchAction],
  ['DescribeJobLogItems', describeJobLogItems],
  ['DescribeJobs', describeJobs],
  ['DescribeRecoveryInstances', describeRecoveryInstances],
  ['DescribeRecoverySnapshots', describeRecoverySnapshots],
  ['DescribeSourceServers', describeSourceServers],
  ['GetLaunchConfiguration', getLaunchConfiguration],
  ['ListExtensibleSourceServers', listExtensibleSourceServers],
  ['ListLaunchActions', listLaunchActions],
  ['ListStagingAccounts', listStagingAccounts],
  ['ListTagsForResource', listTagsForResource],
  ['PutLaunchAction', putLaunchAction],
  ['StartRecovery', startRecovery],
  ['TagResource', tagResource],
  ['TerminateRecoveryInstances', terminateRecoveryInstances],
  ['UntagResource', untagResource],
  ['UpdateLaunchConfiguration', updateLaunchConfiguration],
]);
