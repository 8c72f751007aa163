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

import { queryError, QueryParameters, Xml } from '../wire/query-xml';
import { CallContext } from '../wire/service';
import { Ec2Instance } from './instance';
import { named } from './listing';

const MAX_TAGS = 50;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

type Answer = { [name: string]: Xml };

/** CreateTags, of instances only: sets tags, and leaves the others. */
export function createTags(
  parameters: QueryParameters,
  context: CallContext,
): Answer {
  const set = requestedTags(parameters).map(({ key, value = '' }) => {
    if (value.length > LONGEST_VALUE) {
      throw queryError(
        'InvalidParameterValue',
        400,
        `Tag value exceeds the maximum length of ${LONGEST_VALUE} characters.`,
      );
    }
    return [key, value] as const;
  });
  const changed = taggedInstances(parameters, context).map(instance => {
    const tags = { ...instance.tags, ...Object.fromEntries(set) };
    if (Object.keys(tags).length > MAX_TAGS) {
      throw queryError(
        'TagLimitExceeded',
        400,
        'The maximum number of Tags for a resource has been reached.',
      );
    }
    return { instance, tags };
  });
  for (const { instance, tags } of changed) {
    instance.tags = tags;
  }
  return { return: true };
}

/** DeleteTags, of instances only; one with a value goes only where it has that value. */
export function deleteTags(
  parameters: QueryParameters,
  context: CallContext,
): Answer {
  const unwanted = requestedTags(parameters);
  for (const instance of taggedInstances(parameters, context)) {
    instance.tags = Object.fromEntries(
      Object.entries(instance.tags).filter(
        ([key, value]) =>
          !unwanted.some(
            tag =>
              tag.key === key &&
              (tag.value === undefined || tag.value === value),
          ),
      ),
    );
  }
  return { return: true };
}

function requestedTags(
  parameters: QueryParameters,
): { key: string; value: string | undefined }[] {
  const indexes = parameters.indexes('Tag');
  if (indexes.length === 0) {
    throw queryError(
      'MissingParameter',
      400,
      'The request must contain the parameter tagSet',
    );
  }
  return indexes.map(index => {
    const key = parameters.get(`Tag.${index}.Key`) ?? '';
    if (key === '' || key.length > LONGEST_KEY) {
      throw queryError(
        'InvalidParameterValue',
        400,
        `Tag key must have 1 to ${LONGEST_KEY} characters.`,
      );
    }
    if (/^aws:/i.test(key)) {
      throw queryError(
        'InvalidParameterValue',
        400,
        "Tag keys starting with 'aws:' are reserved for internal use",
      );
    }
    return { key, value: parameters.get(`Tag.${index}.Value`) };
  });
}

function taggedInstances(
  parameters: QueryParameters,
  { cloud, caller, region }: CallContext,
): Ec2Instance[] {
  const ids = parameters.list('ResourceId');
  if (ids.length === 0) {
    throw queryError(
      'MissingParameter',
      400,
      'The request must contain the parameter resourceIdSet',
    );
  }
  const foreign = ids.find(id => !id.startsWith('i-'));
  if (foreign !== undefined) {
    throw queryError('InvalidID', 400, `The ID '${foreign}' is not valid`);
  }
  return named(ids, cloud.ec2(caller.accountId, region).instances, {
    prefix: 'i',
    error: 'InvalidInstanceID',
    noun: 'instance',
  });
}
