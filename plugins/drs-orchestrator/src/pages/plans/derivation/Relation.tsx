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

import { Fragment } from 'react';
import type {
  CatalogDependency,
  DependencyReason,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { usePlansWords } from '../../../translations/usePlansWords';
import { EntityLink } from './EntityLink';

/** One relation of the catalog as a sentence: "orders-web depends on orders-service". */
export function Relation({ relation }: { relation: CatalogDependency }) {
  const t = usePlansWords();
  return t(`derivation.relation.${relation.relation}`, {
    from: <EntityLink entityRef={relation.from} />,
    to: <EntityLink entityRef={relation.to} />,
  });
}

/** Why one entity waits for another; where relations lead through others, all of the way. */
export function Reason({ reason }: { reason: DependencyReason }) {
  const t = usePlansWords();
  const names = {
    entity: <EntityLink entityRef={reason.entityRef} />,
    other: <EntityLink entityRef={reason.dependsOn} />,
  };
  return reason.path.length > 1
    ? t('derivation.waves.becauseThrough', {
        ...names,
        way: (
          <>
            {reason.path.map((relation, index) => (
              <Fragment key={`${relation.from} ${relation.to}`}>
                {index > 0 && ', '}
                <Relation relation={relation} />
              </Fragment>
            ))}
          </>
        ),
      })
    : t('derivation.waves.because', names);
}
