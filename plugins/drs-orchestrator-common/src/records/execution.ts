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

import { z } from 'zod';
import { actionsSchema } from './actions';
import {
  accountIdSchema,
  instantSchema,
  oneOrMany,
  pageQuery,
  regionSchema,
  tagsSchema,
} from './primitives';
import { timelineSchema } from './timeline';

/** A drill rehearses, a recovery is meant. @public */
export const executionTypeSchema = z.enum(['DRILL', 'RECOVERY']);
/** @public */
export type ExecutionType = z.infer<typeof executionTypeSchema>;

/** The last five are terminal and never left. @public */
export const executionStatusSchema = z.enum([
  'PENDING',
  'RUNNING',
  'PAUSED',
  'CANCELLING',
  'COMPLETED',
  'PARTIAL',
  'FAILED',
  'CANCELLED',
  'TIMED_OUT',
]);
/** @public */
export type ExecutionStatus = z.infer<typeof executionStatusSchema>;

/** @public */
export const terminalExecutionStatuses: readonly ExecutionStatus[] = [
  'COMPLETED',
  'PARTIAL',
  'FAILED',
  'CANCELLED',
  'TIMED_OUT',
];

/** @public */
export const pauseReasonSchema = z.enum([
  'APPROVAL',
  'OPERATOR',
  'FAILURE',
  'FREEZE',
  'RECOVERED_LOG',
]);
/** @public */
export type PauseReason = z.infer<typeof pauseReasonSchema>;

/** @public */
export const waveStatusSchema = z.enum([
  'PENDING',
  'WAITING_FOR_APPROVAL',
  'RUNNING_PRE_HOOKS',
  'LAUNCHING',
  'CHECKING_HEALTH',
  'RUNNING_POST_HOOKS',
  'WAITING',
  'COMPLETED',
  'PARTIAL',
  'FAILED',
  'TIMED_OUT',
  'SKIPPED',
  'CANCELLED',
]);
/** @public */
export type WaveStatus = z.infer<typeof waveStatusSchema>;

/** What became of a server's launch; cleaning up never changes it. @public */
export const serverOutcomeSchema = z.enum([
  'PENDING',
  'LAUNCHING',
  'LAUNCHED',
  'HEALTHY',
  'UNHEALTHY',
  'FAILED',
  'TIMED_OUT',
  'SKIPPED',
  'CANCELLED',
]);
/** @public */
export type ServerOutcome = z.infer<typeof serverOutcomeSchema>;

/** Apart from the outcome: what is there of the server's recovery instance. @public */
export const instanceStateSchema = z.enum([
  'NONE',
  'RUNNING',
  'TERMINATING',
  'TERMINATED',
]);
/** @public */
export type InstanceState = z.infer<typeof instanceStateSchema>;

/** Where a launching server stands, from the DRS job log. @public */
export const launchPhaseSchema = z.enum([
  'QUEUED',
  'SNAPSHOT',
  'CONVERSION',
  'LAUNCH',
  'DONE',
]);
/** @public */
export type LaunchPhase = z.infer<typeof launchPhaseSchema>;

/** What is known of a launched server's health, apart from its outcome. @public */
export const serverHealthSchema = z.object({
  state: z.enum(['UNCHECKED', 'CHECKING', 'HEALTHY', 'UNHEALTHY']),
  /** Which check failed or is waited for, in a sentence. */
  message: z.string().optional(),
});

/** When each phase of a launch began, by the DRS job log; those that it has reached. */
const phaseTimesSchema = z.object({
  SNAPSHOT: instantSchema.optional(),
  CONVERSION: instantSchema.optional(),
  LAUNCH: instantSchema.optional(),
});

/** A launch that failed and that somebody had tried again; its times as a server has them. */
const earlierLaunchSchema = z.object({
  jobId: z.string(),
  queuedSince: instantSchema.optional(),
  requestTime: instantSchema.optional(),
  phaseTimes: phaseTimesSchema.optional(),
  launchTime: instantSchema.optional(),
  endTime: instantSchema.optional(),
});

/** @public */
export const executionServerSchema = z.object({
  sourceServerId: z.string(),
  hostname: z.string(),
  accountId: accountIdSchema,
  region: regionSchema,
  groupId: z.string(),
  outcome: serverOutcomeSchema,
  instanceState: instanceStateSchema,
  phase: launchPhaseSchema.optional(),
  jobId: z.string().optional(),
  recoveryInstanceId: z.string().optional(),
  privateIp: z.string().optional(),
  launchTime: instantSchema.optional(),
  /**
   * Since when it waits, or waited, to be launched again: since a person had it tried
   * again. Absent: it was not, and waits since its wave began to launch.
   */
  queuedSince: instantSchema.optional(),
  /** When AWS was asked to launch it. */
  requestTime: instantSchema.optional(),
  /** When each phase of its launch began, by the DRS job log; those that it has reached. */
  phaseTimes: phaseTimesSchema.optional(),
  /** When it was known what became of it: up, healthy where that is looked at, or failed. */
  endTime: instantSchema.optional(),
  /** Launches of it that were given up before somebody had it tried again, oldest first. */
  earlierLaunches: z.array(earlierLaunchSchema).optional(),
  /**
   * Of a server that timed out: an instance of it is up, of another launch than the one
   * that timed out, and trying it again replaces it. Absent where it is not so, and for
   * other outcomes, which say it themselves.
   */
  replacedByRetry: z.literal(true).optional(),
  /** Replication lag when the execution started. */
  lagSeconds: z.number().optional(),
  /** The snapshot it is launched from; absent: the latest data. */
  recoverySnapshotId: z.string().optional(),
  /** From the start of the execution until it was up, and healthy where that is required. */
  rtoSeconds: z.number().optional(),
  /** Age of its data at the start of the execution. */
  rpoSeconds: z.number().optional(),
  health: serverHealthSchema.default({ state: 'UNCHECKED' }),
  /** What was done to its launch settings; absent: nothing was asked for. */
  launchSettings: z
    .enum(['UNCHANGED', 'APPLIED', 'RESTORED', 'RESTORE_FAILED'])
    .optional(),
  /** Why it is not launched yet although its wave is, in a sentence. */
  waitReason: z.string().optional(),
  errorCode: z.string().optional(),
  errorMessage: z.string().optional(),
  tags: tagsSchema,
});
/** @public */
export type ExecutionServer = z.infer<typeof executionServerSchema>;

/** A hook of a wave, and how far it is. @public */
export const executionHookSchema = z.object({
  name: z.string(),
  type: z.enum(['lambda', 'ssm-automation', 'webhook']),
  stage: z.enum(['PRE', 'POST']),
  status: z.enum(['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'SKIPPED']),
  /** How often it was called. */
  attempts: z.number().int(),
  startTime: instantSchema.optional(),
  endTime: instantSchema.optional(),
  /** What it answered, or why it failed. */
  message: z.string().optional(),
  /** What its own service calls the run, such as the ID of an SSM Automation. */
  externalId: z.string().optional(),
});
/** @public */
export type ExecutionHook = z.infer<typeof executionHookSchema>;

/** @public */
export const executionWaveSchema = z.object({
  waveNumber: z.number().int(),
  waveName: z.string(),
  status: waveStatusSchema,
  dependsOnWaves: z.array(z.number().int()),
  /** Somebody must approve it before it starts. */
  pauseBeforeWave: z.boolean().default(false),
  /** Servers launched at once; absent: all. */
  parallelism: z.number().int().optional(),
  startTime: instantSchema.optional(),
  endTime: instantSchema.optional(),
  /** Since when the waves that depend on it may start. */
  readyAt: instantSchema.optional(),
  /** Since when it waits after its servers are up. */
  waitingSince: instantSchema.optional(),
  /** Until when it waits after its servers are up. */
  waitUntil: instantSchema.optional(),
  /** From the start of the execution until it was ready. */
  rtoSeconds: z.number().optional(),
  /** Servers of it wait until AWS's quotas leave room. */
  waitingForCapacity: z.boolean().default(false),
  /** In the order in which they are called. */
  hooks: z.array(executionHookSchema).default([]),
  jobIds: z.array(z.string()),
  /** Why it waits, failed or was cancelled, in a sentence. */
  reason: z.string().optional(),
  servers: z.array(executionServerSchema),
});
/** @public */
export type ExecutionWave = z.infer<typeof executionWaveSchema>;

/** Servers by what became of them; the five kinds add up to `total`. @public */
export const executionCountsSchema = z.object({
  total: z.number().int(),
  succeeded: z.number().int(),
  failed: z.number().int(),
  /** Skipped by a person, or cancelled before they were launched. */
  skipped: z.number().int(),
  running: z.number().int(),
  pending: z.number().int(),
});
/** @public */
export type ExecutionCounts = z.infer<typeof executionCountsSchema>;

/** An execution as lists show it. @public */
export const executionSummarySchema = z.object({
  executionId: z.string(),
  planId: z.string(),
  planName: z.string(),
  planVersion: z.number().int(),
  executionType: executionTypeSchema,
  status: executionStatusSchema,
  pause: z
    .object({
      reason: pauseReasonSchema,
      since: instantSchema,
      /** When the wait ends by itself. */
      until: instantSchema,
      waveNumber: z.number().int().optional(),
      message: z.string().optional(),
    })
    .optional(),
  /**
   * Approvals that are waited for, while other waves may run; absent from what was
   * stored before this was told.
   */
  openApprovals: z
    .array(
      z.object({
        /** Absent: the start of the whole execution. */
        waveNumber: z.number().int().optional(),
        since: instantSchema,
        /** Nobody decided by then: the execution ends by itself. */
        until: instantSchema,
        /**
         * Entity refs of those who may reject it and not approve it; absent from what
         * was stored before this was told.
         */
        excluded: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  startTime: instantSchema,
  endTime: instantSchema.optional(),
  initiatedBy: z.string(),
  reason: z.string().optional(),
  accountId: accountIdSchema,
  scopes: z.array(
    z.object({ accountId: accountIdSchema, region: regionSchema }),
  ),
  /** The lowest number among the waves that are running; absent when none is. */
  currentWave: z.number().int().optional(),
  waveCount: z.number().int(),
  counts: executionCountsSchema,
  targetRtoMinutes: z.number().int().optional(),
  targetRpoMinutes: z.number().int().optional(),
  /** From its start until its last wave was ready. */
  rtoSeconds: z.number().optional(),
  /** The oldest data that one of its servers was launched with, at its start. */
  rpoSeconds: z.number().optional(),
  /** It has ended well enough for what comes after it: `COMPLETED` or `PARTIAL`. */
  nextPhaseReady: z.boolean().default(false),
  /** When the instances of a drill are terminated by themselves. */
  terminateAt: instantSchema.optional(),
  /** `true` once every instance that this execution launched is gone. */
  instancesTerminated: z.boolean(),
  /**
   * Recovery instances of it that run, also of servers that count as failed; those
   * that are being terminated are not among them. Absent from what was stored before
   * this was told.
   */
  instancesRunning: z.number().int().optional(),
  /** The log position that this record shows. */
  seq: z.number().int(),
});
/** @public */
export type ExecutionSummary = z.infer<typeof executionSummarySchema>;

/**
 * A decision that an execution waits for or has had. It is bound to what it was
 * asked for: the plan's version and the servers, by their digest.
 *
 * @public
 */
export const executionApprovalSchema = z.object({
  /** Absent: the start of the whole execution. */
  waveNumber: z.number().int().optional(),
  waveName: z.string().optional(),
  since: instantSchema,
  /** Nobody decided by then: the execution ends by itself. */
  until: instantSchema,
  /** Only a person who is not excluded may decide, and no program. */
  fourEyes: z.boolean(),
  /** Who may not decide: who started the execution, and who last changed its plan. */
  excluded: z.array(z.string()),
  planVersion: z.number().int(),
  /** Names the servers and their points in time; to be given back with the decision. */
  serversDigest: z.string().optional(),
  decision: z.enum(['APPROVE', 'REJECT']).optional(),
  decidedBy: z.string().optional(),
  decidedAt: instantSchema.optional(),
  comment: z.string().optional(),
});
/** @public */
export type ExecutionApproval = z.infer<typeof executionApprovalSchema>;

/** A time for which the whole run was held; waits for approval are told with the approvals. @public */
export const executionHoldSchema = z.object({
  reason: pauseReasonSchema,
  since: instantSchema,
  /** Absent: it is held still. */
  endTime: instantSchema.optional(),
  waveNumber: z.number().int().optional(),
  message: z.string(),
});
/** @public */
export type ExecutionHold = z.infer<typeof executionHoldSchema>;

/** Why nothing new starts any more in an execution that did not come to its own end. @public */
export const executionStopSchema = z.object({
  /**
   * `CANCELLED`: a person cancelled it; `REJECTED`: a person rejected an approval;
   * `NOT_APPROVED`: nobody decided about an approval in time; `NOT_DECIDED`: nor about
   * what held it; `TOO_LONG`: it took longer than its plan allows.
   */
  cause: z.enum([
    'CANCELLED',
    'REJECTED',
    'NOT_APPROVED',
    'NOT_DECIDED',
    'TOO_LONG',
  ]),
  at: instantSchema,
  /** Who cancelled or rejected, as an entity ref. */
  by: z.string().optional(),
  /** The wave whose approval, or failure, it was about; absent: the start, or the whole. */
  waveNumber: z.number().int().optional(),
  /** What the person said, or what had held it. */
  message: z.string().optional(),
  /** With `TOO_LONG`: what its plan allows. */
  limitMinutes: z.number().int().optional(),
});
/** @public */
export type ExecutionStop = z.infer<typeof executionStopSchema>;

/** @public */
export const executionSchema = z.object({
  ...executionSummarySchema.shape,
  metadata: z.record(z.string(), z.string()).optional(),
  /** As it was asked for; the servers have their snapshots. Absent: the latest data. */
  pointInTime: z
    .object({
      type: z.enum(['LATEST', 'AS_OF', 'SNAPSHOTS']),
      asOf: instantSchema.optional(),
    })
    .optional(),
  /** Those that are waited for first. */
  approvals: z.array(executionApprovalSchema).default([]),
  /** Every time that the run was held, oldest first. */
  holds: z.array(executionHoldSchema).default([]),
  /** Absent: nobody stopped it, and no time limit did. */
  stopped: executionStopSchema.optional(),
  /** The course that was to be expected when it was started. */
  expected: timelineSchema.optional(),
  waves: z.array(executionWaveSchema),
  ...actionsSchema,
});
/** @public */
export type Execution = z.infer<typeof executionSchema>;

/** Query of `list_executions`, newest first. @public */
export const executionsQuerySchema = z.strictObject({
  ...pageQuery,
  status: oneOrMany(executionStatusSchema).optional(),
  executionType: executionTypeSchema.optional(),
  planId: z.string().max(64).optional(),
  accountId: accountIdSchema.optional(),
  initiatedBy: z.string().max(300).optional(),
  startedAfter: instantSchema.optional(),
  startedBefore: instantSchema.optional(),
});

/** Answer of `get_execution_status`: small, for programs that poll. @public */
export const executionStatusAnswerSchema = z.object({
  executionId: z.string(),
  status: executionStatusSchema,
  pause: executionSummarySchema.shape.pause,
  currentWave: z.number().int().optional(),
  counts: executionCountsSchema,
  seq: z.number().int(),
});

/** A fact of the log, told in a sentence. @public */
export const executionEventSchema = z.object({
  seq: z.number().int(),
  at: instantSchema,
  /** An entity ref, or `system` for the engine. */
  actor: z.string(),
  type: z.string(),
  summary: z.string(),
  waveNumber: z.number().int().optional(),
  sourceServerId: z.string().optional(),
});
/** @public */
export type ExecutionEvent = z.infer<typeof executionEventSchema>;

/** A DRS job that an execution started. @public */
export const executionJobSchema = z.object({
  jobId: z.string(),
  kind: z.enum(['LAUNCH', 'TERMINATE']),
  accountId: accountIdSchema,
  region: regionSchema,
  waveNumber: z.number().int().optional(),
  status: z.enum(['STARTED', 'DONE']),
  startTime: instantSchema,
  endTime: instantSchema.optional(),
  sourceServerIds: z.array(z.string()),
});
/** @public */
export type ExecutionJob = z.infer<typeof executionJobSchema>;

/** A line of a DRS job log (AWS model: JobLog); events newer than this release pass through. @public */
export const jobLogLineSchema = z.object({
  jobId: z.string(),
  at: instantSchema,
  event: z.string(),
  sourceServerId: z.string().optional(),
  hostname: z.string().optional(),
  conversionServerId: z.string().optional(),
  rawError: z.string().optional(),
});
/** @public */
export type JobLogLine = z.infer<typeof jobLogLineSchema>;

/** Answer of `get_termination_status`. @public */
export const terminationStatusSchema = z.object({
  executionId: z.string(),
  requested: z.boolean(),
  done: z.boolean(),
  counts: z.object({
    running: z.number().int(),
    terminating: z.number().int(),
    terminated: z.number().int(),
  }),
  servers: z.array(
    z.object({
      sourceServerId: z.string(),
      hostname: z.string(),
      recoveryInstanceId: z.string(),
      instanceState: instanceStateSchema,
      errorMessage: z.string().optional(),
    }),
  ),
});
/** @public */
export type TerminationStatus = z.infer<typeof terminationStatusSchema>;
