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

import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  FakeOrchestrator,
  type FakeOptions,
} from '../../../dev/fake/FakeOrchestrator';
import { inEnglish } from '../../__testUtils__/inEnglish';
import { renderPage } from '../../__testUtils__/renderPage';
import {
  drsOrchestratorAuditTranslationRef,
  operations,
} from '../../translations/audit';
import { drsOrchestratorTranslationRef } from '../../translations/words';
import {
  auditedOperations,
  changedFields,
  operationText,
  trailSentence,
} from './auditWords';
import { Audit } from './index';

function show(
  options: FakeOptions & { path?: string; empty?: boolean } = {},
): FakeOrchestrator {
  const fake = new FakeOrchestrator(options);
  if (!options.empty) {
    const db = fake.addGroup('orders-db', { 'DR-Role': 'db' });
    const plan = fake.addPlan('Orders', [{ name: 'Database', groups: [db] }]);
    fake.addRun(plan, { agoMs: 3_000 });
  }
  renderPage(<Audit />, { api: fake, tab: 'audit', path: options.path ?? '' });
  return fake;
}

describe('the audit page', () => {
  it('says first how much there is and that the chain holds', async () => {
    show();
    expect(
      await screen.findByText(
        /^1,204 entries, sealed up to .*; the chain holds, as checked 4 min ago\.$/,
      ),
    ).toBeVisible();
  });

  it('is loud where somebody changed the trail', async () => {
    show({ brokenTrail: true });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /the chain is broken\. Entry 2417 is missing\./,
    );
  });

  it('shows what was changed, field by field, and closes again', async () => {
    show({ path: '?operation=update_recovery_plan' });
    const [first] = await screen.findAllByRole('button', {
      name: 'Update recovery plan',
    });
    await userEvent.click(first);
    const drawer = within(
      await screen.findByRole('dialog', { name: 'Update recovery plan' }),
    );
    expect(
      within(drawer.getByRole('row', { name: /targetRtoMinutes/ }))
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual(['30', '15']);
    expect(drawer.queryByText('waves[0].waveNumber')).not.toBeInTheDocument();
    expect(drawer.getByText('Waits for its seal')).toBeVisible();
    await userEvent.click(drawer.getByRole('button', { name: 'Close' }));
    expect(
      await screen.findAllByRole('button', { name: 'Update recovery plan' }),
    ).not.toHaveLength(0);
  });

  it('tells who came by break-glass, and why', async () => {
    show();
    const [first] = await screen.findAllByRole('button', {
      name: 'Break glass',
    });
    await userEvent.click(first);
    const entry = within(await screen.findByRole('dialog'));
    expect(entry.getByText('robins-envelope')).toBeVisible();
    expect(entry.getByText('The identity provider is down')).toBeVisible();
  });

  it('leads from the entry of an execution to its own log', async () => {
    show({ path: '?entry=3002' });
    expect(
      await screen.findByRole('link', { name: 'see its events' }),
    ).toHaveAttribute(
      'href',
      expect.stringMatching(/executions\/.*tab=events/),
    );
  });

  it('filters by what the URL says, and keeps there what is chosen', async () => {
    show({ path: '?outcome=REFUSED' });
    expect(
      (await screen.findAllByText(/EXECUTION_.*IN_.*PROGRESS/)).length,
    ).toBe(screen.getAllByRole('row').length - 1);
    await userEvent.selectOptions(screen.getByLabelText('Outcome'), 'Failed');
    expect(
      await screen.findAllByText(/ACCOUNT_.*UNREACHABLE/),
    ).not.toHaveLength(0);
    await userEvent.selectOptions(screen.getByLabelText('To what'), 'Settings');
    expect(await screen.findByText('No entry matches')).toBeVisible();
  });

  it('says what it is for where there is nothing yet', async () => {
    show({ empty: true });
    expect(
      await screen.findByText('Nothing was decided or changed yet'),
    ).toBeVisible();
  });

  it('says which permission is missing', async () => {
    show({ denied: true });
    expect(
      await screen.findByText('You may not see the audit trail'),
    ).toBeVisible();
    expect(screen.getByText('drs.resources.view')).toBeVisible();
  });

  it('says that the trail could not be read, and tries again', async () => {
    const fake = new FakeOrchestrator();
    const call = jest.spyOn(fake, 'call');
    call.mockImplementation(async () => {
      throw new DrsError('INVALID_STATE', 'The database is away');
    });
    renderPage(<Audit />, { api: fake, tab: 'audit', path: '' });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Could not read the audit trail\.\s*The database is away/,
    );
    call.mockRestore();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('Nothing was decided or changed yet'),
    ).toBeVisible();
  });
});

describe('trailSentence', () => {
  const t = inEnglish(drsOrchestratorAuditTranslationRef);
  const english = inEnglish(drsOrchestratorTranslationRef);
  const hash = 'ab'.repeat(32);
  const now = new Date(2026, 10, 21, 22, 45).getTime();
  const head = {
    position: 1_204,
    hash,
    sealedAt: new Date(2026, 10, 21, 22, 41).toISOString(),
    signature: hash,
  };

  it.each([
    [{ entries: 0, unsealed: 0 }, 'Nothing is in the audit trail yet.'],
    [
      { entries: 1, unsealed: 1 },
      '1 entry, not sealed yet, 1 to come; the chain is checked within minutes of the start.',
    ],
    [
      {
        entries: 1_204,
        unsealed: 0,
        head,
        check: {
          checkedAt: new Date(now - 60_000).toISOString(),
          intact: true,
          position: 1_204,
        },
      },
      '1,204 entries, sealed up to 22:41; the chain holds, as checked 1 min ago.',
    ],
  ])('%#', (trail, words) => {
    expect(trailSentence(t, english, trail, now)).toEqual({
      words,
      isBroken: false,
    });
  });
});

describe('operationText', () => {
  it('has words for whatever is audited, and spells out the rest', () => {
    expect(
      auditedOperations.filter(name => !Object.hasOwn(operations, name)),
    ).toEqual([]);
    expect(
      operationText(inEnglish(drsOrchestratorAuditTranslationRef), 'do_more'),
    ).toBe('Do more');
  });
});

describe('changedFields', () => {
  it('tells leaves by their paths, and leaves out what stayed', () => {
    expect(
      changedFields({
        before: {
          name: 'a',
          waves: [{ n: 1 }, { n: 2 }],
          tags: ['x'],
          gone: true,
        },
        after: {
          name: 'a',
          waves: [{ n: 1 }, { n: 3 }],
          tags: ['x', 'y'],
          note: '',
        },
      }),
    ).toEqual([
      { field: 'waves[1].n', before: '2', after: '3' },
      { field: 'tags', before: 'x', after: 'x, y' },
      { field: 'gone', before: 'true', after: undefined },
      { field: 'note', before: undefined, after: '' },
    ]);
  });
});
