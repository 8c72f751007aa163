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
import { fieldId } from './Field';
import { focusField } from './focusField';

describe('focusField', () => {
  it('leads to the field, or to the nearest that holds it', () => {
    Element.prototype.scrollIntoView = () => {};
    render(
      <>
        <input aria-label="Name" id={fieldId('planName')} />
        <section aria-label="Wave" id={fieldId('waves[1]')} tabIndex={-1}>
          <input aria-label="After" id={fieldId('waves[1].dependsOnWaves')} />
        </section>
      </>,
    );
    expect(focusField('planName')).toBe(true);
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveFocus();
    expect(focusField('waves[1].dependsOnWaves[2]')).toBe(true);
    expect(screen.getByRole('textbox', { name: 'After' })).toHaveFocus();
    expect(focusField('waves[1].preWaveHooks[0].target')).toBe(true);
    expect(screen.getByRole('region', { name: 'Wave' })).toHaveFocus();
    expect(focusField('waves[7].waveName')).toBe(false);
  });
});
