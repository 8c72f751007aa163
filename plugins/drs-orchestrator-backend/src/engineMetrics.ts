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

import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  metricNames,
  type MetricName,
  type Metrics,
} from '@drs-orchestrator/drs-engine';

const instruments: Record<
  MetricName,
  { kind: 'counter' | 'seconds'; description: string }
> = {
  ExecutionCount: {
    kind: 'counter',
    description: 'Executions that have ended, by action and status',
  },
  ServersProcessed: {
    kind: 'counter',
    description: 'Servers of executions that have ended',
  },
  FailedServers: {
    kind: 'counter',
    description: 'Servers that failed in executions that have ended',
  },
  ExecutionDuration: {
    kind: 'seconds',
    description: 'From the start of an execution to its end',
  },
  RecoveryLaunchTime: {
    kind: 'seconds',
    description: 'From StartRecovery to the recovery instance running',
  },
};

type Take = (value: number, dimensions: Record<string, string>) => void;

/** Hands the engine's measurements to Backstage's metrics, under their own names. */
export function engineMetrics(metrics: MetricsService): Metrics {
  const takers = new Map<MetricName, Take>(
    metricNames.map(name => [name, takerOf(metrics, name)]),
  );
  return {
    record: ({ name, value, dimensions }) =>
      takers.get(name)?.(value, { ...dimensions }),
  };
}

function takerOf(metrics: MetricsService, name: MetricName): Take {
  const { kind, description } = instruments[name];
  if (kind === 'counter') {
    const counter = metrics.createCounter(name, { description });
    return (value, dimensions) => counter.add(value, dimensions);
  }
  const histogram = metrics.createHistogram(name, { description, unit: 's' });
  return (value, dimensions) => histogram.record(value, dimensions);
}
