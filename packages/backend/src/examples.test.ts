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

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  domainEntityV1alpha1Validator,
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  KindValidator,
  locationEntityV1alpha1Validator,
  NoForeignRootFieldsEntityPolicy,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { startSimulator } from '@drs-orchestrator/aws-simulator';
import {
  entitySelection,
  tagMismatches,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { readPersonas } from './modules/persona/personas';

const root = join(__dirname, '../../..');

const validators: Record<string, KindValidator> = {
  Component: componentEntityV1alpha1Validator,
  Domain: domainEntityV1alpha1Validator,
  Group: groupEntityV1alpha1Validator,
  Location: locationEntityV1alpha1Validator,
  Resource: resourceEntityV1alpha1Validator,
  System: systemEntityV1alpha1Validator,
  Template: templateEntityV1beta3Validator,
  User: userEntityV1alpha1Validator,
};

const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

const entitySchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  spec: z.looseObject({ targets: z.array(z.string()).optional() }).optional(),
});

/** The entities of a file, and of the files that its locations name. */
function entitiesOf(file: string): Entity[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).flatMap(document => {
    expect(document.errors).toEqual([]);
    const entity = entitySchema.parse(document.toJS());
    const targets = entity.kind === 'Location' ? entity.spec?.targets : [];
    return [
      JSON.parse(JSON.stringify(entity)),
      ...(targets ?? []).flatMap(target =>
        entitiesOf(join(dirname(file), target)),
      ),
    ];
  });
}

const entities = entitiesOf(join(root, 'examples/all.yaml'));
const refs = new Set(entities.map(entity => stringifyEntityRef(entity)));

/** Fields of a spec that name other entities, with the kind they default to. */
const REFERENCES: Record<string, string> = {
  owner: 'group',
  system: 'system',
  domain: 'domain',
  parent: 'group',
  memberOf: 'group',
  dependsOn: 'component',
};

function referencesOf(entity: Entity): string[] {
  return Object.entries(REFERENCES).flatMap(([field, defaultKind]) =>
    z
      .union([z.string().transform(ref => [ref]), z.array(z.string())])
      .default([])
      .parse(entity.spec?.[field])
      .map(ref => stringifyEntityRef(parseEntityRef(ref, { defaultKind }))),
  );
}

describe('the example company', () => {
  it('has valid entities, each once', async () => {
    for (const entity of entities) {
      await expect(policy.enforce(entity)).resolves.toBeDefined();
      await expect(validators[entity.kind].check(entity)).resolves.toBe(true);
    }
    expect(refs.size).toBe(entities.length);
    expect(
      entities
        .filter(({ kind }) => kind === 'System')
        .map(e => e.metadata.name),
    ).toEqual([
      'orders',
      'payments',
      'product-catalog',
      'storefront-eu',
      'warehouse',
      'tracking',
      'fleet',
      'ledger',
      'billing',
      'reporting',
    ]);
  });

  it('refers only to what exists', () => {
    const dangling = entities.flatMap(entity =>
      referencesOf(entity)
        .filter(ref => !refs.has(ref))
        .map(ref => `${stringifyEntityRef(entity)} -> ${ref}`),
    );
    expect(dangling).toEqual([]);
  });

  it('annotates the servers of the simulated AWS, each with one entity', async () => {
    const simulator = await startSimulator({ port: 0 });
    const { servers } = simulator.world;
    await simulator.close();
    const claimedBy = new Map<string, string[]>();

    for (const entity of entities) {
      const ref = stringifyEntityRef(entity);
      const selection = entitySelection(entity.metadata.annotations);
      if (selection.kind === 'none') {
        continue;
      }
      if (selection.kind === 'invalid') {
        throw new Error(`${ref}: ${selection.problems.join(', ')}`);
      }
      const matched = servers.filter(
        server =>
          server.accountId === selection.accountId &&
          server.region === selection.region &&
          tagMismatches(selection.tags, server.tags).length === 0,
      );
      expect([ref, matched.length]).not.toEqual([ref, 0]);
      for (const { hostname } of matched) {
        claimedBy.set(hostname, [...(claimedBy.get(hostname) ?? []), ref]);
      }
    }

    expect([...claimedBy.values()].filter(claims => claims.length > 1)).toEqual(
      [],
    );
    expect(claimedBy.get('orders-db-01')).toEqual([
      'resource:default/orders-db',
    ]);
    // The company's imperfections: two servers that nobody tagged, one that is
    // switched off, and one with a tag missing.
    expect(
      servers
        .map(({ hostname }) => hostname)
        .filter(hostname => !claimedBy.has(hostname))
        .sort(),
    ).toEqual([
      'legacy-fax-01',
      'legacy-print-01',
      'tracking-web-02',
      'warehouse-web-02',
    ]);
  });

  it.each(['app-config.yaml', 'app-config.production.yaml'])(
    'gets people and groups from no location but those that %s allows by name',
    file => {
      const config = new ConfigReader(
        parse(readFileSync(join(root, file), 'utf8')),
      );
      const kinds = config
        .getConfigArray('catalog.rules')
        .flatMap(rule => rule.getStringArray('allow'));
      expect(kinds).toContain('Component');
      expect(kinds).not.toContain('User');
      expect(kinds).not.toContain('Group');
    },
  );

  describe('in the development configuration', () => {
    const config = new ConfigReader(
      parse(readFileSync(join(root, 'app-config.yaml'), 'utf8')),
    );

    it('has six personas, who belong to the groups that the catalog says', () => {
      const personas = readPersonas(config);
      expect(personas?.map(({ name }) => name)).toEqual([
        'admin',
        'recovery-manager',
        'plan-manager',
        'operator',
        'read-only',
        'nobody',
      ]);
      for (const { userEntityRef, displayName, memberOf } of personas ?? []) {
        const user = entities.find(
          entity => stringifyEntityRef(entity) === userEntityRef,
        );
        expect(user?.spec?.profile).toMatchObject({ displayName });
        expect(user && referencesOf(user)).toEqual(memberOf);
      }
    });

    it('binds every DR role to groups that exist', () => {
      const roles = config.getConfigArray('drsOrchestrator.roles');
      expect(roles.map(role => role.getString('role'))).toEqual([
        'DRSOrchestrationAdmin',
        'DRSRecoveryManager',
        'DRSPlanManager',
        'DRSOperator',
        'DRSReadOnly',
      ]);
      for (const role of roles) {
        for (const member of role.getStringArray('members')) {
          expect(refs).toContain(member);
        }
      }
    });
  });
});
