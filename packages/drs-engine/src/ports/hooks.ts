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

import type { HookStage, PinnedHook } from '../domain/events';
import type { HookResult } from '../domain/input';
import type { Scope } from './drs';

export type { HookResult };

/** What a hook is told; the same for all kinds. */
export interface HookPayload {
  readonly executionId: string;
  readonly executionType: 'DRILL' | 'RECOVERY';
  readonly planId: string;
  readonly planName: string;
  readonly waveNumber: number;
  readonly waveName: string;
  readonly stage: HookStage;
  /** The hook's own name. */
  readonly hook: string;
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  /** The wave's servers, with what is known of their instances by then. */
  readonly servers: readonly {
    readonly sourceServerId: string;
    readonly hostname: string;
    readonly accountId: string;
    readonly region: string;
    readonly recoveryInstanceId?: string;
    readonly privateIp?: string;
  }[];
  /** The same for all attempts that must have effect once. */
  readonly idempotencyKey: string;
}

/** One attempt to run a hook. */
export interface HookCall {
  readonly hook: PinnedHook;
  readonly payload: HookPayload;
}

/** Runs hooks of one kind. */
export interface HookRunner {
  /** Makes the attempt, within the hook's time-out; never throws. */
  run(call: HookCall): Promise<HookResult>;
}

/** Runs hooks that go on after they were started. */
export interface ObservableHookRunner extends HookRunner {
  /**
   * How a run fares now.
   *
   * @returns undefined where it could not be asked
   */
  observe(externalId: string): Promise<HookResult | undefined>;
}

/** A Lambda function is called in its own account and Region, whatever the wave's. */
const LAMBDA_ARN =
  /^arn:aws[a-z-]*:lambda:(?<region>[a-z0-9-]+):(?<accountId>\d{12}):function:/;

/**
 * Where a hook runs.
 *
 * @param waveScope - an account and Region of the wave
 * @returns undefined for a webhook, and for what names no account and Region
 */
export function scopeOfHook(
  hook: Pick<PinnedHook, 'type' | 'target'>,
  waveScope: Scope,
): Scope | undefined {
  switch (hook.type) {
    case 'webhook':
      return undefined;
    case 'ssm-automation':
      return waveScope;
    case 'lambda': {
      const named = LAMBDA_ARN.exec(hook.target)?.groups;
      return named && { accountId: named.accountId, region: named.region };
    }
    default:
      throw new Error(`Unknown hook ${hook.type satisfies never}`);
  }
}
