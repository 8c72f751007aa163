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
import { useWords } from '../../translations/useWords';

/** Says on every page that nothing new starts anywhere, who decided it and why. */
export function FreezeBanner() {
  const words = useWords();
  const paths = usePaths();
  const { data: settings } = useSettings();
  if (!settings?.freeze.active) {
    return null;
  }
  const { freeze, updatedAt, updatedBy } = settings;
  return (
    <PageBanner
      label={words('freeze.label')}
      tone="paused"
      title={words('freeze.title')}
    >
      {freeze.reason && <>“{freeze.reason}” </>}
      {freeze.byConfiguration ? (
        words('freeze.byConfiguration')
      ) : (
        <>
          {updatedBy && updatedAt && (
            <>
              {words('freeze.by', {
                person: <EntityName entityRef={updatedBy} />,
                when: <Instant at={updatedAt} />,
              })}{' '}
            </>
          )}
          <TextLink to={paths.settings}>{words('freeze.lift')}</TextLink>
        </>
      )}
    </PageBanner>
  );
}
