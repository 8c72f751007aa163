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

import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { rootRouteRef } from '../../routing/routes';
import { FindingList } from './FindingList';

const finding = (n: number): Finding => ({
  code: 'EXISTING_INSTANCE',
  severity: 'INFO',
  subject: { kind: 'server', id: `s-${n}`, name: `web-${n}` },
  message: `The instance of web-${n} will be deleted`,
  remedy: 'Save what is still needed',
});

describe('a list of findings', () => {
  it('folds many of the same cure, and leads to what they are about', async () => {
    renderInTestApp(
      <FindingList
        linked
        label="Found"
        findings={Array.from({ length: 20 }, (_, n) => finding(n))}
      />,
      { mountedRoutes: { '/disaster-recovery': rootRouteRef } },
    );

    expect(
      await screen.findByText('The instance of web-5 will be deleted'),
    ).toBeVisible();
    expect(
      screen.queryByText('The instance of web-6 will be deleted'),
    ).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show 14 more' }));
    expect(
      screen.getByText('The instance of web-19 will be deleted'),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'web-0' })).toHaveAttribute(
      'href',
      '/disaster-recovery/servers?text=s-0',
    );
  });
});
