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

import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import { AwsFailure } from '../ports/drs';
import type { Clock } from '../ports/clock';
import { toAwsFailure } from './errors';

/** Credentials are renewed this long before they expire, so that no call outlives them. */
const RENEWAL_MARGIN_MS = 5 * 60_000;

/** What roles allow unless they say otherwise, and the most that role chaining gives. */
const SESSION_SECONDS = 3_600;

/** A role in another account, assumed when needed and kept until shortly before its session ends. */
export class RoleSession {
  readonly #sts: STSClient;
  readonly #role: {
    readonly roleArn: string;
    readonly externalId?: string;
    readonly sessionName: string;
  };
  readonly #clock: Clock;
  /** Shared by everyone who asks meanwhile. */
  #underWay: Promise<AwsCredentialIdentity> | undefined;
  #current: (AwsCredentialIdentity & { expiration: Date }) | undefined;

  constructor(
    sts: STSClient,
    role: { roleArn: string; externalId?: string; sessionName: string },
    clock: Clock,
  ) {
    this.#sts = sts;
    this.#role = role;
    this.#clock = clock;
  }

  /** @throws {@link AwsFailure} where the role cannot be assumed */
  async credentials(): Promise<AwsCredentialIdentity> {
    const current = this.#current;
    const renewAfter = this.#clock.now().getTime() + RENEWAL_MARGIN_MS;
    if (current && current.expiration.getTime() > renewAfter) {
      return current;
    }
    return this.renew();
  }

  /**
   * Assumes the role now. Where that fails, a session that is kept goes on until
   * its end.
   *
   * @throws {@link AwsFailure} where the role cannot be assumed
   */
  async renew(): Promise<AwsCredentialIdentity> {
    this.#underWay ??= this.#assume().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  async #assume(): Promise<AwsCredentialIdentity> {
    const { roleArn, externalId, sessionName } = this.#role;
    try {
      const { Credentials: given } = await this.#sts.send(
        new AssumeRoleCommand({
          RoleArn: roleArn,
          ExternalId: externalId,
          RoleSessionName: sessionName,
          DurationSeconds: SESSION_SECONDS,
        }),
      );
      if (
        !given?.AccessKeyId ||
        !given.SecretAccessKey ||
        !given.SessionToken ||
        !given.Expiration
      ) {
        throw new AwsFailure({
          kind: 'unknown',
          code: 'IncompleteAnswer',
          message: `AWS gave no credentials for ${roleArn}`,
        });
      }
      this.#current = {
        accessKeyId: given.AccessKeyId,
        secretAccessKey: given.SecretAccessKey,
        sessionToken: given.SessionToken,
        expiration: given.Expiration,
      };
      return this.#current;
    } catch (error) {
      throw toAwsFailure(error);
    }
  }
}
