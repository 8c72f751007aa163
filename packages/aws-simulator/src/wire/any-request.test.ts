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
        const text = await response.text();
        expect(response.headers.get('x-amzn-requestid')).toMatch(
          /^[0-9a-f-]+$/,
        );
        expect([200, 400, 403, 404]).toContain(response.status);
        if (request.service === 'ec2' || request.service === 'iam') {
          expect(text).toMatch(/^<\?xml /);
        } else {
          expect(() => JSON.parse(text)).not.toThrow();
        }
        if (response.status !== 200) {
          expect(text).toMatch(/<Code>\w|__type|"message"/);
        }
      }),
      { numRuns: 400 },
    );
  });
});
