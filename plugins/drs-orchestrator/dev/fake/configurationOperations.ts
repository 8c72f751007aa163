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
  DrsError,
  manifestSchema,
  manifestToYaml,
  parseManifest,
  type FieldChange,
  type Finding,
  type ImportChange,
  type ImportReport,
  type Manifest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { FakeRecords } from './FakeRecords';
import type { Operations } from './operations';

interface Planned {
  readonly change: ImportChange;
  readonly apply: () => void;
}

/** Export and import: of accounts, groups and plans, as far as names, descriptions and waves go. */
export function configurationOperations(records: FakeRecords): Operations {
  const exported = (): Manifest =>
    manifestSchema.parse({
      apiVersion: 'drs-orchestrator/v1',
      kind: 'Configuration',
      accounts: records.accounts.map(account => ({
        accountId: account.accountId,
        accountName: account.accountName,
        regions: account.regions,
        ...(records.caller.holds('manageAccounts') && {
          roleName: account.roleName,
          ...(account.hasExternalId && { hasExternalId: true }),
        }),
      })),
      protectionGroups: records.groups.map(group => ({
        groupName: group.groupName,
        description: group.description,
        accountId: group.accountId,
        region: group.region,
        serverSelectionTags: group.serverSelectionTags,
        sourceServerIds: group.sourceServerIds,
      })),
      recoveryPlans: records.plans.map(plan => ({
        planName: plan.planName,
        description: plan.description,
        accountId: plan.accountId,
        waves: plan.waves.map(({ waveNumber, waveName, ...wave }) => ({
          waveNumber,
          waveName,
          protectionGroups: wave.protectionGroupIds.map(
            groupId => records.groupOf(groupId).groupName,
          ),
        })),
      })),
    });

  const action = (fields: readonly FieldChange[], isKnown: boolean) => {
    if (!isKnown) {
      return 'CREATE' as const;
    }
    return fields.length > 0 ? ('UPDATE' as const) : ('UNCHANGED' as const);
  };
  const differences = (
    known: object | undefined,
    wanted: object,
  ): FieldChange[] => {
    const before = new Map(Object.entries(known ?? {}));
    return known === undefined
      ? []
      : Object.entries(wanted)
          .filter(
            ([field, after]) =>
              JSON.stringify(after) !== JSON.stringify(before.get(field)),
          )
          .map(([field, after]) => ({
            field,
            before: before.get(field),
            after,
          }));
  };

  const planned = (
    manifest: Manifest,
    externalIds: Readonly<Record<string, string>>,
    findings: Finding[],
  ): Planned[] => [
    ...manifest.accounts.map((entry, index): Planned => {
      const { accountId, accountName, hasExternalId } = entry;
      const known = records.accounts.find(
        account => account.accountId === accountId,
      );
      if (hasExternalId && !known && !externalIds[accountId]) {
        findings.push({
          code: 'EXTERNAL_ID_REQUIRED',
          severity: 'BLOCKING',
          field: `externalIds.${accountId}`,
          message: `The roles of account ${accountId} ask for an external ID, which no manifest holds`,
        });
      }
      const fields = differences(known, { accountName });
      return {
        change: {
          kind: 'account',
          name: accountName,
          accountId,
          field: `accounts[${index}]`,
          action: action(fields, known !== undefined),
          fields,
        },
        apply: () => {
          if (known) {
            known.accountName = accountName;
            return;
          }
          records.accounts.push({
            ...records.accounts[0],
            accountId,
            accountName,
            roleName: entry.roleName ?? 'DrsOrchestratorRole',
            regions: entry.regions,
            stagingAccounts: [],
            status: 'UNVALIDATED',
            lastValidation: undefined,
          });
        },
      };
    }),
    ...manifest.protectionGroups.map((entry, index): Planned => {
      const known = records.groups.find(
        ({ groupName }) => groupName === entry.groupName,
      );
      const fields = differences(known, entry);
      return {
        change: {
          kind: 'protection-group',
          name: entry.groupName,
          field: `protectionGroups[${index}]`,
          action: action(fields, known !== undefined),
          fields,
        },
        apply: () => {
          const group = known ?? records.addGroup(entry.groupName, {});
          Object.assign(group, entry);
        },
      };
    }),
    ...manifest.recoveryPlans.map((entry, index): Planned => {
      const known = records.plans.find(
        ({ planName }) => planName === entry.planName,
      );
      const { description } = entry;
      const fields = differences(known, description ? { description } : {});
      return {
        change: {
          kind: 'recovery-plan',
          name: entry.planName,
          field: `recoveryPlans[${index}]`,
          action: action(fields, known !== undefined),
          fields,
        },
        apply: () => {
          const plan =
            known ??
            records.addPlan(
              entry.planName,
              entry.waves.map(({ waveName, protectionGroups }) => ({
                name: waveName,
                groups: records.groups.filter(({ groupName }) =>
                  protectionGroups.includes(groupName),
                ),
              })),
            );
          plan.description = description;
        },
      };
    }),
  ];

  return {
    export_configuration: ({ query }) => {
      const manifest = exported();
      const findings: Finding[] = records.caller.holds('manageAccounts')
        ? []
        : [
            {
              code: 'ACCOUNT_DETAILS_LEFT_OUT',
              severity: 'INFO',
              message:
                'It has no roles of accounts, and does not say which have external IDs',
            },
          ];
      return {
        manifest,
        ...(query.format === 'yaml' && { yaml: manifestToYaml(manifest) }),
        complete: findings.length === 0,
        findings,
      };
    },
    import_configuration: ({ query: { dryRun }, body }) => {
      const sent = 'apiVersion' in body ? { manifest: body } : body;
      const parsed = parseManifest(sent.manifest);
      const findings = 'findings' in parsed ? [...parsed.findings] : [];
      const plan =
        'manifest' in parsed
          ? planned(parsed.manifest, sent.externalIds ?? {}, findings)
          : [];
      const changes = plan.map(({ change }) => change);
      const count = (wanted: ImportChange['action']) =>
        changes.filter(change => change.action === wanted).length;
      const others = (kind: ImportChange['kind'], all: readonly unknown[]) =>
        all.length -
        changes.filter(
          change => change.kind === kind && change.action !== 'CREATE',
        ).length;
      const report: ImportReport = {
        dryRun,
        valid: findings.length === 0,
        source: 'MANIFEST',
        findings,
        changes,
        counts: {
          create: count('CREATE'),
          update: count('UPDATE'),
          unchanged: count('UNCHANGED'),
        },
        leftAlone: {
          accounts: others('account', records.accounts),
          protectionGroups: others('protection-group', records.groups),
          recoveryPlans: others('recovery-plan', records.plans),
        },
        ...('manifest' in parsed && {
          fingerprint: `${changes.length}-${JSON.stringify(changes).length}`,
        }),
      };
      if (dryRun) {
        return report;
      }
      if (findings.length > 0) {
        throw new DrsError('VALIDATION_FAILED', findings[0].message, findings);
      }
      if (![undefined, report.fingerprint].includes(sent.fingerprint)) {
        throw new DrsError(
          'VERSION_CONFLICT',
          'Somebody changed records while the import was judged, and nothing of it was done',
        );
      }
      plan.forEach(({ apply }) => apply());
      return report;
    },
  };
}
