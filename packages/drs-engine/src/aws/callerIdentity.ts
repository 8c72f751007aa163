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

import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import type { CallerIdentity } from '../ports/accountAccess';
import { AwsFailure } from '../ports/drs';
import { toAwsFailure } from './errors';

/**
 * Whom a client's credentials belong to.
 *
 * @throws AwsFailure
 */
export async function callerIdentity(sts: STSClient): Promise<CallerIdentity> {
  try {
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
    if (!Account || !Arn) {
      throw new AwsFailure({
        kind: 'unknown',
        code: 'IncompleteAnswer',
        message: 'AWS did not say whose the credentials are',
      });
    }
    return { accountId: Account, arn: withoutSession(Arn) };
  } catch (error) {
    throw toAwsFailure(error);
  }
}

/** `…:assumed-role/Role/session` names the session by what the platform put there: a host, a person. */
const withoutSession = (arn: string): string =>
  arn.replace(/(:assumed-role\/[^/]+)\/.*$/, '$1');
