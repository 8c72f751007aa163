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

/** A source server with what tells from where its tags should come. */
export interface TaggedServer {
  readonly sourceServerId: string;
  readonly arn: string;
  readonly hostname: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The EC2 instance that it is at its source; absent where it is none. */
  readonly instance?: {
    readonly instanceId: string;
    /** Where it runs; absent where AWS does not say. */
    readonly accountId?: string;
    readonly region?: string;
  };
}

/**
 * Asked before each attempt of a call that changes something; what it throws
 * keeps the attempt from being made, and is thrown on.
 */
export type MayCall = () => Promise<void>;

/**
 * Tags of the source servers of one account and Region. Every method throws
 * AwsFailure, or what `mayCall` throws, and nothing else.
 */
export interface ServerTags {
  servers(): Promise<TaggedServer[]>;
  /** Adds tags, and gives those that are there their new value; others stay. */
  set(
    arn: string,
    tags: Readonly<Record<string, string>>,
    mayCall?: MayCall,
  ): Promise<void>;
  /** Keys that are not there are no failure. */
  remove(
    arn: string,
    keys: readonly string[],
    mayCall?: MayCall,
  ): Promise<void>;
}

/** Tags of the EC2 instances of one account and Region. */
export interface InstanceTags {
  /**
   * Those of these instances that run or are stopped, with their tags; asked in
   * batches of 200.
   *
   * @throws AwsFailure
   */
  of(
    instanceIds: readonly string[],
  ): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>>;
}
