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

import type { UserInfoService } from '@backstage/backend-plugin-api';
import {
  AwsFailure,
  inTime,
  type ObservedSourceServer,
} from '@drs-orchestrator/drs-engine';
import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { ownerValue } from '../../access/attributes';
import type { RequestContext } from '../../access/Caller';
import { serverKey } from '../inventory/membership';
import type { AnnotatedEntity } from '../readiness/facts';
import { matchEntities } from '../readiness/judgement';
import type { OwnedEntities } from '../readiness/OwnedEntities';

/** So long is waited for the catalog, which only tells what is whose. */
const CATALOG_PATIENCE_MS = 3_000;

/** What is somebody's own. It says nothing of what they may see. */
export class Own {
  readonly #owners: ReadonlySet<string>;
  readonly #entities: readonly AnnotatedEntity[] | undefined;

  /**
   * @param owners - the entity refs that they go by: theirs, and those of their groups
   * @param entities - the catalog entities that are theirs; undefined where it did not answer
   */
  constructor(
    owners: ReadonlySet<string>,
    entities: readonly AnnotatedEntity[] | undefined,
  ) {
    this.#owners = owners;
    this.#entities = entities;
  }

  get isCatalogKnown(): boolean {
    return this.#entities !== undefined;
  }

  /** Whether a record with this owner is theirs. */
  has(owner: string | undefined): boolean {
    return owner !== undefined && this.#owners.has(ownerValue(owner));
  }

  /** Keys of those of the servers that catalog entities of theirs select. */
  serversOfEntities(
    servers: readonly ObservedSourceServer[],
  ): ReadonlySet<string> {
    return new Set(
      matchEntities(this.#entities ?? [], servers).flatMap(entity =>
        entity.servers.map(serverKey),
      ),
    );
  }
}

/** Tells what is a caller's own: by the owner of a record, or of a catalog entity. */
export class Ownership {
  readonly #userInfo: UserInfoService;
  readonly #entities: OwnedEntities;

  static create(options: {
    userInfo: UserInfoService;
    entities: OwnedEntities;
  }): Ownership {
    return new Ownership(options);
  }

  private constructor(options: {
    userInfo: UserInfoService;
    entities: OwnedEntities;
  }) {
    this.#userInfo = options.userInfo;
    this.#entities = options.entities;
  }

  async of(context: RequestContext): Promise<Own> {
    const owners = await this.#ownersFor(context);
    try {
      return new Own(
        owners,
        await inTime(this.#entities.of(owners, context), CATALOG_PATIENCE_MS),
      );
    } catch (error) {
      // How the servers are is asked for in a disaster, which may have taken the catalog.
      if (error instanceof AwsFailure || isUnreachable(error)) {
        return new Own(owners, await this.#entities.last(owners, context));
      }
      if (error instanceof DrsError) {
        return new Own(owners, undefined);
      }
      throw error;
    }
  }

  /** A program owns nothing. */
  async #ownersFor({
    caller,
    credentials,
  }: RequestContext): Promise<ReadonlySet<string>> {
    if (caller.kind !== 'person') {
      return new Set();
    }
    // Who could not sign in is known by name alone.
    const refs = caller.breakGlass
      ? [caller.ref]
      : (await this.#userInfo.getUserInfo(credentials)).ownershipEntityRefs;
    return new Set(refs.map(ownerValue));
  }
}

const isUnreachable = (error: unknown): boolean =>
  error instanceof DrsError && error.code === 'CATALOG_UNREACHABLE';
