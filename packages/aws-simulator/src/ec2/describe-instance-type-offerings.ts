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

import { queryError, QueryParameters, Xml, xmlList } from '../wire/query-xml';
import { CallContext } from '../wire/service';
import { INSTANCE_TYPES, isOffered } from './instance-types';
import { listed } from './listing';
import { ZONES, zoneIdOf } from './zones';

type Offering = { instanceType: string; location: string };

/** Where types are offered: the kinds of place that there are in the simulated AWS. */
function offerings(locationType: string, region: string): Offering[] {
  const types = [...INSTANCE_TYPES.keys()];
  const inZones = (name: (zone: string) => string) =>
    ZONES.flatMap(zone =>
      types
        .filter(type => isOffered(type, zone))
        .map(instanceType => ({ instanceType, location: name(zone) })),
    );
  switch (locationType) {
    case 'region':
      return types.map(instanceType => ({ instanceType, location: region }));
    case 'availability-zone':
      return inZones(zone => `${region}${zone}`);
    case 'availability-zone-id':
      return inZones(zone => zoneIdOf(region, zone));
    case 'outpost':
      return [];
    default:
      throw queryError(
        'InvalidParameterValue',
        400,
        `Value (${locationType}) for parameter locationType is invalid. Valid values: region, availability-zone, availability-zone-id, outpost`,
      );
  }
}

/** DescribeInstanceTypeOfferings: not every zone has every type. */
export function describeInstanceTypeOfferings(
  parameters: QueryParameters,
  context: CallContext,
): { [name: string]: Xml } {
  const locationType = parameters.get('LocationType') ?? 'region';
  const { items, nextToken } = listed<Offering>(parameters, context, {
    operation: 'DescribeInstanceTypeOfferings',
    items: offerings(locationType, context.region),
    keyOf: ({ instanceType, location }) => `${instanceType}/${location}`,
    filters: {
      'instance-type': ({ instanceType }) => instanceType,
      location: ({ location }) => location,
    },
    pageSizes: [5, 1_000],
  });
  return {
    instanceTypeOfferingSet: xmlList(
      items.map(({ instanceType, location }) => ({
        instanceType,
        locationType,
        location,
      })),
    ),
    ...(nextToken !== undefined && { nextToken }),
  };
}
