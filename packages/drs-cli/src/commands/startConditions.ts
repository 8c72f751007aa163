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

import type { RequestInput } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Command } from 'commander';
import { z } from 'zod';
import { usageError } from '../failures';
import { minutesSchema, pairOf, several } from './command';

type Conditions = NonNullable<RequestInput<'preflight_recovery_plan'>['body']>;

/** The options that say how a plan is started. */
export const startConditionOptions = {
  type: z
    .string()
    .transform(text => text.toUpperCase())
    .pipe(z.enum(['DRILL', 'RECOVERY'], 'is drill or recovery')),
  acknowledge: z.array(z.string()).optional(),
  pointInTime: z.array(z.string()).optional(),
  onLimit: z.enum(['queue', 'reject'], 'is queue or reject').optional(),
  ttl: minutesSchema.optional(),
  drillNetwork: z.boolean().default(true),
};
const conditionsSchema = z.object(startConditionOptions);

/** Adds the options that say how a plan is started. */
export const withStartConditions = (command: Command): Command =>
  command
    .requiredOption('--type <type>', 'drill or recovery')
    .option(
      '--acknowledge <code>',
      'a finding that shall not block; several times for several',
      several,
    )
    .option(
      '--point-in-time <when>',
      'latest (the default), a time such as 2026-11-22T01:00:00Z, or server=snapshot; several times for several servers',
      several,
    )
    .option(
      '--on-limit <what>',
      'where the quotas of AWS leave no room: queue (the default) or reject',
    )
    .option(
      '--ttl <span>',
      'a drill: terminate its instances so long after its end, such as 4h',
    )
    .option(
      '--no-drill-network',
      'a drill: launch into the network of recoveries',
    );

/** How a plan is started, as the API takes it. */
export function startConditionsOf(
  options: z.output<typeof conditionsSchema>,
): Conditions {
  const isDrill = options.type === 'DRILL';
  if (!isDrill && (options.ttl !== undefined || !options.drillNetwork)) {
    throw usageError('--ttl and --no-drill-network are for drills only');
  }
  return {
    executionType: options.type,
    ...(options.acknowledge && { acknowledge: options.acknowledge }),
    ...(options.pointInTime && {
      pointInTime: pointInTimeOf(options.pointInTime),
    }),
    ...(options.onLimit && {
      onLimit: options.onLimit === 'queue' ? 'QUEUE' : 'REJECT',
    }),
    ...(isDrill &&
      (options.ttl !== undefined || !options.drillNetwork) && {
        drill: {
          ...(options.ttl !== undefined && { timeToLiveMinutes: options.ttl }),
          useDrillNetwork: options.drillNetwork,
        },
      }),
  };
}

const timeSchema = z.iso.datetime({ offset: true });

/** The data that is launched: the latest, as of a time, or a snapshot by server. */
function pointInTimeOf(
  given: readonly string[],
): NonNullable<Conditions['pointInTime']> {
  const [first] = given;
  if (given.every(text => text.includes('='))) {
    return {
      type: 'SNAPSHOTS',
      snapshots: Object.fromEntries(
        given.map(text => pairOf(text, '--point-in-time')),
      ),
    };
  }
  if (given.length === 1 && first.toLowerCase() === 'latest') {
    return { type: 'LATEST' };
  }
  if (given.length === 1 && timeSchema.safeParse(first).success) {
    return { type: 'AS_OF', asOf: new Date(first).toISOString() };
  }
  throw usageError(
    `--point-in-time does not read like one of its forms: ${given.join(' ')}`,
    'latest, a time with its zone such as 2026-11-22T01:00:00Z, or server=snapshot',
  );
}
