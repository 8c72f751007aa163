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

import Tooltip from '@material-ui/core/Tooltip';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { useWords } from '../../translations/useWords';

const entityRef = /^[a-z]+:[^/]+\/.+$/i;

/** A person, team or component by its display name, with its full ref on hover. */
export function EntityName(props: { entityRef: string }) {
  const words = useWords();
  // Machines and the engine itself are named as they are.
  return entityRef.test(props.entityRef) ? (
    <Presented entityRef={props.entityRef} />
  ) : (
    <span>
      {props.entityRef === 'system' ? words('engine') : props.entityRef}
    </span>
  );
}

function Presented(props: { entityRef: string }) {
  const { primaryTitle } = useEntityPresentation(props.entityRef);
  return (
    <Tooltip title={props.entityRef}>
      <span>{primaryTitle}</span>
    </Tooltip>
  );
}
