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

import {
  EntityAboutCard,
  EntityHasComponentsCard,
  EntityLayout,
  EntitySwitch,
  isKind,
} from '@backstage/plugin-catalog';
import {
  EntityDrsOrchestratorContent,
  EntityDrsReadinessCard,
  isDrsOrchestratorAvailable,
} from '@drs-orchestrator/plugin-drs-orchestrator/legacy';
import Grid from '@material-ui/core/Grid';

/** The page of every entity. */
export const entityPage = (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      <Grid container spacing={3}>
        <EntitySwitch>
          <EntitySwitch.Case if={isDrsOrchestratorAvailable}>
            <Grid item xs={12} md={6}>
              <EntityDrsReadinessCard />
            </Grid>
          </EntitySwitch.Case>
        </EntitySwitch>
        <Grid item xs={12} md={6}>
          <EntityAboutCard />
        </Grid>
        <EntitySwitch>
          <EntitySwitch.Case if={isKind('system')}>
            <Grid item xs={12}>
              <EntityHasComponentsCard />
            </Grid>
          </EntitySwitch.Case>
        </EntitySwitch>
      </Grid>
    </EntityLayout.Route>
    <EntityLayout.Route
      path="/disaster-recovery"
      title="Disaster recovery"
      if={isDrsOrchestratorAvailable}
    >
      <EntityDrsOrchestratorContent />
    </EntityLayout.Route>
  </EntityLayout>
);
