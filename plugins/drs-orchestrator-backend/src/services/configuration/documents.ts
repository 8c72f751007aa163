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

import type { Scope } from '@drs-orchestrator/drs-engine';
import {
  manifestOfDocument,
  readManifestText,
  type Finding,
  type ImportReport,
  type Manifest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { AccountAccess } from '../../database/TargetAccountStore';
import type { Survey } from '../inventory/Inventory';
import type { PresentRecords } from './presentRecords';
import type { ServerPlace } from './serverless/derivedAccounts';
import {
  serverlessRecords,
  type ServerlessRecords,
} from './serverless/serverlessRecords';
import {
  translateServerless,
  type Translation,
} from './serverless/translateServerless';

/** A document that was understood, or why it was not. */
export interface Understood {
  readonly source: ImportReport['source'];
  readonly manifest?: Manifest;
  /** That the document itself held, by account ID. */
  readonly externalIds: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
}

/** Asks where servers are, in accounts of which some are not on record. */
export type SurveyServers = (
  accounts: readonly AccountAccess[],
  scopes: readonly Scope[],
) => Promise<Survey>;

/**
 * Understands what was sent: a manifest, as text or as an object, or records of
 * the serverless predecessor, which are told by their fields.
 *
 * @param survey - asked only for records that do not say where they are
 */
export async function understood(
  sent: unknown,
  present: PresentRecords,
  survey: SurveyServers,
): Promise<Understood> {
  const read =
    typeof sent === 'string' ? readManifestText(sent) : { document: sent };
  if ('findings' in read) {
    return { source: 'MANIFEST', externalIds: {}, findings: read.findings };
  }
  const records = serverlessRecords(read.document);
  if (!records) {
    return {
      source: 'MANIFEST',
      externalIds: {},
      findings: [],
      ...manifestOfDocument(read.document),
    };
  }
  const { document, externalIds, findings } = await translated(
    records,
    present,
    survey,
  );
  const parsed = manifestOfDocument(document);
  return {
    source: 'SERVERLESS',
    externalIds,
    ...('findings' in parsed
      ? { findings: [...findings, ...parsed.findings] }
      : { findings, manifest: parsed.manifest }),
  };
}

const isUnplaced = (records: ServerlessRecords): boolean =>
  records.groups.some(
    ({ accountId, region }) => accountId === undefined || region === undefined,
  );

async function translated(
  records: ServerlessRecords,
  { accounts }: PresentRecords,
  survey: SurveyServers,
): Promise<Translation> {
  const first = translateServerless(records, new Map(), accounts);
  if (!isUnplaced(records)) {
    return first;
  }
  const known = new Map(accounts.map(account => [account.accountId, account]));
  const others = first.accounts.flatMap(
    ({ accountId, roleName, regions }): AccountAccess[] =>
      known.has(accountId) || roleName === undefined
        ? []
        : [
            {
              accountId,
              roleName,
              externalId: first.externalIds[accountId],
              regions,
            },
          ],
  );
  const scopes = [...accounts, ...others].flatMap(({ accountId, regions }) =>
    regions.map(region => ({ accountId, region })),
  );
  const { servers, unavailable } = await survey(others, scopes);
  const places = Map.groupBy(
    servers,
    ({ sourceServerId }) => sourceServerId,
  ) satisfies ReadonlyMap<string, readonly ServerPlace[]>;
  const second = translateServerless(records, places, accounts);
  return {
    ...second,
    findings: [
      ...unavailable.map(
        ({ accountId, region, message }): Finding => ({
          code: 'ACCOUNT_UNREACHABLE',
          severity: 'WARNING',
          subject: { kind: 'account', id: accountId },
          message: `Nobody could look for servers in ${accountId}/${region}: ${message}`,
        }),
      ),
      ...second.findings,
    ],
  };
}
