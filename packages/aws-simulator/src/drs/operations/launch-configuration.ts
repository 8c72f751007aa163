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
import { launchConfigurationShape } from '../launch-configuration';
import { resourceNotFoundException } from '../errors';
import { SourceServer } from '../source-server';
import { mutation, OperationContext, query, sourceServerId } from './operation';

export const getLaunchConfiguration = query(
  z.object({ sourceServerID: sourceServerId }),
  (context, { sourceServerID }) =>
    launchConfigurationShape(
      context.cloud,
      existingServer(context, sourceServerID),
    ),
);

export const updateLaunchConfiguration = mutation(
  200,
  z.object({
    sourceServerID: sourceServerId,
    name: z.string().max(128).optional(),
    launchDisposition: z.enum(['STOPPED', 'STARTED']).optional(),
    targetInstanceTypeRightSizingMethod: z
      .enum(['NONE', 'BASIC', 'IN_AWS'])
      .optional(),
    copyPrivateIp: z.boolean().optional(),
    copyTags: z.boolean().optional(),
    licensing: z.object({ osByol: z.boolean().optional() }).optional(),
    postLaunchEnabled: z.boolean().optional(),
    launchIntoInstanceProperties: z
      .object({
        launchIntoEC2InstanceID: z
          .string()
          .max(255)
          .regex(/^i-[0-9a-fA-F]{8,}$/)
          .optional(),
      })
      .optional(),
  }),
  (context, { sourceServerID, licensing, ...changes }) => {
    const server = existingServer(context, sourceServerID);
    // What a request leaves out stays as it is.
    const given = Object.fromEntries(
      Object.entries(changes).filter(([, value]) => value !== undefined),
    );
    server.launchConfiguration = {
      ...server.launchConfiguration,
      ...given,
      ...(licensing?.osByol !== undefined && {
        licensing: { osByol: licensing.osByol },
      }),
    };
    return launchConfigurationShape(context.cloud, server);
  },
);

/** @throws AwsError if there is no such server */
export function existingServer(
  { drs }: OperationContext,
  id: string,
): SourceServer {
  const server = drs.server(id);
  if (!server) {
    throw resourceNotFoundException(`Source server ${id} does not exist`, {
      resourceId: id,
      resourceType: 'SourceServer',
    });
  }
  return server;
}
