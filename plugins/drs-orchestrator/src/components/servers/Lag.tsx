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

import { durationText } from '../../format/time';
import { useWords } from '../../translations/useWords';
/** The age of the newest data that a launch would use. */
export function Lag(props: { seconds: number | undefined }) {
  const words = useWords();
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {props.seconds === undefined ? '–' : durationText(words, props.seconds)}
    </span>
  );
}
