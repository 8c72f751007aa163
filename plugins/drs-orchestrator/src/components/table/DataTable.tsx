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

import type { ReactNode } from 'react';
import Checkbox from '@material-ui/core/Checkbox';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import Paper from '@material-ui/core/Paper';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import { makeStyles } from '@material-ui/core/styles';
import { useWords } from '../../translations/useWords';

/** A column of a table of `T`. */
export interface Column<T> {
  id: string;
  title: string;
  render: (row: T) => ReactNode;
  align?: 'left' | 'right';
  /** Whether the header offers to sort by it. */
  sortable?: boolean;
  /** The column that names the row: its cells are row headers. */
  names?: boolean;
  /** Keeps its text in one line, for hostnames and the like. */
  oneLine?: boolean;
  /** Leaves the column out where the screen is narrow; never the only place of a fact that one acts on. */
  wideOnly?: boolean;
}

/** Which column orders the rows. */
export interface Sort {
  by: string;
  descending: boolean;
}

/** Rows that are chosen, by their keys. */
export interface Selection<T> {
  chosen: ReadonlySet<string>;
  onChange: (keys: string[]) => void;
  /** What the row is called, for its box. */
  nameOf: (row: T) => string;
  /** Absent: every row may be chosen. */
  mayChoose?: (row: T) => boolean;
}

const useStyles = makeStyles(theme => ({
  // What a page notes below a table stands off its last row.
  container: { '& + p': { marginTop: theme.spacing(1) } },
  caption: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
  },
  head: {
    fontWeight: 600,
    whiteSpace: 'nowrap',
    color: theme.palette.text.secondary,
    background: theme.palette.background.paper,
    padding: theme.spacing(1, 2),
    [theme.breakpoints.down('sm')]: { padding: theme.spacing(1) },
    borderBottom: `2px solid ${theme.palette.divider}`,
  },
  cell: {
    padding: theme.spacing(1, 2),
    verticalAlign: 'top',
    lineHeight: 1.5,
    wordBreak: 'normal',
    overflowWrap: 'break-word',
    [theme.breakpoints.down('sm')]: { padding: theme.spacing(1) },
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  box: {
    verticalAlign: 'top',
    // Material UI's own rule for cells of boxes is a weighty one.
    '&&': { paddingTop: 6 },
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  oneLine: { whiteSpace: 'nowrap' },
  wideOnly: { [theme.breakpoints.down('sm')]: { display: 'none' } },
  row: {
    '&:last-child > *': { borderBottom: 0 },
    '&:nth-of-type(odd)': { backgroundColor: 'transparent' },
    // Rows are not buttons: what can be pressed in them looks so.
    '&:hover': { cursor: 'auto' },
  },
  // Faint, so that links on it stay legible; the bar says the rest.
  chosen: {
    background: theme.palette.action.hover,
    boxShadow: `inset 3px 0 0 ${theme.palette.primary.main}`,
  },
}));

/** A dense table with a caption for screen readers; wide ones scroll sideways on narrow screens. */
export function DataTable<T>(props: {
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  chosenKey?: string;
  /** Where the table stands on the page itself rather than in a section. */
  onPage?: boolean;
  /** Puts a box in front of each row. */
  selection?: Selection<T>;
}) {
  const classes = useStyles();
  const words = useWords();
  const { sort, selection } = props;
  const table = (
    <TableContainer
      tabIndex={0}
      role="group"
      aria-label={props.caption}
      className={classes.container}
    >
      <Table size="small">
        <caption className={classes.caption}>{props.caption}</caption>
        <TableHead>
          <TableRow>
            {selection && (
              <TableCell className={classes.head} padding="checkbox">
                <ChooseAll
                  selection={selection}
                  rows={props.rows}
                  rowKey={props.rowKey}
                />
              </TableCell>
            )}
            {props.columns.map(column => {
              const active = sort?.by === column.id;
              const direction =
                active && sort.descending
                  ? ('desc' as const)
                  : ('asc' as const);
              return (
                <TableCell
                  key={column.id}
                  className={`${classes.head} ${
                    column.wideOnly ? classes.wideOnly : ''
                  }`}
                  align={column.align}
                  sortDirection={active ? direction : false}
                >
                  {column.sortable && props.onSort ? (
                    <TableSortLabel
                      active={active}
                      direction={direction}
                      onClick={() =>
                        props.onSort?.({
                          by: column.id,
                          descending: active && !sort.descending,
                        })
                      }
                    >
                      {column.title}
                    </TableSortLabel>
                  ) : (
                    column.title
                  )}
                </TableCell>
              );
            })}
          </TableRow>
        </TableHead>
        <TableBody>
          {props.rows.map(row => {
            const key = props.rowKey(row);
            return (
              <TableRow
                key={key}
                hover
                className={`${classes.row} ${
                  key === props.chosenKey ? classes.chosen : ''
                }`}
              >
                {selection && (
                  <TableCell className={classes.box} padding="checkbox">
                    {(selection.mayChoose?.(row) ?? true) && (
                      <Checkbox
                        size="small"
                        color="primary"
                        checked={selection.chosen.has(key)}
                        inputProps={{
                          'aria-label': words('table.choose', {
                            row: selection.nameOf(row),
                          }),
                        }}
                        onChange={(_, checked) =>
                          selection.onChange(
                            checked
                              ? [...selection.chosen, key]
                              : [...selection.chosen].filter(
                                  other => other !== key,
                                ),
                          )
                        }
                      />
                    )}
                  </TableCell>
                )}
                {props.columns.map(column => (
                  <TableCell
                    key={column.id}
                    className={`${classes.cell} ${
                      column.oneLine ? classes.oneLine : ''
                    } ${column.wideOnly ? classes.wideOnly : ''}`}
                    align={column.align}
                    // TableCell calls every body cell that is given a component
                    // a plain cell, unless told the role.
                    {...(column.names && {
                      component: 'th' as const,
                      scope: 'row',
                      role: 'rowheader',
                    })}
                  >
                    {column.render(row)}
                  </TableCell>
                ))}
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
  return props.onPage ? <Paper variant="outlined">{table}</Paper> : table;
}

/** The box in the head: chooses every row in sight that may be chosen, or none. */
function ChooseAll<T>(props: {
  selection: Selection<T>;
  rows: readonly T[];
  rowKey: (row: T) => string;
}) {
  const words = useWords();
  const { selection, rows, rowKey } = props;
  const keys = rows
    .filter(row => selection.mayChoose?.(row) ?? true)
    .map(rowKey);
  const chosen = keys.filter(key => selection.chosen.has(key)).length;
  const others = [...selection.chosen].filter(key => !keys.includes(key));
  return (
    <Checkbox
      size="small"
      color="primary"
      disabled={keys.length === 0}
      checked={keys.length > 0 && chosen === keys.length}
      indeterminate={chosen > 0 && chosen < keys.length}
      inputProps={{ 'aria-label': words('table.chooseAll') }}
      onChange={(_, checked) =>
        selection.onChange(checked ? [...others, ...keys] : others)
      }
    />
  );
}
