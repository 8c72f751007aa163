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
import { capitalised } from '../../format/counting';
import { formatDeadline, formatInstant } from '../../format/time';
import { useWords } from '../../translations/useWords';

/** An instant to come as "in 4 min, at 14:05", with the full local and UTC time on hover. */
export function Deadline(props: {
  at: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** It stands by itself, not within a sentence. */
  alone?: boolean;
}) {
  const words = useWords();
  const text = formatDeadline(words, props.at, props.now);
  return (
    <Tooltip title={formatInstant(props.at)}>
      <time dateTime={props.at}>{props.alone ? capitalised(text) : text}</time>
    </Tooltip>
  );
}
