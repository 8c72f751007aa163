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

import type {
  ObservedJob,
  ObservedQuota,
  ObservedSourceServer,
} from '@drs-orchestrator/drs-engine';
import type { Quota } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { replicationStateOf } from '../inventory/recoverability';

/** What a quota limits. */
export type QuotaName = Quota['name'];

/** A limit as the configuration sets it, over what AWS says. */
export type LimitOverrides = Readonly<Partial<Record<QuotaName, number>>>;

/**
 * The quotas of DRS (AWS General Reference, "AWS Elastic Disaster Recovery
 * endpoints and quotas"), with the values that AWS documents.
 */
const documentedQuotas: Readonly<
  Record<
    QuotaName,
    { quotaCode?: string; documented: number; description: string }
  >
> = {
  SERVERS_IN_ONE_JOB: {
    quotaCode: 'L-B827C881',
    documented: 100,
    description: 'Source servers in one job',
  },
  CONCURRENT_JOBS: {
    quotaCode: 'L-D88FAC3A',
    documented: 20,
    description: 'Jobs in progress at the same time',
  },
  SERVERS_IN_ALL_JOBS: {
    quotaCode: 'L-05AFA8C6',
    documented: 500,
    description: 'Source servers in all jobs in progress',
  },
  JOBS_OF_ONE_SERVER: {
    quotaCode: 'L-DD6D028C',
    documented: 1,
    description: 'Jobs in progress of one source server',
  },
  REPLICATING_SERVERS: {
    quotaCode: 'L-C1D14A2B',
    documented: 300,
    description: 'Source servers that replicate into the account',
  },
  SOURCE_SERVERS: {
    quotaCode: 'L-E28BE5E0',
    documented: 4000,
    description: 'Source servers, extended ones included',
  },
  RECOVERY_INSTANCES: {
    documented: 4000,
    description: 'Recovery instances',
  },
};

const quotaNames = Object.keys(documentedQuotas) as QuotaName[];

/** How much of its quotas an account and Region uses. */
export type QuotaUse = Readonly<Partial<Record<QuotaName, number>>>;

/**
 * What an account and Region uses of its quotas now.
 *
 * @param jobs - complete ones are left aside
 */
export function quotaUse(
  accountId: string,
  servers: readonly ObservedSourceServer[],
  jobs: readonly ObservedJob[],
): QuotaUse {
  const active = jobs.filter(job => job.status !== 'COMPLETED');
  return {
    CONCURRENT_JOBS: active.length,
    SERVERS_IN_ALL_JOBS: active.reduce(
      (sum, job) => sum + job.servers.length,
      0,
    ),
    REPLICATING_SERVERS: servers.filter(
      server =>
        (server.stagingAccountId ?? accountId) === accountId &&
        isReplicating(server),
    ).length,
    SOURCE_SERVERS: servers.length,
    // A source server has one recovery instance at most.
    RECOVERY_INSTANCES: servers.filter(
      server => server.recoveryInstanceId !== undefined,
    ).length,
  };
}

function isReplicating(server: ObservedSourceServer): boolean {
  const state = replicationStateOf(server);
  return state !== 'STOPPED' && state !== 'DISCONNECTED';
}

/**
 * The quotas that count: those of the configuration, else of Service Quotas,
 * else the documented ones.
 *
 * @param observed - empty where Service Quotas could not be asked
 * @param use - empty where it is not known
 */
export function quotasInForce(
  observed: readonly ObservedQuota[],
  overrides: LimitOverrides,
  use: QuotaUse,
): Quota[] {
  return quotaNames.map((name): Quota => {
    const { quotaCode, documented, description } = documentedQuotas[name];
    const stated = observed.find(({ code }) => code === quotaCode);
    const override = overrides[name];
    return {
      ...(quotaCode !== undefined && { quotaCode }),
      name,
      description: stated?.name ?? description,
      ...valueOf(override, stated, documented),
      ...(stated && { adjustable: stated.adjustable }),
      ...(use[name] !== undefined && { used: use[name] }),
    };
  });
}

function valueOf(
  override: number | undefined,
  stated: ObservedQuota | undefined,
  documented: number,
): Pick<Quota, 'value' | 'source'> {
  if (override !== undefined) {
    return { value: override, source: 'CONFIGURATION' };
  }
  return stated
    ? { value: Math.floor(stated.value), source: 'SERVICE_QUOTAS' }
    : { value: documented, source: 'DOCUMENTATION' };
}

/** The value of one of the quotas that {@link quotasInForce} gave. */
export function quotaValue(quotas: readonly Quota[], name: QuotaName): number {
  const quota = quotas.find(candidate => candidate.name === name);
  return quota ? quota.value : documentedQuotas[name].documented;
}
