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
import {
  auditOutcomeSchema,
  auditRecordKindSchema,
  type AuditEntry,
  type AuditTrail,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { EmptyState } from '../../components/answer/EmptyState';
import { TextButton } from '../../components/control/TextButton';
import { PageBody } from '../../components/page/PageBody';
import { EntityName } from '../../components/people/EntityName';
import { FailureText } from '../../components/status/FailureText';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import {
  ChoiceFilter,
  DayFilter,
  FilterBar,
  TextFilter,
} from '../../components/table/FilterBar';
import { Pager } from '../../components/table/Pager';
import {
  cursorOf,
  useCursorPages,
} from '../../components/table/useCursorPages';
import { Instant } from '../../components/time/Instant';
import { useNow } from '../../components/time/useNow';
import { useUrlState } from '../../routing/useUrlState';
import { filterNames, filtersOf } from './auditFilters';
import {
  auditedOperations,
  auditOutcomeState,
  operationText,
  recordKindText,
  trailSentence,
} from './auditWords';
import { EntryDrawer } from './EntryDrawer';
import { RecordName } from './RecordName';
import { useAuditWords } from '../../translations/useAuditWords';
import type { AuditWords } from '../../translations/audit';
import { useWords } from '../../translations/useWords';

const PAGE_SIZE = 50;

const useStyles = makeStyles({
  open: {
    padding: 0,
    minWidth: 0,
    textAlign: 'left',
    fontWeight: 600,
    lineHeight: 1.5,
    '&:hover': { textDecoration: 'underline' },
  },
  // Breaks where it must, and is copied without anything added to it.
  code: {
    display: 'block',
    minWidth: '12ch',
    fontFamily: 'monospace',
    fontSize: '0.8rem',
    overflowWrap: 'anywhere',
  },
});

/** Who decided and changed what, newest first, and whether it can be believed. */
export function AuditPage() {
  const t = useAuditWords();
  const url = useUrlState();
  const classes = useStyles();
  const filters = filtersOf(url);
  const cursor = cursorOf(url);
  const profile = useOperation('get_user_permissions', {});
  const entries = useOperation(
    'list_audit_entries',
    { query: { limit: PAGE_SIZE, ...filters, cursor } },
    { keepPrevious: true, pollEvery: 15_000 },
  );
  const pages = useCursorPages(url, entries.data?.nextCursor);
  const isFiltered = filterNames.some(name => url.get(name)) || cursor;
  const filter = (name: (typeof filterNames)[number]) => (value: string) =>
    url.set({ [name]: value, page: '', entry: '' });

  const columns: Column<AuditEntry>[] = [
    {
      id: 'at',
      title: t('column.when'),
      render: entry => <Instant at={entry.at} />,
    },
    {
      id: 'who',
      title: t('column.who'),
      render: entry => <EntityName entityRef={entry.actor.ref} />,
    },
    {
      id: 'what',
      title: t('column.what'),
      names: true,
      render: entry => (
        <TextButton
          className={classes.open}
          color="primary"
          onClick={() => url.set({ entry: String(entry.entryId) })}
        >
          {operationText(t, entry.operation)}
        </TextButton>
      ),
    },
    {
      id: 'record',
      title: t('column.toWhat'),
      render: entry => <RecordName entry={entry} />,
    },
    {
      id: 'outcome',
      title: t('column.outcome'),
      render: entry => (
        <>
          <StatusLabel
            state={
              entry.damage
                ? { tone: 'bad', text: t('page.damaged') }
                : auditOutcomeState(t, entry.outcome)
            }
          />
          {entry.code && <span className={classes.code}>{entry.code}</span>}
        </>
      ),
    },
    {
      id: 'address',
      title: t('column.address'),
      oneLine: true,
      wideOnly: true,
      render: entry => entry.origin?.address ?? '–',
    },
  ];

  return (
    <PageBody
      title={t('page.title')}
      lead={
        entries.data ? <TrailLead trail={entries.data.trail} /> : t('page.lead')
      }
    >
      <FilterBar label={t('filter.label')}>
        <ChoiceFilter
          label={t('column.who')}
          value={url.get('by')}
          options={peopleOf(
            t,
            profile.data?.userEntityRef,
            url.get('by'),
            entries.data?.items.map(entry => entry.actor.ref) ?? [],
          )}
          onChange={filter('by')}
        />
        <ChoiceFilter
          label={t('column.what')}
          value={url.get('operation')}
          options={auditedOperations.map(value => ({
            value,
            text: operationText(t, value),
          }))}
          onChange={filter('operation')}
        />
        <ChoiceFilter
          label={t('column.toWhat')}
          value={filters.recordKind ?? ''}
          options={auditRecordKindSchema.options.map(value => ({
            value,
            text: recordKindText(t, value),
          }))}
          onChange={filter('kind')}
        />
        <TextFilter
          label={t('filter.id')}
          placeholder={t('filter.idHint')}
          value={url.get('record')}
          onChange={filter('record')}
        />
        <ChoiceFilter
          label={t('column.outcome')}
          value={filters.outcome ? url.get('outcome') : ''}
          options={auditOutcomeSchema.options.map(value => ({
            value,
            text: auditOutcomeState(t, value).text,
          }))}
          onChange={filter('outcome')}
        />
        <DayFilter
          label={t('filter.from')}
          value={url.get('from')}
          onChange={filter('from')}
        />
        <DayFilter
          label={t('filter.to')}
          value={url.get('to')}
          onChange={filter('to')}
        />
      </FilterBar>
      <Answer of={entries} what={t('page.what')}>
        {({ items }) => (
          <>
            {items.length === 0 ? (
              <Nothing isFiltered={Boolean(isFiltered)} />
            ) : (
              <DataTable
                onPage
                caption={t('page.caption')}
                columns={columns}
                rows={items}
                rowKey={entry => String(entry.entryId)}
                chosenKey={url.get('entry')}
              />
            )}
            <Pager
              label={t('page.number', { page: String(pages.pageNumber) })}
              onPrevious={pages.onPrevious}
              onNext={pages.onNext}
            />
            <EntryDrawer
              entry={items.find(
                ({ entryId }) => String(entryId) === url.get('entry'),
              )}
              onClose={() => url.set({ entry: '' })}
            />
          </>
        )}
      </Answer>
    </PageBody>
  );
}

function TrailLead({ trail }: { trail: AuditTrail }) {
  const t = useAuditWords();
  const words = useWords();
  const told = trailSentence(t, words, trail, useNow(15_000));
  return told.isBroken ? (
    <div role="alert">
      <FailureText>{told.words}</FailureText>
    </div>
  ) : (
    <>{told.words}</>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const t = useAuditWords();
  return isFiltered ? (
    <EmptyState title={t('page.noMatch')}>{t('page.changeFilters')}</EmptyState>
  ) : (
    <EmptyState title={t('page.none')}>{t('page.explanation')}</EmptyState>
  );
}

/** Oneself first, then whoever is in sight. */
function peopleOf(
  t: AuditWords,
  me: string | undefined,
  chosen: string,
  inSight: readonly string[],
): { value: string; text: string }[] {
  const others = [...new Set([...(chosen ? [chosen] : []), ...inSight])]
    .filter(person => person !== me)
    .sort();
  return [
    ...(me ? [{ value: me, text: t('page.me') }] : []),
    ...others.map(value => ({
      value,
      text:
        value === 'system'
          ? t('page.engine')
          : value.replace(/^user:default\//, ''),
    })),
  ];
}
