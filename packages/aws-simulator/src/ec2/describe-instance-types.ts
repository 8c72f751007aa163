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
import { INSTANCE_TYPES, InstanceType } from './instance-types';
import { listed } from './listing';

/** DescribeInstanceTypes: a choice of types, offered in every Region alike. */
export function describeInstanceTypes(
  parameters: QueryParameters,
  context: CallContext,
): { [name: string]: Xml } {
  const names = parameters.list('InstanceType');
  const unknown = names.filter(name => !INSTANCE_TYPES.has(name));
  if (unknown.length > 0) {
    throw queryError(
      'InvalidInstanceType',
      400,
      `The following supplied instance types do not exist: [${unknown.join(
        ', ',
      )}]`,
    );
  }
  const wanted = new Set(names);
  const { items, nextToken } = listed<InstanceType>(parameters, context, {
    operation: 'DescribeInstanceTypes',
    items: [...INSTANCE_TYPES.values()].filter(
      ({ name }) => wanted.size === 0 || wanted.has(name),
    ),
    keyOf: type => type.name,
    filters: {
      'bare-metal': () => 'false',
      'burstable-performance-supported': type => String(type.burstable),
      'current-generation': () => 'true',
      'free-tier-eligible': type => String(type.freeTier),
      hypervisor: () => 'nitro',
      'instance-type': type => type.name,
      'memory-info.size-in-mib': type => String(type.memoryMib),
      'processor-info.supported-architecture': type => type.architecture,
      'vcpu-info.default-vcpus': type => String(type.vcpus),
    },
    pageSizes: [5, 100],
    namedBy: names.length > 0 ? 'InstanceTypes' : undefined,
  });
  return {
    instanceTypeSet: xmlList(items.map(instanceTypeXml)),
    ...(nextToken !== undefined && { nextToken }),
  };
}

function instanceTypeXml(type: InstanceType): Xml {
  return {
    instanceType: type.name,
    currentGeneration: true,
    freeTierEligible: type.freeTier,
    supportedUsageClasses: xmlList(['on-demand', 'spot']),
    supportedRootDeviceTypes: xmlList(['ebs']),
    supportedVirtualizationTypes: xmlList(['hvm']),
    bareMetal: false,
    hypervisor: 'nitro',
    processorInfo: { supportedArchitectures: xmlList([type.architecture]) },
    vCpuInfo: {
      defaultVCpus: type.vcpus,
      // Graviton has no hyper-threading.
      ...(type.architecture === 'arm64'
        ? { defaultCores: type.vcpus, defaultThreadsPerCore: 1 }
        : { defaultCores: type.vcpus / 2, defaultThreadsPerCore: 2 }),
    },
    memoryInfo: { sizeInMiB: type.memoryMib },
    instanceStorageSupported: false,
    ebsInfo: { ebsOptimizedSupport: 'default', encryptionSupport: 'supported' },
    networkInfo: {
      networkPerformance: type.networkPerformance,
      maximumNetworkInterfaces: type.networkInterfaces,
      ipv6Supported: true,
      enaSupport: 'required',
    },
    hibernationSupported: true,
    burstablePerformanceSupported: type.burstable,
    dedicatedHostsSupported: true,
    autoRecoverySupported: true,
    supportedBootModes: xmlList(
      type.architecture === 'arm64' ? ['uefi'] : ['legacy-bios', 'uefi'],
    ),
  };
}
