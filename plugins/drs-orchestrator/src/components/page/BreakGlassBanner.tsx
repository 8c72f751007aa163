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

import { EntityName } from '../people/EntityName';
import { Instant } from '../time/Instant';
import { PageBanner } from './PageBanner';
import { useSettings } from './useSettings';
import { useWords } from '../../translations/useWords';

/** Says on every page, for a day, who came without signing in and why. */
export function BreakGlassBanner() {
  const words = useWords();
  const { data: settings } = useSettings();
  if (!settings || settings.breakGlass.length === 0) {
    return null;
  }
  return (
    <PageBanner
      label={words('breakGlass.label')}
      tone="bad"
      title={words('breakGlass.title')}
    >
      {settings.breakGlass.map(({ person, reasons, at }) => (
        <div key={person}>
          <EntityName entityRef={person} />, <Instant at={at} />:{' '}
          {reasons.map(reason => `“${reason}”`).join(', ')}
        </div>
      ))}
    </PageBanner>
  );
}
