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

import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Link, MemoryRouter, Route, Routes } from 'react-router-dom';
import { useUnsavedGuard } from './useUnsavedGuard';

function Editor(props: { dirty: boolean }) {
  const guard = useUnsavedGuard(props.dirty);
  return (
    <>
      <Link to="/plans?owner=mine">Plans</Link>
      {guard.asking && (
        <>
          <button onClick={guard.stay}>Stay</button>
          <button onClick={guard.leave}>Leave</button>
        </>
      )}
    </>
  );
}

/** A portal below a path, as `app.baseUrl` may have it. */
const show = (dirty: boolean) =>
  render(
    <MemoryRouter basename="/portal" initialEntries={['/portal/plans/1/edit']}>
      <Routes>
        <Route path="/plans/1/edit" element={<Editor dirty={dirty} />} />
        <Route path="/plans" element={<h1>All plans</h1>} />
      </Routes>
    </MemoryRouter>,
  );

describe('unsaved work', () => {
  it('is asked about before a link leads away, in a portal below a path too', async () => {
    show(true);
    const link = screen.getByRole('link', { name: 'Plans' });
    expect(link).toHaveAttribute('href', '/portal/plans?owner=mine');

    await userEvent.click(link);
    await userEvent.click(screen.getByRole('button', { name: 'Stay' }));
    expect(link).toBeVisible();

    await userEvent.click(link);
    await userEvent.click(screen.getByRole('button', { name: 'Leave' }));
    expect(screen.getByRole('heading', { name: 'All plans' })).toBeVisible();
  });

  it('is not asked about where there is none', async () => {
    show(false);
    await userEvent.click(screen.getByRole('link', { name: 'Plans' }));
    expect(screen.getByRole('heading', { name: 'All plans' })).toBeVisible();
  });
});
