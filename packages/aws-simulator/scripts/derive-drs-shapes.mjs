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

/**
 * Derives `src/drs/__fixtures__/drs-shapes.json`, which tests hold the
 * simulator's answers against, from AWS's Smithy model of DRS
 * (`models/drs/service/2020-02-26/drs-2020-02-26.json` of aws/api-models-aws).
 *
 * Usage: node scripts/derive-drs-shapes.mjs <path to the model>
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const OPERATIONS = [
  'CreateExtendedSourceServer',
  'DeleteLaunchAction',
  'DescribeJobLogItems',
  'DescribeJobs',
  'DescribeRecoveryInstances',
  'DescribeRecoverySnapshots',
  'DescribeSourceServers',
  'GetLaunchConfiguration',
  'ListExtensibleSourceServers',
  'ListLaunchActions',
  'ListStagingAccounts',
  'ListTagsForResource',
  'PutLaunchAction',
  'StartRecovery',
  'TagResource',
  'TerminateRecoveryInstances',
  'UntagResource',
  'UpdateLaunchConfiguration',
];
const NAMESPACE = 'com.amazonaws.drs#';
const TRAIT = 'smithy.api#';

const [modelPath] = process.argv.slice(2);
if (!modelPath) {
  process.stderr.write('Usage: derive-drs-shapes.mjs <path to the model>\n');
  process.exit(1);
}
const model = JSON.parse(readFileSync(modelPath, 'utf8'));
const shapes = {};

const nameOf = target => target.replace(/^.*#/, '');
const trait = (shape, name) => shape.traits?.[`${TRAIT}${name}`];

/** Takes over a shape and all that it is made of; answers its name. */
function take(target) {
  const name = nameOf(target);
  if (!target.startsWith(NAMESPACE) || shapes[name]) return name;
  const shape = model.shapes[target];
  const taken = { type: shape.type };
  shapes[name] = taken;
  const values = enumValues(shape);
  if (values) taken.enum = values;
  for (const constraint of ['length', 'range', 'pattern']) {
    const value = trait(shape, constraint);
    if (value !== undefined) taken[constraint] = value;
  }
  const status = trait(shape, 'httpError');
  if (status !== undefined) taken.httpError = status;
  if (shape.type === 'structure' || shape.type === 'union') {
    taken.members = Object.fromEntries(
      Object.entries(shape.members ?? {}).map(([member, definition]) => {
        const header = trait(definition, 'httpHeader');
        return [
          member,
          {
            target: take(definition.target),
            ...(trait(definition, 'required') && { required: true }),
            ...(header && { httpHeader: header }),
          },
        ];
      }),
    );
  }
  for (const part of ['member', 'key', 'value']) {
    if (shape[part]) taken[part] = take(shape[part].target);
  }
  return name;
}

function enumValues(shape) {
  if (shape.type === 'enum') {
    return Object.entries(shape.members).map(
      ([name, member]) => trait(member, 'enumValue') ?? name,
    );
  }
  return trait(shape, 'enum')?.map(({ value }) => value);
}

const operations = Object.fromEntries(
  OPERATIONS.map(name => {
    const operation = model.shapes[`${NAMESPACE}${name}`];
    const { method, uri, code = 200 } = trait(operation, 'http');
    return [
      name,
      {
        method,
        uri,
        status: code,
        input: take(operation.input.target),
        output: take(operation.output.target),
        errors: operation.errors.map(({ target }) => take(target)),
      },
    ];
  }),
);

writeFileSync(
  fileURLToPath(
    new URL('../src/drs/__fixtures__/drs-shapes.json', import.meta.url),
  ),
  `${JSON.stringify({ operations, shapes }, null, 2)}\n`,
);
