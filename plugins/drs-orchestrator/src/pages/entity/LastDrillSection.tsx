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

import Typography from '@material-ui/core/Typography';
import { Link } from '@backstage/core-components';
import type { Readiness } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Facts } from '../../components/page/Facts';
import { Section } from '../../components/page/Section';
import { EntityName } from '../../components/people/EntityName';
import { StatusLabel } from '../../components/status/StatusLabel';
import { Elapsed } from '../../components/time/Elapsed';
import { Instant } from '../../components/time/Instant';
import { executionState } from '../../format/states';
import { usePaths } from '../../routing/usePaths';
import { useWords } from '../../translations/useWords';

/** How the last drill of the entity's servers went. */
export function LastDrillSection({ readiness }: { readiness: Readiness }) {
  const words = useWords();
  const paths = usePaths();
  const drill = readiness.lastDrill;
  return (
    <Section title="Last drill">
      {drill ? (
        <Facts
          items={[
            {
              term: 'Plan',
              value: (
                <Link to={paths.execution(drill.executionId)}>
                  Drill of {drill.planName}
                </Link>
              ),
            },
            {
              term: 'Outcome',
              value: <StatusLabel state={executionState(words, drill)} />,
            },
            { term: 'Started', value: <Instant at={drill.startTime} /> },
            {
              term: drill.endTime ? 'Took' : 'Running for',
              value: <Elapsed from={drill.startTime} to={drill.endTime} />,
            },
            {
              term: 'Servers up',
              value: `${drill.counts.succeeded} of ${drill.counts.total}`,
            },
            {
              term: 'By',
              value: <EntityName entityRef={drill.initiatedBy} />,
            },
          ]}
        />
      ) : (
        <Typography color="textSecondary">
          Never rehearsed. Start a drill from the page of a plan that launches
          these servers.
        </Typography>
      )}
    </Section>
  );
}
