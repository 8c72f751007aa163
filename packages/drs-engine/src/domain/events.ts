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
  timelineSchema,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';

const instant = z.iso.datetime();

/** What a launch of a server shall be like; a field that is absent is left as it is in AWS. */
const launchSettings = z.object({
  subnetId: z.string().optional(),
  securityGroupIds: z.array(z.string()).optional(),
  instanceType: z.string().optional(),
  instanceProfileName: z.string().optional(),
  rightSizing: z.enum(['NONE', 'BASIC', 'IN_AWS']).optional(),
  copyPrivateIp: z.boolean().optional(),
  copyTags: z.boolean().optional(),
  staticPrivateIp: z.string().optional(),
  launchDisposition: z.enum(['STARTED', 'STOPPED']).optional(),
  bootMode: z.enum(['LEGACY_BIOS', 'UEFI', 'USE_SOURCE']).optional(),
  osByol: z.boolean().optional(),
  postLaunchEnabled: z.boolean().optional(),
});
/** Launch settings of a server, of DRS and of its EC2 launch template together. */
export type LaunchSettings = z.infer<typeof launchSettings>;

/** The network that a drill is launched into instead; put back afterwards. */
const drillSettings = launchSettings.pick({
  subnetId: true,
  securityGroupIds: true,
});
export type DrillSettings = z.infer<typeof drillSettings>;

const hook = z.object({
  type: z.enum(['lambda', 'ssm-automation', 'webhook']),
  name: z.string(),
  /** ARN, document name, or URL. */
  target: z.string(),
  parameters: z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .optional(),
  timeoutSeconds: z.number(),
  attempts: z.number().int(),
  delivery: z.enum(['AT_LEAST_ONCE', 'AT_MOST_ONCE']),
  onFailure: z.enum(['FAIL', 'CONTINUE']),
});
/** A hook as the plan had it when the execution started. */
export type PinnedHook = z.infer<typeof hook>;

const healthCheck = z.object({
  ec2Status: z.boolean(),
  /** After the launch; a server that is not healthy by then is unhealthy. */
  timeoutSeconds: z.number(),
  launchActions: z.boolean(),
  probes: z.array(
    z.object({
      type: z.enum(['http', 'tcp']),
      port: z.number().int(),
      path: z.string().optional(),
      expectedStatus: z.number().int().optional(),
    }),
  ),
  /** Whether an unhealthy server counts as failed. */
  required: z.boolean(),
});
/** What makes a launched server healthy. */
export type PinnedHealthCheck = z.infer<typeof healthCheck>;

const pinnedServer = z.object({
  sourceServerId: z.string(),
  hostname: z.string(),
  accountId: z.string(),
  region: z.string(),
  groupId: z.string(),
  /** Where it replicates to; absent: in its own account. */
  stagingAccountId: z.string().optional(),
  /** Absent: the latest point in time when it is launched. */
  recoverySnapshotId: z.string().optional(),
  launchSettings: launchSettings.optional(),
  /** Only in a drill. */
  drillSettings: drillSettings.optional(),
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
  /** Stable over edits of the plan. */
  waveId: z.string().optional(),
  waveNumber: z.number().int(),
  waveName: z.string(),
  dependsOn: z.array(z.number().int()),
  maxWaitMinutes: z.number(),
  pauseBeforeWave: z.boolean().optional(),
  /** Servers at once, in their order; absent: all. */
  parallelism: z.number().int().min(1).optional(),
  /** Between its servers being up and the waves that depend on it. */
  waitTimeSeconds: z.number().optional(),
  preWaveHooks: z.array(hook).optional(),
  postWaveHooks: z.array(hook).optional(),
  /** Absent: nobody looks. */
  healthCheck: healthCheck.optional(),
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

const hookStage = z.enum(['PRE', 'POST']);
export type HookStage = z.infer<typeof hookStage>;

/** Launches that AWS shows to be of this execution and that its log does not know. */
const unknownJob = z.object({
  jobId: z.string(),
  accountId: z.string(),
  region: z.string(),
  waveNumber: z.number().int().optional(),
  sourceServerIds: z.array(z.string()),
  createdAt: instant,
});
export type UnknownJob = z.infer<typeof unknownJob>;

/** How waves and servers are named where a person retries or skips them. */
const items = {
  waves: z.array(z.number().int()),
  sourceServerIds: z.array(z.string()),
  comment: z.string().optional(),
};

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
      targetRpoMinutes: z.number().optional(),
      maxDurationMinutes: z.number(),
      /** Who last changed it: may not approve where four eyes are required. */
      changedBy: z.string().optional(),
    }),
    initiatedBy: z.string(),
    reason: z.string().optional(),
    metadata: z.record(z.string(), z.string()).optional(),
    /** Absent: the start needs none, waves that need one have the decision time limit. */
    approval: z
      .object({
        /** Nothing starts before it. */
        start: z.boolean(),
        /** By a person other than the starter and the plan's last editor. */
        fourEyes: z.boolean(),
        timeLimitMinutes: z.number(),
      })
      .optional(),
    /** What is approved: of the plan's version and the servers, each with its point in time. */
    serversDigest: z.string().optional(),
    /** A person knows that live recovery instances will be replaced. */
    replaceLive: z.boolean().optional(),
    /** Of a drill: its instances are terminated so long after its end. */
    timeToLiveMinutes: z.number().optional(),
    /** What the starter asked for; the servers carry what it meant. */
    pointInTime: z
      .object({
        type: z.enum(['LATEST', 'AS_OF', 'SNAPSHOTS']),
        asOf: instant.optional(),
      })
      .optional(),
    waves: z.array(pinnedWave),
    /** The course that was to be expected then. */
    expected: timelineSchema.optional(),
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
  /** More servers of a wave may launch: its slots came free, or they are tried again. */
  z.object({
    type: z.literal('ChunksAdded'),
    waveNumber: z.number().int(),
    chunks: z.array(chunk),
  }),
  /** Refused because of some of its servers: each part is asked for by itself. */
  z.object({
    type: z.literal('ChunkSplit'),
    chunkId: z.string(),
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
  z.object({
    type: z.literal('LaunchLost'),
    intentId: z.string(),
    /** Also looked for long after in vain: nobody looks for its job any more. */
    final: z.boolean().optional(),
  }),
  z.object({
    type: z.literal('ServersLaunched'),
    jobId: z.string().optional(),
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
  z.object({
    type: z.literal('JobEnded'),
    jobId: z.string(),
    /** AWS never said that it did: it is followed no more. */
    givenUp: z.boolean().optional(),
  }),
  z.object({
    type: z.literal('InstancesDescribed'),
    instances: z.array(
      z.object({
        sourceServerId: z.string(),
        recoveryInstanceId: z.string(),
        privateIp: z.string().optional(),
        /** Of the data that it was launched from. */
        pointInTime: instant.optional(),
      }),
    ),
  }),
  z.object({
    type: z.literal('ServersHealthChecked'),
    servers: z.array(
      z.object({
        sourceServerId: z.string(),
        healthy: z.boolean(),
        /** Why not, in a sentence. */
        message: z.string().optional(),
      }),
    ),
  }),
  /** What was there before and will be there, stored before AWS is asked to change it. */
  z.object({
    type: z.literal('LaunchSettingsIntended'),
    servers: z.array(
      z.object({
        sourceServerId: z.string(),
        before: launchSettings,
        after: launchSettings,
        /** What to put back after the launch. */
        restore: launchSettings.optional(),
      }),
    ),
  }),
  z.object({
    type: z.literal('LaunchSettingsApplied'),
    sourceServerIds: z.array(z.string()),
  }),
  z.object({
    type: z.literal('LaunchSettingsFailed'),
    servers: z.array(
      z.object({
        sourceServerId: z.string(),
        code: z.string(),
        message: z.string(),
        retryAt: instant.optional(),
      }),
    ),
  }),
  z.object({
    type: z.literal('LaunchSettingsRestored'),
    servers: z.array(
      z.object({
        sourceServerId: z.string(),
        /** `NOT_OURS`: somebody has changed them since, and they were left alone. */
        result: z.enum(['RESTORED', 'NOT_OURS', 'FAILED']),
        message: z.string().optional(),
        /** With FAILED: when to try again; absent: never. */
        retryAt: instant.optional(),
      }),
    ),
  }),
  /** The intent, stored before the hook is run. */
  z.object({
    type: z.literal('HookRequested'),
    waveNumber: z.number().int(),
    stage: hookStage,
    index: z.number().int(),
    attempt: z.number().int(),
    intentId: z.string(),
    /** If nothing is known by then, it has failed. */
    answerBy: instant,
  }),
  /** It runs elsewhere and is asked how it fares. */
  z.object({
    type: z.literal('HookStarted'),
    intentId: z.string(),
    externalId: z.string(),
  }),
  z.object({
    type: z.literal('HookSucceeded'),
    intentId: z.string(),
    message: z.string().optional(),
  }),
  z.object({
    type: z.literal('HookFailed'),
    intentId: z.string(),
    code: z.string(),
    message: z.string(),
    /** Whether it may have done its work all the same. */
    mayHaveRun: z.boolean(),
    /** Absent: this was the last attempt. */
    retryAt: instant.optional(),
  }),
  /** Its servers are up; the waves that depend on it start after that time. */
  z.object({
    type: z.literal('WaveWaiting'),
    waveNumber: z.number().int(),
    until: instant,
  }),
  /** The waves that depend on it may start. */
  z.object({ type: z.literal('WaveReady'), waveNumber: z.number().int() }),
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
    /** With RECOVERED_LOG: the launches that the log does not know. */
    unknownJobs: z.array(unknownJob).optional(),
  }),
  /** One reason to hold the run is gone; others may be left. */
  z.object({
    type: z.literal('ExecutionResumed'),
    reason: pauseReasonSchema,
    comment: z.string().optional(),
  }),
  /** Launches that the log did not know are this execution's from now on. */
  z.object({ type: z.literal('JobsAdopted'), jobs: z.array(unknownJob) }),
  /** Without a wave: of the start. */
  z.object({
    type: z.literal('ApprovalRequested'),
    waveNumber: z.number().int().optional(),
    until: instant,
  }),
  z.object({
    type: z.literal('ApprovalDecided'),
    waveNumber: z.number().int().optional(),
    decision: z.enum(['APPROVE', 'REJECT']),
    decidedBy: z.string(),
    comment: z.string().optional(),
    /** What it is bound to. */
    planVersion: z.number().int(),
    serversDigest: z.string().optional(),
  }),
  /** A person has what failed tried again. */
  z.object({ type: z.literal('RetryRequested'), ...items }),
  /** A person goes on without it. */
  z.object({ type: z.literal('SkipRequested'), ...items }),
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
    /** Absent: a person asked for it. */
    cause: z.enum(['TIME_TO_LIVE']).optional(),
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
