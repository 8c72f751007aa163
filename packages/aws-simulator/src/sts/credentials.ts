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

import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AuthenticationError } from '../wire/errors';
import { Caller } from '../wire/service';
import { Seeded } from '../world/seeded';
import { World } from '../world/world';

export type TemporaryCredentials = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** Milliseconds since the epoch. */
  expiration: number;
};

const sessionSchema = z.object({
  accessKeyId: z.string(),
  accountId: z.string(),
  arn: z.string(),
  userId: z.string(),
  expiration: z.number(),
});
type Session = z.infer<typeof sessionSchema>;

/**
 * Access keys: the long-term ones of the world, and those that AssumeRole
 * mints. A minted key's session stands, sealed, in its session token, as
 * with real AWS: nothing is stored, and it outlives a restart.
 */
export class Credentials {
  readonly #world: World;
  readonly #seeded: Seeded;
  readonly #key: Buffer;
  #minted = 0;

  constructor(world: World) {
    this.#world = world;
    this.#seeded = new Seeded(world.seed);
    this.#key = this.#seeded.key('session-tokens');
  }

  /** @param now - milliseconds since the epoch */
  mint(
    session: Omit<Session, 'accessKeyId' | 'expiration'>,
    durationSeconds: number,
    now: number,
  ): TemporaryCredentials {
    this.#minted += 1;
    const accessKeyId = `ASIA${base32(
      this.#seeded.key('access-key', this.#minted, now, session.arn),
    )}`;
    const expiration = now + durationSeconds * 1_000;
    const content = Buffer.from(
      JSON.stringify({ ...session, accessKeyId, expiration }),
    );
    return {
      accessKeyId,
      secretAccessKey: this.#secretOf(accessKeyId),
      sessionToken: Buffer.concat([this.#mac(content), content]).toString(
        'base64',
      ),
      expiration,
    };
  }

  /**
   * The secret that a request must have been signed with, and who it then
   * comes from.
   *
   * @throws AuthenticationError if the key is unknown or its session over
   */
  lookUp(
    accessKeyId: string,
    sessionToken: string | undefined,
  ): { secretAccessKey: string; caller: Caller; expiration?: number } {
    const key = this.#world.accessKeys.find(k => k.accessKeyId === accessKeyId);
    if (key && sessionToken === undefined) {
      return {
        secretAccessKey: key.secretAccessKey,
        caller: {
          accountId: key.accountId,
          arn: `arn:aws:iam::${key.accountId}:user/${key.userName}`,
          userId: key.userId,
          isAssumedRole: false,
        },
      };
    }
    const session = sessionToken && this.#unseal(sessionToken);
    if (!session || session.accessKeyId !== accessKeyId) {
      throw new AuthenticationError({ kind: 'unknown-key' });
    }
    return {
      secretAccessKey: this.#secretOf(accessKeyId),
      caller: {
        accountId: session.accountId,
        arn: session.arn,
        userId: session.userId,
        isAssumedRole: true,
      },
      expiration: session.expiration,
    };
  }

  #unseal(sessionToken: string): Session | undefined {
    const bytes = Buffer.from(sessionToken, 'base64');
    const mac = bytes.subarray(0, 32);
    const content = bytes.subarray(32);
    if (mac.length < 32 || !timingSafeEqual(mac, this.#mac(content))) {
      return undefined;
    }
    return sessionSchema.parse(JSON.parse(content.toString('utf8')));
  }

  #secretOf(accessKeyId: string): string {
    return createHmac('sha256', this.#key)
      .update(`secret of ${accessKeyId}`)
      .digest('base64')
      .slice(0, 40);
  }

  #mac(content: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(content).digest();
  }
}

/** 16 characters of the alphabet of access key IDs. */
function base32(bytes: Buffer): string {
  return [...bytes.subarray(0, 16)]
    .map(byte => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte & 31])
    .join('');
}
