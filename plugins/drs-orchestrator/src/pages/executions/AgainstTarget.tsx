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
import { StatusLabel } from '../../components/status/StatusLabel';
import { against } from '../../format/objectives';
import { durationText } from '../../format/time';
import { useWords } from '../../translations/useWords';

/** How long something took, with whether that kept to the plan's target, if it has one. */
export function AgainstTarget(props: {
  seconds: number;
  /** Absent: the plan sets none. */
  targetMinutes: number | undefined;
}) {
  const words = useWords();
  const { seconds, targetMinutes } = props;
  const { target, state } = against(
    words,
    seconds,
    targetMinutes === undefined ? undefined : targetMinutes * 60,
  );
  return (
    <>
      {durationText(words, seconds)}
      {target && (
        <Typography variant="body2" color="textSecondary">
          {words('objective.target', { duration: target })}
        </Typography>
      )}
      {state && <StatusLabel state={state} />}
    </>
  );
}
