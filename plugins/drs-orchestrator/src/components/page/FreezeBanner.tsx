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

import { usePaths } from '../../routing/usePaths';
import { TextLink } from '../control/TextLink';
import { EntityName } from '../people/EntityName';
import { Instant } from '../time/Instant';
import { PageBanner } from './PageBanner';
import { useSettings } from './useSettings';

/** Says on every page that nothing new starts anywhere, who decided it and why. */
export function FreezeBanner() {
  const paths = usePaths();
  const { data: settings } = useSettings();
  if (!settings?.freeze.active) {
    return null;
  }
  const { freeze, updatedAt, updatedBy } = settings;
  return (
    <PageBanner
      label="Freeze"
      tone="paused"
      title="Everything is frozen: no execution starts, and those that run start nothing new."
    >
      {freeze.reason && <>“{freeze.reason}” </>}
      {freeze.byConfiguration ? (
        'The portal’s configuration holds it.'
      ) : (
        <>
          {updatedBy && updatedAt && (
            <>
              By <EntityName entityRef={updatedBy} />,{' '}
              <Instant at={updatedAt} />.{' '}
            </>
          )}
          <TextLink to={paths.settings}>Lift it in the settings</TextLink>
        </>
      )}
    </PageBanner>
  );
}
