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

import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { LongTable, type LongColumn } from './LongTable';

interface Row {
  name: string;
  state: string;
}

const drawn: string[] = [];
const columns: LongColumn<Row>[] = [
  {
    id: 'name',
    title: 'Name',
    names: true,
    sortable: true,
    render: row => <button type="button">{row.name}</button>,
  },
  {
    id: 'state',
    title: 'State',
    render: row => {
      drawn.push(row.name);
      return row.state;
    },
  },
];
const thousand = Array.from({ length: 1_000 }, (_, index) => ({
  name: `row-${index}`,
  state: 'waiting',
}));

const table = (rows: readonly Row[], onSort = () => {}) => (
  <LongTable
    caption="Many rows"
    columns={columns}
    rows={rows}
    rowKey={row => row.name}
    sort={{ by: 'name', descending: false }}
    onSort={onSort}
  />
);

// A browser lays out; here everything is given a size.
beforeEach(() => {
  drawn.length = 0;
  jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(460);
  jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(800);
  jest.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(46);
});
afterEach(() => jest.restoreAllMocks());

describe('a table of a thousand rows', () => {
  it('draws those in sight, and counts them all', () => {
    render(table(thousand));
    expect(screen.getByRole('table', { name: 'Many rows' })).toHaveAttribute(
      'aria-rowcount',
      '1001',
    );
    const rows = screen.getAllByRole('row');
    expect(rows.length).toBeLessThan(40);
    expect(rows[1]).toHaveAttribute('aria-rowindex', '2');
    expect(screen.getByRole('columnheader', { name: /Name/ })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
  });

  it('draws only the row anew whose record has changed', () => {
    const { rerender } = render(table(thousand));
    drawn.length = 0;
    rerender(table(thousand.with(3, { name: 'row-3', state: 'up' })));
    expect(drawn).toEqual(['row-3']);
    expect(screen.getByText('up')).toBeVisible();
  });

  it('is gone through by the arrow keys', async () => {
    render(table(thousand));
    screen.getByRole('button', { name: 'row-0' }).focus();
    fireEvent.keyDown(screen.getByRole('button', { name: 'row-0' }), {
      key: 'ArrowDown',
    });
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'row-1' })).toHaveFocus(),
    );
    fireEvent.keyDown(screen.getByRole('button', { name: 'row-1' }), {
      key: 'Home',
    });
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'row-0' })).toHaveFocus(),
    );
  });
});

it('draws a short table as a whole', () => {
  render(table(thousand.slice(0, 50)));
  expect(screen.getAllByRole('row')).toHaveLength(51);
});
