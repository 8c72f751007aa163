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

import type { AuditEntry } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextLink } from '../../components/control/TextLink';
import { usePaths } from '../../routing/usePaths';
import { useAuditWords } from '../../translations/useAuditWords';
import { recordKindText } from './auditWords';

/** What an entry is about, as a link where it has a page and was not deleted. */
export function RecordName({ entry }: { entry: AuditEntry }) {
  const t = useAuditWords();
  const paths = usePaths();
  const { record, before, after } = entry;
  const isDeleted = before !== undefined && after === undefined;
  const name = record.name ?? record.id;
  if (!name) {
    return <>{recordKindText(t, record.kind)}</>;
  }
  const path = !isDeleted && record.id && pathOf(paths, record.kind, record.id);
  return (
    <>
      {t('kind.named', {
        kind: recordKindText(t, record.kind),
        name: path ? <TextLink to={path}>{name}</TextLink> : name,
      })}
    </>
  );
}

function pathOf(
  paths: ReturnType<typeof usePaths>,
  kind: AuditEntry['record']['kind'],
  id: string,
): string | undefined {
  switch (kind) {
    case 'protection-group':
      return paths.group(id);
    case 'recovery-plan':
      return paths.plan(id);
    case 'execution':
      return paths.execution(id);
    case 'account':
      return paths.account(id);
    case 'settings':
      return paths.settings;
    case 'audit-trail':
    case 'orchestrator':
      return undefined;
    default:
      throw new Error(`Unknown kind ${kind satisfies never}`);
  }
}
