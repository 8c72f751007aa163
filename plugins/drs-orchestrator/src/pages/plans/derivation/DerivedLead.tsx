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

import type { DerivedPlan } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { usePlansWords } from '../../../translations/usePlansWords';
import { useWords } from '../../../translations/useWords';

/** In a sentence or two: what the catalog gives, and what is missing before it can be saved. */
export function DerivedLead({ derived }: { derived: DerivedPlan }) {
  const t = usePlansWords();
  const words = useWords();
  const { waves, proposedGroups, circles } = derived;
  if (waves.length === 0) {
    return <>{t('derivation.lead.noWaves')}</>;
  }
  const servers = new Set(
    derived.entities
      .filter(({ waveNumber }) => waveNumber !== undefined)
      .flatMap(({ sourceServerIds }) => sourceServerIds),
  );
  const known = proposedGroups.length + circles.length > 0;
  return (
    <>
      {[
        t('derivation.lead.waves', {
          count: waves.length,
          servers: words('count.servers', { count: servers.size }),
        }),
        ...(derived.complete ? [t('derivation.lead.complete')] : []),
        ...(proposedGroups.length > 0
          ? [
              t('derivation.lead.missingGroups', {
                count: proposedGroups.length,
              }),
            ]
          : []),
        ...(circles.length > 0
          ? [t('derivation.lead.circles', { count: circles.length })]
          : []),
        ...(!derived.complete && !known ? [t('derivation.lead.blocked')] : []),
      ].join(' ')}
    </>
  );
}
