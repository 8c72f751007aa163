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
import { tagSet } from './describe-network';
import {
  LaunchTemplateData,
  launchTemplateDataOf,
  launchTemplateDataXml,
} from './launch-template-data';
import {
  LaunchTemplate,
  LaunchTemplates,
  LaunchTemplateVersion,
} from './launch-templates';
import { listed } from './listing';

type Answer = { [name: string]: Xml };
type Operation = (parameters: QueryParameters, context: CallContext) => Answer;

export const describeLaunchTemplates: Operation = (parameters, context) => {
  const templates = templatesOf(context);
  const ids = parameters.list('LaunchTemplateId');
  const names = parameters.list('LaunchTemplateName');
  const wanted =
    ids.length + names.length === 0
      ? [...templates.all().values()]
      : [
          ...ids.map(id => templateById(templates, id)),
          ...names.map(name => templateByName(templates, name)),
        ];
  const { items, nextToken } = listed<LaunchTemplate>(parameters, context, {
    operation: 'DescribeLaunchTemplates',
    items: [...new Set(wanted)],
    keyOf: template => template.id,
    filters: {
      'create-time': template => isoTime(template.createTime),
      'launch-template-name': template => template.name,
    },
    tagsOf: template => template.tags,
    pageSizes: [1, 200],
  });
  return {
    launchTemplates: xmlList(items.map(launchTemplateXml)),
    ...(nextToken !== undefined && { nextToken }),
  };
};

export const describeLaunchTemplateVersions: Operation = (
  parameters,
  context,
) => {
  const templates = templatesOf(context);
  const references = parameters.list('LaunchTemplateVersion');
  const from = Number(parameters.get('MinVersion') ?? 0);
  const to = Number(parameters.get('MaxVersion') ?? Infinity);
  const isNamed =
    parameters.get('LaunchTemplateId') !== undefined ||
    parameters.get('LaunchTemplateName') !== undefined;
  if (!isNamed && !references.some(reference => reference.startsWith('$'))) {
    throw queryError(
      'MissingParameter',
      400,
      'Either the launch template ID or the launch template name must be specified, unless versions are $Latest or $Default',
    );
  }
  const of = isNamed
    ? [namedTemplate(templates, parameters)]
    : [...templates.all().values()];
  const rows = of.flatMap(template => {
    const versions =
      references.length > 0
        ? references.map(reference => versionOf(template, reference))
        : template.versions.filter(v => from <= v.number && v.number <= to);
    return [...new Set(versions)].map(version => ({ template, version }));
  });
  const { items, nextToken } = listed<(typeof rows)[number]>(
    parameters,
    context,
    {
      operation: 'DescribeLaunchTemplateVersions',
      items: rows,
      // The newest version of a template comes first.
      keyOf: ({ template, version }) =>
        `${template.id}/${String(1e6 - version.number).padStart(7, '0')}`,
      filters: {
        'create-time': ({ version }) => isoTime(version.createTime),
        'ebs-optimized': ({ version }) => String(version.data.EbsOptimized),
        'iam-instance-profile': ({ version }) =>
          version.data.IamInstanceProfile?.Arn,
        'image-id': ({ version }) => version.data.ImageId,
        'instance-type': ({ version }) => version.data.InstanceType,
        'is-default-version': ({ template, version }) =>
          String(version.number === template.defaultVersion),
      },
      pageSizes: [1, 200],
    },
  );
  return {
    launchTemplateVersionSet: xmlList(
      items.map(({ template, version }) => versionXml(template, version)),
    ),
    ...(nextToken !== undefined && { nextToken }),
  };
};

export const createLaunchTemplateVersion: Operation = (parameters, context) => {
  const { cloud, caller, region } = context;
  const templates = templatesOf(context);
  const template = namedTemplate(templates, parameters);
  const source = parameters.get('SourceVersion');
  const inherited: LaunchTemplateData =
    source === undefined ? {} : versionOf(template, source).data;
  const given = launchTemplateDataOf(parameters);
  const data = { ...inherited, ...given };
  if (Object.keys(data).length === 0) {
    throw queryError(
      'MissingParameter',
      400,
      'The request must contain the parameter LaunchTemplateData',
    );
  }
  const version = cloud
    .ec2(caller.accountId, region)
    .versionTokens.once(parameters, () =>
      template.addVersion({
        description: parameters.get('VersionDescription'),
        createTime: cloud.time.wallNow(),
        createdBy: caller.arn,
        data,
      }),
    );
  return { launchTemplateVersion: versionXml(template, version) };
};

export const modifyLaunchTemplate: Operation = (parameters, context) => {
  const template = namedTemplate(templatesOf(context), parameters);
  const reference = parameters.get('SetDefaultVersion');
  if (reference === undefined) {
    throw queryError(
      'MissingParameter',
      400,
      'The request must contain the parameter SetDefaultVersion',
    );
  }
  template.setDefault(versionOf(template, reference).number);
  return { launchTemplate: launchTemplateXml(template) };
};

export const deleteLaunchTemplate: Operation = (parameters, context) => {
  const templates = templatesOf(context);
  const template = namedTemplate(templates, parameters);
  templates.delete(template.id);
  return { launchTemplate: launchTemplateXml(template) };
};

/** What cannot be deleted is said item by item, with status 200. */
export const deleteLaunchTemplateVersions: Operation = (
  parameters,
  context,
) => {
  const template = namedTemplate(templatesOf(context), parameters);
  const deleted: Xml[] = [];
  const refused: Xml[] = [];
  for (const reference of parameters.list('LaunchTemplateVersion')) {
    const number = Number(reference);
    const names = {
      launchTemplateId: template.id,
      launchTemplateName: template.name,
      versionNumber: number,
    };
    const refuse = (code: string, message: string) =>
      refused.push({ ...names, responseError: { code, message } });
    if (number === template.defaultVersion) {
      refuse(
        'unexpectedError',
        `Cannot delete default version ${number} of the launch template`,
      );
    } else if (template.version(reference)) {
      template.removeVersion(number);
      deleted.push(names);
    } else {
      refuse(
        'launchTemplateVersionDoesNotExist',
        `The launch template version ${reference} does not exist`,
      );
    }
  }
  return {
    successfullyDeletedLaunchTemplateVersionSet: xmlList(deleted),
    unsuccessfullyDeletedLaunchTemplateVersionSet: xmlList(refused),
  };
};

function templatesOf({ cloud, caller, region }: CallContext): LaunchTemplates {
  return cloud.ec2(caller.accountId, region).launchTemplates;
}

/** The template that a request is about, by ID or by name. */
function namedTemplate(
  templates: LaunchTemplates,
  parameters: QueryParameters,
): LaunchTemplate {
  const id = parameters.get('LaunchTemplateId');
  const name = parameters.get('LaunchTemplateName');
  if ((id === undefined) === (name === undefined)) {
    throw queryError(
      id === undefined ? 'MissingParameter' : 'InvalidParameterCombination',
      400,
      'Specify either the launch template ID or the launch template name, and not both',
    );
  }
  return id === undefined
    ? templateByName(templates, name ?? '')
    : templateById(templates, id);
}

function templateById(templates: LaunchTemplates, id: string): LaunchTemplate {
  if (!/^lt-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) {
    throw queryError(
      'InvalidLaunchTemplateId.Malformed',
      400,
      `Invalid id: "${id}" (expecting "lt-...")`,
    );
  }
  const template = templates.get(id);
  if (!template) {
    throw queryError(
      'InvalidLaunchTemplateId.NotFound',
      400,
      `The specified launch template, with template ID ${id}, does not exist.`,
    );
  }
  return template;
}

function templateByName(
  templates: LaunchTemplates,
  name: string,
): LaunchTemplate {
  const template = templates.named(name);
  if (!template) {
    throw queryError(
      'InvalidLaunchTemplateName.NotFoundException',
      400,
      `The specified launch template, with template name ${name}, does not exist.`,
    );
  }
  return template;
}

function versionOf(
  template: LaunchTemplate,
  reference: string,
): LaunchTemplateVersion {
  const version = template.version(reference);
  if (!version) {
    throw queryError(
      'InvalidLaunchTemplateId.VersionNotFound',
      400,
      `Could not find the specified version ${reference} for the launch template with ID ${template.id}.`,
    );
  }
  return version;
}

function launchTemplateXml(template: LaunchTemplate): Xml {
  return {
    launchTemplateId: template.id,
    launchTemplateName: template.name,
    createTime: isoTime(template.createTime),
    createdBy: template.createdBy,
    defaultVersionNumber: template.defaultVersion,
    latestVersionNumber: template.latestVersion,
    tagSet: tagSet(template.tags),
  };
}

function versionXml(
  template: LaunchTemplate,
  version: LaunchTemplateVersion,
): Xml {
  return {
    launchTemplateId: template.id,
    launchTemplateName: template.name,
    versionNumber: version.number,
    ...(version.description !== undefined && {
      versionDescription: version.description,
    }),
    createTime: isoTime(version.createTime),
    createdBy: version.createdBy,
    defaultVersion: version.number === template.defaultVersion,
    launchTemplateData: launchTemplateDataXml(version.data),
  };
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}
