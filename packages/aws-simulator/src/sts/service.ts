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

import { AwsService } from '../wire/service';
import { queryService } from '../wire/query-service';
import { assumeRole } from './assume-role';
import { Credentials } from './credentials';

/** AWS Security Token Service: query protocol, XML. */
export function stsService(credentials: Credentials): AwsService {
  return queryService({
    name: 'sts',
    version: '2011-06-15',
    operations: new Map([
      [
        'AssumeRole',
        (parameters, context) => assumeRole(parameters, context, credentials),
      ],
      [
        'GetCallerIdentity',
        (_parameters, { caller }) => ({
          Arn: caller.arn,
          UserId: caller.userId,
          Account: caller.accountId,
        }),
      ],
    ]),
  });
}
