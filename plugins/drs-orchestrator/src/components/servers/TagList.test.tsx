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
import { TagList } from './TagList';

const tags = {
  'DR-Wave': '2',
  'DR-Role': 'web',
  'DR-Application': 'orders',
  'DR-Tier': '1',
};

describe('a list of tags', () => {
  it('shows all of them in the order of their keys', () => {
    render(<TagList tags={tags} />);
    expect(
      screen.getAllByRole('listitem').map(item => item.textContent),
    ).toEqual([
      'DR-Application=orders',
      'DR-Role=web',
      'DR-Tier=1',
      'DR-Wave=2',
    ]);
  });

  it('counts those past the limit, and still tells them', () => {
    render(<TagList tags={tags} limit={2} />);
    const [, , rest] = screen.getAllByRole('listitem');
    expect(screen.getAllByRole('listitem')).toHaveLength(3);
    expect(screen.getByText('+2')).toBeVisible();
    expect(rest).toHaveAttribute('title', 'DR-Tier=1, DR-Wave=2');
    expect(screen.getByText('DR-Tier=1, DR-Wave=2')).toBeInTheDocument();
  });
});
