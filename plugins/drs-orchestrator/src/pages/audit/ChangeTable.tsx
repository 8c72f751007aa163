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

import { makeStyles } from '@material-ui/core/styles';
import type { AuditEntry } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { DataTable, type Column } from '../../components/table/DataTable';
import { useTones } from '../../theme/tones';
import { useAuditWords } from '../../translations/useAuditWords';
import { changedFields, type ChangedField } from './auditWords';

/** More than anybody reads; a plan of a hundred waves has thousands. */
const MOST_FIELDS = 300;

const useStyles = makeStyles({
  field: { fontFamily: 'monospace', fontSize: '0.8rem', fontWeight: 400 },
  value: {
    fontFamily: 'monospace',
    fontSize: '0.8rem',
    padding: '1px 4px',
    borderRadius: 3,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  },
});

/** What was changed, field by field. */
export function ChangeTable({ entry }: { entry: AuditEntry }) {
  const t = useAuditWords();
  const classes = useStyles();
  const tones = useTones();
  const fields = changedFields(entry);
  const value = (text: string | undefined, ground: string) =>
    text === undefined ? (
      '–'
    ) : (
      <span className={classes.value} style={{ background: ground }}>
        {text === '' ? t('change.empty') : text}
      </span>
    );
  const columns: Column<ChangedField>[] = [
    {
      id: 'field',
      title: t('change.field'),
      names: true,
      render: ({ field }) => <span className={classes.field}>{field}</span>,
    },
    ...(entry.before
      ? [
          {
            id: 'before',
            title: t('change.before'),
            render: (change: ChangedField) =>
              value(change.before, tones.bad.soft),
          },
        ]
      : []),
    ...(entry.after
      ? [
          {
            id: 'after',
            title: t('change.after'),
            render: (change: ChangedField) =>
              value(change.after, tones.good.soft),
          },
        ]
      : []),
  ];
  return (
    <>
      <DataTable
        caption={t('change.caption')}
        columns={columns}
        rows={fields.slice(0, MOST_FIELDS)}
        rowKey={({ field }) => field}
      />
      {fields.length > MOST_FIELDS && (
        <p>{t('change.more', { count: fields.length - MOST_FIELDS })}</p>
      )}
    </>
  );
}
