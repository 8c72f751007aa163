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
import type { SourceServer } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { recoverabilityState } from '../../format/states';
import { StatusLabel } from '../status/StatusLabel';
import { useWords } from '../../translations/useWords';

/** Whether a server could be launched now, and if not quite, why. */
export function ServerHealth(props: {
  server: Pick<SourceServer, 'recoverability' | 'recoverabilityReason'>;
}) {
  const words = useWords();
  return (
    <>
      <StatusLabel
        state={recoverabilityState(words, props.server.recoverability)}
      />
      {props.server.recoverabilityReason && (
        <Typography variant="body2" color="textSecondary">
          {props.server.recoverabilityReason}
        </Typography>
      )}
    </>
  );
}
