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

/*
 * What the role of a target account must be allowed. DRS launches with the
 * caller's own permissions, so that the caller of StartRecovery needs EC2's, too
 * (AWS: AWSElasticDisasterRecoveryConsoleFullAccess, and the user guide's
 * "Performing recovery with the API").
 */

const launching = [
  'drs:StartRecovery',
  'drs:CreateRecoveryInstanceForDrs',
  'drs:TagResource',
  'drs:DescribeJobs',
  'drs:DescribeJobLogItems',
  'drs:DescribeSourceServers',
  'drs:DescribeRecoveryInstances',
  'drs:DescribeRecoverySnapshots',
  'drs:ListLaunchActions',
  'drs:ListTagsForResource',
  'ec2:AttachVolume',
  'ec2:CreateLaunchTemplate',
  'ec2:CreateLaunchTemplateVersion',
  'ec2:CreateNetworkInterface',
  'ec2:CreateSecurityGroup',
  'ec2:CreateSnapshot',
  'ec2:CreateTags',
  'ec2:CreateVolume',
  'ec2:DeleteLaunchTemplateVersions',
  'ec2:DeleteSnapshot',
  'ec2:DeleteVolume',
  'ec2:DescribeAccountAttributes',
  'ec2:DescribeAvailabilityZones',
  'ec2:DescribeImages',
  'ec2:DescribeInstanceAttribute',
  'ec2:DescribeInstanceStatus',
  'ec2:DescribeInstanceTypes',
  'ec2:DescribeInstances',
  'ec2:DescribeLaunchTemplateVersions',
  'ec2:DescribeLaunchTemplates',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSnapshots',
  'ec2:DescribeSubnets',
  'ec2:DescribeVolumes',
  'ec2:DetachVolume',
  'ec2:GetEbsDefaultKmsKeyId',
  'ec2:GetEbsEncryptionByDefault',
  'ec2:ModifyInstanceAttribute',
  'ec2:ModifyLaunchTemplate',
  'ec2:RunInstances',
  'ec2:StartInstances',
  'ec2:StopInstances',
  'iam:PassRole',
] as const;

const launchSettings = [
  'drs:GetLaunchConfiguration',
  'drs:UpdateLaunchConfiguration',
] as const;

const terminating = [
  'drs:TerminateRecoveryInstances',
  'ec2:TerminateInstances',
] as const;

/**
 * The actions that every recovery needs. What only some plans need (the hooks'
 * targets, Service Quotas) is not among them.
 */
export const requiredActions: readonly string[] = [
  ...launching,
  ...launchSettings,
  ...terminating,
];

/** What tag synchronisation takes; of the role where the instances run, the last. */
export const tagSyncActions: readonly string[] = [
  'drs:DescribeSourceServers',
  'drs:TagResource',
  'drs:UntagResource',
  'ec2:DescribeInstances',
];

/** What listing and judging the choices of a launch configuration takes beyond {@link requiredActions}. */
export const launchChoiceActions: readonly string[] = [
  'ec2:DescribeInstanceTypeOfferings',
  'ec2:DescribeNetworkInterfaces',
  'iam:ListInstanceProfiles',
];

/** What extending servers of staging accounts takes, of the target account's role. */
export const extendingActions: readonly string[] = [
  'drs:CreateExtendedSourceServer',
  'drs:ListExtensibleSourceServers',
  'drs:ListStagingAccounts',
];

/** What looking into a staging account takes, of the role there. */
export const stagingActions: readonly string[] = ['drs:DescribeSourceServers'];
