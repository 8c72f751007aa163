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

import { useEntity } from '@backstage/plugin-catalog-react';
import { PluginFrame } from '../../components/page/PluginFrame';
import { EntityRecoveryTab } from './EntityRecoveryTab';
import { ReadinessCardContent } from './ReadinessCardContent';

/** The entity tab "Disaster recovery". */
export function EntityRecovery() {
  const { entity } = useEntity();
  return (
    <PluginFrame>
      <EntityRecoveryTab entity={entity} />
    </PluginFrame>
  );
}

/** The answer, the worst reason and the last drill, on the entity's overview. */
export function ReadinessCard() {
  const { entity } = useEntity();
  return (
    <PluginFrame>
      <ReadinessCardContent entity={entity} />
    </PluginFrame>
  );
}
