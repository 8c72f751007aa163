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

import {
  executionTypeSchema,
  pauseReasonSchema,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';

const instant = z.iso.datetime();

const pinnedServer = z.object({
  sourceServerId: z.string(),
  hostname: z.string(),
  accountId: z.string(),
  region: z.string(),
  groupId: z.string(),
  lagSeconds: z.number().optional(),
  tags: z.record(z.string(), z.string()),
  /**
   * Why DRS could not launch it, which its wave tolerates. It is never asked for:
   * DRS refuses a whole job for one such server.
   */
  notReady: z.string().optional(),
});
/** A server as it was resolved when the execution started. */
export type PinnedServer = z.infer<typeof pinnedServer>;

const pinnedWave = z.object({
  waveNumber: z.number().int(),
  waveName: z.string(),
  dependsOn: z.array(z.number().int()),
  maxWaitMinutes: z.number(),
  /** Share of servers that must be up for the wave to be good enough. */
  thresholdPercent: z.number(),
  servers: z.array(pinnedServer),
});
/** A wave as the plan had it when the execution started. */
export type PinnedWave = z.infer<typeof pinnedWave>;

const chunk = z.object({
  chunkId: z.string(),
  accountId: z.string(),
  region: z.string(),
  sourceServerIds: z.array(z.string()),
});

const awsRefusal = {
  code: z.string(),
  message: z.string(),
  requestId: z.string().optional(),
  /** When to try again; absent: never. */
  retryAt: instant.optional(),
};

/**
 * The facts of an execution. Logs that hold them are folded for ever: a fact may
 * gain optional fields, and is never renamed, removed or given another meaning.
 */
export const executionEventSchemas = z.discriminatedUnion('type', [
  /** Pins everything the run depends on; later edits of the plan change nothing in it. */
  z.object({
    type: z.literal('ExecutionStarted'),
    executionId: z.string(),
    executionType: executionTypeSchema,
    plan: z.object({
      planId: z.string(),
      planName: z.string(),
      version: z.number().int(),
      accountId: z.string(),
      targetRtoMinutes: z.number().optional(),
      maxDurationMinutes: z.number(),
    }),
    initiatedBy: z.string(),
    reason: z.string().optional(),
    metadata: z.record(z.string(), z.string()).optional(),
    waves: z.array(pinnedWave),
    settings: z.object({
      maxServersPerJob: z.number().int(),
      decisionTimeLimitMinutes: z.number(),
    }),
  }),
  z.object({
    type: z.literal('WaveStarted'),
    waveNumber: z.number().int(),
    chunks: z.array(chunk),
  }),
  /** The chunk must wait; told once for each new reason. */
  z.object({
    type: z.literal('ChunkDeferred'),
    chunkId: z.string(),
    reason: z.string(),
  }),
  /** The intent, stored before StartRecovery is called. */
  z.object({
    type: z.literal('LaunchRequested'),
    chunkId: z.string(),
    /** Those of the chunk that are asked for: the others have failed meanwhile. */
    sourceServerIds: z.array(z.string()),
    intentId: z.string(),
    attempt: z.number().int(),
    /** If no answer is known by then, the job is looked for. */
    answerBy: instant,
  }),
  z.object({
    type: z.literal('LaunchAccepted'),
    intentId: z.string(),
    jobId: z.string(),
    /** The answer was lost; the job was found by looking for it. */
    found: z.boolean(),
  }),
  z.object({
    type: z.literal('LaunchRefused'),
    intentId: z.string(),
    ...awsRefusal,
  }),
  /** The answer was lost and no job came of it: it may be sent again. */
  z.object({ type: z.literal('LaunchLost'), intentId: z.string() }),
  z.object({
    type: z.literal('ServersLaunched'),
    servers: z.array(
      z.object({
        sourceServerId: z.string(),
        recoveryInstanceId: z.string().optional(),
      }),
    ),
  }),
  z.object({
    type: z.literal('ServersFailed'),
    servers: z.array(
      z.object({
        sourceServerId: z.string(),
        code: z.string(),
        message: z.string(),
      }),
    ),
  }),
  z.object({
    type: z.literal('ServersTimedOut'),
    waveNumber: z.number().int(),
    sourceServerIds: z.array(z.string()),
  }),
  /** They were never asked of AWS, and never will be. */
  z.object({
    type: z.literal('ServersCancelled'),
    sourceServerIds: z.array(z.string()),
  }),
  z.object({ type: z.literal('JobEnded'), jobId: z.string() }),
  z.object({
    type: z.literal('InstancesDescribed'),
    instances: z.array(
      z.object({
        sourceServerId: z.string(),
        recoveryInstanceId: z.string(),
        privateIp: z.string().optional(),
      }),
    ),
  }),
  z.object({
    type: z.literal('WaveEnded'),
    waveNumber: z.number().int(),
    status: z.enum([
      'COMPLETED',
      'PARTIAL',
      'FAILED',
      'TIMED_OUT',
      'SKIPPED',
      'CANCELLED',
    ]),
    reason: z.string().optional(),
  }),
  z.object({
    type: z.literal('ExecutionPaused'),
    reason: pauseReasonSchema,
    until: instant,
    waveNumber: z.number().int().optional(),
    message: z.string(),
  }),
  /** Nothing new starts; what runs is followed to its end, then the execution ends as said. */
  z.object({
    type: z.literal('StopRequested'),
    endAs: z.enum(['CANCELLED', 'FAILED', 'TIMED_OUT']),
    reason: z.string().optional(),
  }),
  z.object({
    type: z.literal('ExecutionEnded'),
    status: z.enum([
      'COMPLETED',
      'PARTIAL',
      'FAILED',
      'CANCELLED',
      'TIMED_OUT',
    ]),
  }),
  z.object({
    type: z.literal('TerminationRequested'),
    sourceServerIds: z.array(z.string()),
  }),
  /** The intent, stored before TerminateRecoveryInstances is called. */
  z.object({
    type: z.literal('TerminateIntended'),
    intentId: z.string(),
    accountId: z.string(),
    region: z.string(),
    sourceServerIds: z.array(z.string()),
    answerBy: instant,
  }),
  z.object({
    type: z.literal('TerminateAccepted'),
    intentId: z.string(),
    jobId: z.string(),
    found: z.boolean(),
  }),
  z.object({
    type: z.literal('TerminateRefused'),
    intentId: z.string(),
    ...awsRefusal,
  }),
  z.object({
    type: z.literal('TerminateLost'),
    intentId: z.string(),
    retryAt: instant,
  }),
  z.object({
    type: z.literal('InstancesTerminated'),
    sourceServerIds: z.array(z.string()),
  }),
  /** The instances are still there, and nobody is at it any more; a person may ask again. */
  z.object({
    type: z.literal('TerminationFailed'),
    sourceServerIds: z.array(z.string()),
    code: z.string(),
    message: z.string(),
  }),
]);

export type ExecutionEvent = z.infer<typeof executionEventSchemas>;
export type EventOf<T extends ExecutionEvent['type']> = Extract<
  ExecutionEvent,
  { type: T }
>;
