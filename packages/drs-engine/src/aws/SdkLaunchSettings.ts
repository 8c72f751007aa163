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
  GetLaunchConfigurationCommand,
  UpdateLaunchConfigurationCommand,
  DrsClient,
} from '@aws-sdk/client-drs';
import {
  CreateLaunchTemplateVersionCommand,
  EC2Client,
  ModifyLaunchTemplateCommand,
  paginateDescribeLaunchTemplateVersions,
  type LaunchTemplateVersion,
} from '@aws-sdk/client-ec2';
import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import { z } from 'zod';
import type { LaunchSettings } from '../domain/events';
import { AwsFailure } from '../ports/drs';
import type {
  CurrentLaunchSettings,
  LaunchSettingsStore,
} from '../ports/launchSettings';
import {
  forChanges,
  forReads,
  readLimit,
  type ConnectionSettings,
} from './clientSettings';
import { toAwsFailure } from './errors';
import {
  settingsOfTemplate,
  TEMPLATE_FIELDS,
  templateChange,
} from './launchTemplate';
import { untilNotThrottled } from './untilNotThrottled';

/** GetLaunchConfiguration answers for one server a call. */
const PARALLEL_READS = 16;
/** From so many templates on, all of the account's are listed, a page at a time. */
const TEMPLATES_WORTH_LISTING = 10;
/** EC2 API: MaxResults of DescribeLaunchTemplateVersions. */
const VERSIONS_PER_PAGE = 200;

/** AWS model: LaunchConfiguration. */
const configurationSchema = z
  .object({
    ec2LaunchTemplateID: z.string().min(1).optional(),
    launchDisposition: z.enum(['STARTED', 'STOPPED']).optional(),
    targetInstanceTypeRightSizingMethod: z
      .enum(['NONE', 'BASIC', 'IN_AWS'])
      .optional(),
    copyPrivateIp: z.boolean().optional(),
    copyTags: z.boolean().optional(),
    licensing: z.object({ osByol: z.boolean().optional() }).optional(),
    postLaunchEnabled: z.boolean().optional(),
  })
  .transform(configuration => ({
    launchTemplateId: configuration.ec2LaunchTemplateID,
    settings: {
      launchDisposition: configuration.launchDisposition,
      rightSizing: configuration.targetInstanceTypeRightSizingMethod,
      copyPrivateIp: configuration.copyPrivateIp,
      copyTags: configuration.copyTags,
      osByol: configuration.licensing?.osByol,
      postLaunchEnabled: configuration.postLaunchEnabled,
    } satisfies LaunchSettings,
  }));
type Configuration = z.infer<typeof configurationSchema>;

/** A field that is set for a launch configuration, and not for the template. */
const CONFIGURATION_FIELDS = [
  'launchDisposition',
  'rightSizing',
  'copyPrivateIp',
  'copyTags',
  'osByol',
  'postLaunchEnabled',
] as const satisfies readonly (keyof LaunchSettings)[];

/** What says nothing about the server that was asked for. */
const isOfAccount = ({ kind }: AwsFailure): boolean =>
  kind !== 'not-found' && kind !== 'invalid' && kind !== 'conflict';

/** Launch settings by AWS's SDK: DRS's launch configuration and EC2's launch template. */
export class SdkLaunchSettings implements LaunchSettingsStore {
  readonly #settings: ConnectionSettings;
  readonly #drsReads: DrsClient;
  readonly #drsChanges: DrsClient;
  readonly #ec2Reads: EC2Client;
  readonly #ec2Changes: EC2Client;

  constructor(settings: ConnectionSettings) {
    this.#settings = settings;
    this.#drsReads = new DrsClient(forReads(settings));
    this.#drsChanges = new DrsClient(forChanges(settings));
    this.#ec2Reads = new EC2Client(forReads(settings));
    this.#ec2Changes = new EC2Client(forChanges(settings));
  }

  async read(sourceServerIds: readonly string[]): Promise<{
    servers: ReadonlyMap<string, CurrentLaunchSettings>;
    failures: ReadonlyMap<string, AwsFailure>;
  }> {
    const failures = new Map<string, AwsFailure>();
    const configurations = new Map<string, Configuration>();
    const limit = pLimit(PARALLEL_READS);
    await Promise.all(
      sourceServerIds.map(id =>
        limit(async () => {
          try {
            configurations.set(id, await this.#configuration(id));
          } catch (error) {
            failures.set(id, toAwsFailure(error));
          }
        }),
      ),
    );
    const [ofAccount] = [...failures.values()].filter(isOfAccount);
    if (ofAccount && configurations.size === 0) {
      // It is the account that cannot be asked, not each server by chance.
      throw ofAccount;
    }
    const templates = await this.#templates([
      ...new Set(
        [...configurations.values()].flatMap(
          ({ launchTemplateId }) => launchTemplateId ?? [],
        ),
      ),
    ]);
    return {
      failures,
      servers: new Map(
        [...configurations].map(([sourceServerId, configuration]) => {
          const { launchTemplateId } = configuration;
          const template =
            launchTemplateId === undefined
              ? undefined
              : templates.get(launchTemplateId);
          return [
            sourceServerId,
            {
              sourceServerId,
              ...(template && { launchTemplateId }),
              settings: {
                ...configuration.settings,
                ...settingsOfTemplate(template?.LaunchTemplateData ?? {}),
              },
            },
          ];
        }),
      ),
    };
  }

  async change(
    sourceServerId: string,
    to: LaunchSettings,
    mayCall: () => void = () => undefined,
  ): Promise<void> {
    const { launchTemplateId, settings } = await this.#configuration(
      sourceServerId,
    );
    if (CONFIGURATION_FIELDS.some(field => differs(to, settings, field))) {
      await this.#changeConfiguration(sourceServerId, to, mayCall);
    }
    if (TEMPLATE_FIELDS.some(field => to[field] !== undefined)) {
      await this.#changeTemplate(launchTemplateId, to, mayCall);
    }
  }

  /** Closes kept connections; calls under way fail. */
  close(): void {
    this.#drsReads.destroy();
    this.#drsChanges.destroy();
    this.#ec2Reads.destroy();
    this.#ec2Changes.destroy();
  }

  /** @throws AwsFailure */
  async #configuration(sourceServerId: string): Promise<Configuration> {
    try {
      return configurationSchema.parse(
        await this.#drsReads.send(
          new GetLaunchConfigurationCommand({ sourceServerID: sourceServerId }),
          { abortSignal: readLimit(this.#settings) },
        ),
      );
    } catch (error) {
      throw toAwsFailure(error);
    }
  }

  /** The default versions of these templates, of those that there are. */
  async #templates(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, LaunchTemplateVersion>> {
    const found = new Map<string, LaunchTemplateVersion>();
    const keep = (version: LaunchTemplateVersion) => {
      if (version.LaunchTemplateId) {
        found.set(version.LaunchTemplateId, version);
      }
    };
    if (ids.length >= TEMPLATES_WORTH_LISTING) {
      // EC2 takes one template a call, or none and answers for all.
      const wanted = new Set(ids);
      for (const version of await this.#defaultVersions(undefined)) {
        if (wanted.has(version.LaunchTemplateId ?? '')) {
          keep(version);
        }
      }
      return found;
    }
    await Promise.all(
      ids.map(async id => (await this.#defaultVersions(id)).forEach(keep)),
    );
    return found;
  }

  /** @param launchTemplateId - undefined: of all templates */
  async #defaultVersions(
    launchTemplateId: string | undefined,
  ): Promise<LaunchTemplateVersion[]> {
    const versions: LaunchTemplateVersion[] = [];
    try {
      for await (const page of paginateDescribeLaunchTemplateVersions(
        {
          client: this.#ec2Reads,
          ...(launchTemplateId === undefined && {
            pageSize: VERSIONS_PER_PAGE,
          }),
        },
        { LaunchTemplateId: launchTemplateId, Versions: ['$Default'] },
        { abortSignal: readLimit(this.#settings) },
      )) {
        versions.push(...(page.LaunchTemplateVersions ?? []));
      }
    } catch (error) {
      const failure = toAwsFailure(error);
      // Whoever deletes a template leaves DRS naming it.
      if (launchTemplateId === undefined || failure.kind !== 'not-found') {
        throw failure;
      }
    }
    return versions;
  }

  async #changeConfiguration(
    sourceServerId: string,
    to: LaunchSettings,
    mayCall: () => void,
  ): Promise<void> {
    await untilNotThrottled(
      () =>
        this.#drsChanges.send(
          new UpdateLaunchConfigurationCommand({
            sourceServerID: sourceServerId,
            launchDisposition: to.launchDisposition,
            targetInstanceTypeRightSizingMethod: to.rightSizing,
            copyPrivateIp: to.copyPrivateIp,
            copyTags: to.copyTags,
            licensing:
              to.osByol === undefined ? undefined : { osByol: to.osByol },
            postLaunchEnabled: to.postLaunchEnabled,
          }),
          this.#callLimit(),
        ),
      mayCall,
    );
  }

  /** Makes a version from the one that launches now, and has that launch from now on. */
  async #changeTemplate(
    launchTemplateId: string | undefined,
    to: LaunchSettings,
    mayCall: () => void,
  ): Promise<void> {
    const [version] =
      launchTemplateId === undefined
        ? []
        : await this.#defaultVersions(launchTemplateId);
    const { VersionNumber: sourceVersion, LaunchTemplateData: data } =
      version ?? {};
    if (sourceVersion === undefined || data === undefined) {
      throw new AwsFailure({
        kind: 'not-found',
        code: 'LaunchTemplateMissing',
        message:
          'The server has no EC2 launch template: DRS makes one when its launch settings are opened or it is launched',
      });
    }
    const current = settingsOfTemplate(data);
    if (!TEMPLATE_FIELDS.some(field => differs(to, current, field))) {
      return;
    }
    const change = templateChange(data, to);
    const created = await untilNotThrottled(
      () =>
        this.#ec2Changes.send(
          new CreateLaunchTemplateVersionCommand({
            LaunchTemplateId: launchTemplateId,
            SourceVersion: String(sourceVersion),
            VersionDescription: 'Launch settings by the DRS orchestrator',
            LaunchTemplateData: change,
            // The same change of the same version is one change, also where the
            // first answer was lost.
            ClientToken: createHash('sha256')
              .update(JSON.stringify([launchTemplateId, sourceVersion, change]))
              .digest('hex'),
          }),
          this.#callLimit(),
        ),
      mayCall,
    );
    const number = created.LaunchTemplateVersion?.VersionNumber;
    if (number === undefined) {
      throw new AwsFailure({
        kind: 'no-answer',
        code: 'IncompleteAnswer',
        message: 'AWS accepted the call and named no launch template version',
      });
    }
    await untilNotThrottled(
      () =>
        this.#ec2Changes.send(
          new ModifyLaunchTemplateCommand({
            LaunchTemplateId: launchTemplateId,
            DefaultVersion: String(number),
          }),
          this.#callLimit(),
        ),
      mayCall,
    );
  }

  #callLimit() {
    return { abortSignal: AbortSignal.timeout(this.#settings.callTimeoutMs) };
  }
}

/** The order of security groups means nothing. */
function differs(
  to: LaunchSettings,
  current: LaunchSettings,
  field: keyof LaunchSettings,
): boolean {
  const wanted = to[field];
  const there = current[field];
  if (Array.isArray(wanted) && Array.isArray(there)) {
    return [...wanted].sort().join() !== [...there].sort().join();
  }
  return wanted !== undefined && wanted !== there;
}
