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
  memo,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
} from 'react';
import { makeStyles } from '@material-ui/core/styles';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { Column, Sort } from './DataTable';

/** Fewer rows than that are all drawn, so that the page's own search finds them. */
const DRAWN_WHOLE = 60;
/** As far as Page Down goes. */
const PAGE = 12;

/** A column with a width of its own: rows come and go, and nothing may jump for it. */
export interface LongColumn<T> extends Omit<Column<T>, 'align'> {
  /** CSS; absent: what the others leave. */
  width?: string;
}

const useStyles = makeStyles(theme => ({
  scroller: {
    overflow: 'auto',
    '@media print': { maxHeight: 'none !important', overflow: 'visible' },
  },
  table: {
    ...theme.typography.body2,
    width: '100%',
    minWidth: 920,
    tableLayout: 'fixed',
    // Borders of a collapsed table do not stick with its head.
    borderCollapse: 'separate',
    borderSpacing: 0,
  },
  caption: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
  },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    fontWeight: 600,
    textAlign: 'left',
    whiteSpace: 'nowrap',
    color: theme.palette.text.secondary,
    background: theme.palette.background.paper,
    padding: theme.spacing(1, 1.5),
    borderBottom: `2px solid ${theme.palette.divider}`,
  },
  cell: {
    padding: theme.spacing(0.75, 1.5),
    verticalAlign: 'top',
    textAlign: 'left',
    fontWeight: 'inherit',
    lineHeight: 1.5,
    overflowWrap: 'anywhere',
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  oneLine: {
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  wideOnly: { [theme.breakpoints.down('sm')]: { display: 'none' } },
  row: { '&:hover > *': { background: theme.palette.action.hover } },
  // Faint, so that links on it stay legible; the bar says the rest.
  chosen: {
    background: theme.palette.action.hover,
    boxShadow: `inset 3px 0 0 ${theme.palette.primary.main}`,
  },
  gap: { padding: 0, border: 0 },
}));

/**
 * A table of any length: of thousands of rows only those in sight are drawn, and
 * of those only the ones whose record has changed are drawn anew. Its columns must
 * be the same objects from one rendering to the next.
 *
 * The arrow keys go from row to row, Home and End to the first and the last.
 */
export function LongTable<T extends object>(props: {
  caption: string;
  columns: readonly LongColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  chosenKey?: string;
  /** CSS, where not all rows are drawn. */
  maxHeight?: string;
}) {
  const classes = useStyles();
  const { columns, rows, rowKey, sort, onSort } = props;
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const whole = rows.length <= DRAWN_WHOLE;
  const virtualizer = useVirtualizer({
    count: whole ? 0 : rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => 46,
    getItemKey: index => rowKey(rows[index]),
    overscan: 8,
    // What scrolls may be drawn when the browser has time for it.
    useFlushSync: false,
  });
  const drawn = virtualizer.getVirtualItems();
  const first = drawn.at(0);
  const last = drawn.at(-1);
  const from = whole ? 0 : first?.index ?? 0;
  const to = whole ? rows.length : (last?.index ?? -1) + 1;
  const above = whole ? 0 : first?.start ?? 0;
  const below = whole ? 0 : virtualizer.getTotalSize() - (last?.end ?? 0);

  // A row is focused once it has been scrolled to and is drawn.
  const wanted = useRef<number>();
  useEffect(() => {
    const row =
      wanted.current === undefined
        ? null
        : scroller?.querySelector(`tr[data-index="${wanted.current}"]`);
    const target = row?.querySelector<HTMLElement>('button, a');
    if (target) {
      wanted.current = undefined;
      target.focus();
    }
  });
  const [, setMoves] = useState(0);
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const row =
      event.target instanceof Element
        ? event.target.closest('tr[data-index]')
        : null;
    const at = Number(row?.getAttribute('data-index') ?? NaN);
    const next = targetOf(event.key, at, rows.length);
    if (next === undefined) {
      return;
    }
    event.preventDefault();
    wanted.current = next;
    if (!whole) {
      virtualizer.scrollToIndex(next);
    }
    // Draws also where nothing has to be scrolled.
    setMoves(count => count + 1);
  };

  return (
    <div
      ref={setScroller}
      className={classes.scroller}
      style={whole ? undefined : { maxHeight: props.maxHeight ?? '68vh' }}
      // What scrolls must be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="group"
      aria-label={props.caption}
    >
      <table className={classes.table} aria-rowcount={rows.length + 1}>
        <caption className={classes.caption}>{props.caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(column => (
              <HeadCell
                key={column.id}
                column={column}
                sort={sort}
                onSort={onSort}
              />
            ))}
          </tr>
        </thead>
        {/* Its buttons are what is operated; the keys only go from one to the next. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <tbody onKeyDown={move}>
          <Gap height={above} columns={columns.length} />
          {rows.slice(from, to).map((row, offset) => {
            const key = rowKey(row);
            return (
              <DrawnRow
                key={key}
                row={row}
                columns={columns}
                index={from + offset}
                isChosen={key === props.chosenKey}
                measure={whole ? undefined : virtualizer.measureElement}
              />
            );
          })}
          <Gap height={below} columns={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

/** Where a key leads from a row; undefined for keys that lead nowhere. */
function targetOf(key: string, at: number, count: number): number | undefined {
  if (Number.isNaN(at)) {
    return undefined;
  }
  const targets: Record<string, number | undefined> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + PAGE,
    PageUp: at - PAGE,
    Home: 0,
    End: count - 1,
  };
  const target = targets[key];
  return target === undefined
    ? undefined
    : Math.min(count - 1, Math.max(0, target));
}

const sorted = { asc: 'ascending', desc: 'descending' } as const;

function HeadCell<T>(props: {
  column: LongColumn<T>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}) {
  const classes = useStyles();
  const { column, sort, onSort } = props;
  const active = sort?.by === column.id;
  const direction = active && sort.descending ? 'desc' : 'asc';
  return (
    <th
      scope="col"
      aria-sort={active ? sorted[direction] : undefined}
      className={`${classes.head} ${column.wideOnly ? classes.wideOnly : ''}`}
      style={{ width: column.width }}
    >
      {column.sortable && onSort ? (
        <TableSortLabel
          active={active}
          direction={direction}
          onClick={() =>
            onSort({ by: column.id, descending: active && !sort.descending })
          }
        >
          {column.title}
        </TableSortLabel>
      ) : (
        column.title
      )}
    </th>
  );
}

/** What is not drawn takes its room all the same. */
function Gap({ height, columns }: { height: number; columns: number }) {
  const classes = useStyles();
  return height > 0 ? (
    <tr aria-hidden>
      <td className={classes.gap} colSpan={columns} style={{ height }} />
    </tr>
  ) : null;
}

interface DrawnRowProps<T> {
  row: T;
  columns: readonly LongColumn<T>[];
  index: number;
  isChosen: boolean;
  measure: Ref<HTMLTableRowElement> | undefined;
}

function PlainRow<T>(props: DrawnRowProps<T>) {
  const classes = useStyles();
  const { row, index } = props;
  return (
    <tr
      ref={props.measure}
      data-index={index}
      aria-rowindex={index + 2}
      className={`${classes.row} ${props.isChosen ? classes.chosen : ''}`}
    >
      {props.columns.map(column => {
        const className = `${classes.cell} ${
          column.oneLine ? classes.oneLine : ''
        } ${column.wideOnly ? classes.wideOnly : ''}`;
        const content: ReactNode = column.render(row);
        return column.names ? (
          <th key={column.id} scope="row" className={className}>
            {content}
          </th>
        ) : (
          <td key={column.id} className={className}>
            {content}
          </td>
        );
      })}
    </tr>
  );
}

// `memo` forgets that the component is generic.
const DrawnRow = memo(PlainRow) as typeof PlainRow;
