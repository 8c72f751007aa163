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
import {
  instanceProfilesPageSchema,
  instanceProfilesQuerySchema,
  instanceTypesPageSchema,
  instanceTypesQuerySchema,
  launchTemplatesPageSchema,
  launchTemplatesQuerySchema,
  securityGroupsPageSchema,
  securityGroupsQuerySchema,
  subnetsPageSchema,
  subnetsQuerySchema,
} from '../../records/ec2';
import {
  recoveryInstanceDetailsSchema,
  recoveryInstanceQuerySchema,
  recoveryInstancesPageSchema,
  recoveryInstancesQuerySchema,
  terminatedInstancesSchema,
  instanceTerminationSchema,
} from '../../records/recoveryInstance';
import {
  endpoint,
  id,
  permission,
  viewInQuery,
  viewListed,
  type Endpoint,
} from './endpoint';

/** What EC2 and IAM have in the target accounts. @public */
export const ec2Endpoints = {
  list_recovery_instances: endpoint({
    method: 'GET',
    path: '/ec2/instances',
    summary:
      'Lists the recovery instances of the accounts on record, by hostname',
    access: viewListed,
    query: recoveryInstancesQuerySchema,
    response: recoveryInstancesPageSchema,
  }),
  get_recovery_instance: endpoint({
    method: 'GET',
    path: '/ec2/instances/:instanceId',
    summary: 'Gets a recovery instance with EC2’s status checks',
    access: viewListed,
    params: z.strictObject({ instanceId: id }),
    query: recoveryInstanceQuerySchema,
    response: recoveryInstanceDetailsSchema,
  }),
  terminate_instances: endpoint({
    method: 'POST',
    path: '/ec2/instances/terminate',
    summary: 'Terminates recovery instances, whoever launched them',
    access: permission('terminateInstances', 'by-service'),
    status: 202,
    body: instanceTerminationSchema,
    response: terminatedInstancesSchema,
  }),
  get_ec2_subnets: endpoint({
    method: 'GET',
    path: '/ec2/subnets',
    summary: 'Lists the subnets of an account and Region, by name',
    access: viewInQuery,
    query: subnetsQuerySchema,
    response: subnetsPageSchema,
  }),
  get_ec2_security_groups: endpoint({
    method: 'GET',
    path: '/ec2/security-groups',
    summary: 'Lists the security groups of an account and Region, by name',
    access: viewInQuery,
    query: securityGroupsQuerySchema,
    response: securityGroupsPageSchema,
  }),
  get_ec2_instance_types: endpoint({
    method: 'GET',
    path: '/ec2/instance-types',
    summary:
      'Lists the instance types that a Region offers, by family and size',
    access: viewInQuery,
    query: instanceTypesQuerySchema,
    response: instanceTypesPageSchema,
  }),
  get_ec2_instance_profiles: endpoint({
    method: 'GET',
    path: '/ec2/instance-profiles',
    summary: 'Lists the instance profiles of an account, by name',
    access: viewInQuery,
    query: instanceProfilesQuerySchema,
    response: instanceProfilesPageSchema,
  }),
  get_ec2_launch_templates: endpoint({
    method: 'GET',
    path: '/ec2/launch-templates',
    summary: 'Lists the launch templates of an account and Region, by name',
    access: viewInQuery,
    query: launchTemplatesQuerySchema,
    response: launchTemplatesPageSchema,
  }),
} as const satisfies Record<string, Endpoint>;
