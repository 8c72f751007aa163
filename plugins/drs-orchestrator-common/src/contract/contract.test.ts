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

import { drsPermissions } from '../access/permissions';
import { drsRoleSchema, rolePermissions, rolesGranting } from '../access/roles';
import { newProtectionGroupSchema } from '../records/protectionGroup';
import { newRecoveryPlanSchema } from '../records/recoveryPlan';
import { endpoints, operationNames, type Endpoint } from './endpoints';
import { DrsError, errorStatuses, findingsOfZodError } from './errors';
import { openApiDocument } from './openapi';

const table: [string, Endpoint][] = Object.entries(endpoints);

describe('the table of endpoints', () => {
  it('has no two endpoints at one place', () => {
    const places = table.map(([, { method, path }]) => `${method} ${path}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('names in each path exactly the parameters that are validated', () => {
    for (const [operation, endpoint] of table) {
      const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map(
        ([, name]) => name,
      );
      const given = Object.fromEntries(
        inPath.map(name => [name, '111122223333']),
      );
      expect([operation, endpoint.params.safeParse(given).success]).toEqual([
        operation,
        true,
      ]);
      expect([
        operation,
        endpoint.params.safeParse({ ...given, other: 'x' }).success,
      ]).toEqual([operation, false]);
    }
  });

  it('leaves only the health and the description open to anybody', () => {
    expect(
      table
        .filter(([, { access }]) => access.kind === 'public')
        .map(([operation]) => operation),
    ).toEqual(['get_openapi', 'get_health']);
  });

  it('changes nothing by GET, and reads nothing by a permission to change', () => {
    const readers = table.flatMap(([operation, { method, access }]) =>
      method === 'GET' && access.kind === 'permission'
        ? [[operation, drsPermissions[access.permission].attributes.action]]
        : [],
    );
    expect(readers.length).toBeGreaterThan(10);
    expect(readers.filter(([, action]) => action !== 'read')).toEqual([]);
  });
});

describe('roles', () => {
  it('follow the matrix', () => {
    const matrix = Object.fromEntries(
      drsRoleSchema.options.map(role => [
        role,
        [...rolePermissions[role]].map(key => drsPermissions[key].name).sort(),
      ]),
    );
    expect(matrix.DRSReadOnly).toEqual(['drs.resources.view']);
    expect(matrix.DRSOperator).toEqual([
      'drs.execution.start',
      'drs.resources.view',
    ]);
    expect(matrix.DRSRecoveryManager).toEqual([
      'drs.execution.manage',
      'drs.execution.start',
      'drs.instances.terminate',
      'drs.resources.view',
    ]);
    expect(matrix.DRSPlanManager).toEqual([
      'drs.protection-group.create',
      'drs.protection-group.update',
      'drs.recovery-plan.create',
      'drs.recovery-plan.update',
      'drs.resources.view',
    ]);
    expect(matrix.DRSOrchestrationAdmin).toEqual(
      Object.values(drsPermissions)
        .map(({ name }) => name)
        .sort(),
    );
    expect(rolesGranting('terminateInstances')).toEqual([
      'DRSOrchestrationAdmin',
      'DRSRecoveryManager',
    ]);
  });
});

describe('refusals', () => {
  it('name every problem with its field', () => {
    const result = newRecoveryPlanSchema.safeParse({
      planName: '  ',
      colour: 'red',
      waves: [
        { waveNumber: 0, waveName: 'a', protectionGroupIds: [], pause: true },
      ],
    });
    const findings = result.success ? [] : findingsOfZodError(result.error);
    expect(findings.map(({ code, field }) => [code, field])).toEqual(
      expect.arrayContaining([
        ['INVALID_FIELD', 'planName'],
        ['INVALID_FIELD', 'waves[0].waveNumber'],
        ['INVALID_FIELD', 'waves[0].protectionGroupIds'],
        ['UNKNOWN_FIELD', 'waves[0].pause'],
        ['UNKNOWN_FIELD', 'colour'],
      ]),
    );
    expect(findings).toHaveLength(5);
  });

  it('want servers selected in one way', () => {
    const group = { groupName: 'Orders', region: 'us-west-2' };
    const server = 's-0123456789abcdef0';
    const problems = (selection: object) => {
      const result = newProtectionGroupSchema.safeParse({
        ...group,
        ...selection,
      });
      return result.success ? [] : findingsOfZodError(result.error);
    };
    expect(problems({ sourceServerIds: [server] })).toEqual([]);
    expect(problems({})).toHaveLength(1);
    expect(
      problems({ serverSelectionTags: { a: 'b' }, sourceServerIds: [server] }),
    ).toHaveLength(1);
    expect(problems({ sourceServerIds: [server, server] })).toEqual([
      expect.objectContaining({ field: 'sourceServerIds[1]' }),
    ]);
  });

  it('carry nothing but what is meant for the caller', () => {
    const error = new DrsError('VERSION_CONFLICT', 'Changed meanwhile', [], {
      current: { version: 2 },
    });
    error.cause = new Error('select * from secrets');
    expect(error.status).toBe(errorStatuses.VERSION_CONFLICT);
    expect(error.toBody()).toEqual({
      error: {
        name: 'ConflictError',
        message: 'Changed meanwhile',
        code: 'VERSION_CONFLICT',
        details: [],
        current: { version: 2 },
      },
    });
  });
});

describe('openApiDocument', () => {
  const document = JSON.parse(JSON.stringify(openApiDocument()));

  it('describes every operation once, with its permission', () => {
    const paths: Record<
      string,
      Record<string, { operationId: string; description: string }>
    > = document.paths;
    const described = Object.values(paths).flatMap(path => Object.values(path));
    expect(described.map(({ operationId }) => operationId).sort()).toEqual(
      [...operationNames].sort(),
    );
    expect(
      described.find(({ operationId }) => operationId === 'cancel_execution')
        ?.description,
    ).toContain('drs.execution.manage');
  });

  it('says of queries and bodies what the schemas say', () => {
    const list = document.paths['/executions'].get;
    expect(list.parameters).toContainEqual({
      name: 'limit',
      in: 'query',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
    });
    const start = document.paths['/recovery-plans/{planId}/execute'].post;
    expect(start.requestBody.required).toBe(true);
    expect(
      start.requestBody.content['application/json'].schema.required,
    ).toEqual(['executionType']);
    expect(start.parameters).toEqual([
      {
        name: 'planId',
        in: 'path',
        required: true,
        schema: { type: 'string', minLength: 1, maxLength: 64 },
      },
    ]);
    expect(Object.keys(start.responses)).toEqual(['202', 'default']);
  });
});
