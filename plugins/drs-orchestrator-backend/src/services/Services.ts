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

import type {
  OperationName,
  ResponseOf,
  ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { RequestContext } from '../access/Caller';

/** `run_operation` only finds another operation, and is served by the router itself. */
export type ServedOperation = Exclude<OperationName, 'run_operation'>;

/**
 * What serves each operation. Requests are authenticated, authorised and valid
 * when they come here; refusals are thrown as DrsError of the contract.
 */
export type Services = {
  [K in ServedOperation]: (
    request: ValidRequest<K>,
    context: RequestContext,
  ) => Promise<ResponseOf<K>>;
};
