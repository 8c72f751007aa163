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

import fc from 'fast-check';
import { Simulator, startSimulator } from '../simulator';
import { COMMERCE, keysOf } from '../__testUtils__/clients';
import { sendSigned } from '../__testUtils__/signed-request';

/** A request in the raw, without what all have alike. */
type Request = {
  service: string;
  path: string;
  headers: Record<string, string>;
  body: string;
};

const hostile = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '',
    '$Latest',
    '-1',
    'NaN',
    '1e999',
    'i-0123456789abcdef0',
    '<a&"\'>\u0000',
  ),
  fc.string(),
);
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(
    fc.constantFrom(
      'ServiceCode',
      'QuotaCode',
      'MaxResults',
      'NextToken',
      'DocumentName',
      'Parameters',
      'ClientToken',
      'AutomationExecutionId',
      'Filters',
      '__proto__',
    ),
    fc.oneof(hostile, fc.jsonValue({ maxDepth: 3 })),
  ),
);

/** Names of parameters that operations of EC2 and IAM look at, and others. */
const parameterName = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'Filter',
        'Name',
        'Value',
        '1',
        '2',
        'SubnetId',
        'LaunchTemplateId',
        'LaunchTemplateVersion',
        'LaunchTemplateData',
        'NetworkInterface',
        'SecurityGroupId',
        'SourceVersion',
        'MaxResults',
        'MaxItems',
        'Marker',
        'NextToken',
        'MinVersion',
        'ActionNames',
        'member',
        'PolicySourceArn',
        '__proto__',
      ),
      hostile,
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map(parts => parts.join('.'));

function form(version: string, service: string, actions: string[]) {
  return fc
    .record({
      action: fc.constantFrom(...actions),
      parameters: fc.array(fc.tuple(parameterName, hostile), { maxLength: 8 }),
    })
    .map(
      ({ action, parameters }): Request => ({
        service,
        path: '/',
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        },
        body: new URLSearchParams([
          ['Action', action],
          ['Version', version],
          ...parameters,
        ]).toString(),
      }),
    );
}

function target(service: string, prefix: string, operations: string[]) {
  return fc
    .record({ operation: fc.constantFrom(...operations), input: json })
    .map(
      ({ operation, input }): Request => ({
        service,
        path: '/',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `${prefix}.${operation}`,
        },
        body: JSON.stringify(input),
      }),
    );
}

const anyRequest = fc.oneof(
  form('2016-11-15', 'ec2', [
    'CreateLaunchTemplateVersion',
    'DescribeInstanceTypes',
    'DescribeLaunchTemplates',
    'DescribeLaunchTemplateVersions',
    'DescribeSecurityGroups',
    'DescribeSubnets',
    'DescribeVpcs',
    'ModifyLaunchTemplate',
  ]),
  form('2010-05-08', 'iam', [
    'GetRole',
    'ListInstanceProfiles',
    'SimulatePrincipalPolicy',
  ]),
  target('servicequotas', 'ServiceQuotasV20190624', [
    'GetServiceQuota',
    'ListServiceQuotas',
  ]),
  target('ssm', 'AmazonSSM', [
    'DescribeAutomationExecutions',
    'GetAutomationExecution',
    'StartAutomationExecution',
  ]),
  fc.record({ name: hostile, body: fc.oneof(fc.json(), hostile) }).map(
    ({ name, body }): Request => ({
      service: 'lambda',
      path: `/2015-03-31/functions/${encodeURIComponent(
        name,
      )}/invocations`.replace(/\/\.{1,2}(?=\/)/g, '/x'),
      headers: {},
      body,
    }),
  ),
);

/** What kind of an answer a body is, and whether it says what is wrong. */
function formOf(body: string): string {
  if (body.startsWith('<?xml ')) {
    return /<Code>[\w.]+<\/Code>/.test(body) ? 'XML with an error' : 'XML';
  }
  try {
    const content: unknown = JSON.parse(body);
    const isError =
      typeof content === 'object' &&
      content !== null &&
      ('__type' in content || 'message' in content);
    return isError ? 'JSON with an error' : 'JSON';
  } catch {
    return 'neither XML nor JSON';
  }
}

function expectedForm({ service }: Request, status: number): RegExp {
  const kind = service === 'ec2' || service === 'iam' ? 'XML' : 'JSON';
  return new RegExp(`^${kind}${status === 200 ? '' : ' with an error'}$`);
}

describe('any request', () => {
  let aws: Simulator;

  beforeAll(async () => {
    aws = await startSimulator({ port: 0 });
  });
  afterAll(() => aws.close());

  it('is answered in the service’s own form, whatever it asks', async () => {
    await fc.assert(
      fc.asyncProperty(anyRequest, async request => {
        const response = await sendSigned({
          url: aws.url,
          keys: keysOf(aws, COMMERCE),
          ...request,
        });
        expect({
          status: [200, 400, 403, 404].includes(response.status),
          requestId: response.headers.get('x-amzn-requestid'),
          form: formOf(await response.text()),
        }).toEqual({
          status: true,
          requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          form: expect.stringMatching(expectedForm(request, response.status)),
        });
      }),
      { numRuns: 300 },
    );
  }, 30_000);
});
