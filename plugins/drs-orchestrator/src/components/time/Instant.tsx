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
import { formatInstant, formatRelative } from '../../format/time';
import { useNow } from './useNow';
import { useWords } from '../../translations/useWords';

/**
 * An instant as "4 min ago", with the full local and UTC time on hover and focus.
 * It keeps its own clock unless given `now` (milliseconds since the epoch), for
 * pages that tell the same time in several places.
 */
export function Instant(props: { at: string; now?: number }) {
  const words = useWords();
  const ownNow = useNow(props.now === undefined ? 15_000 : undefined);
  const now = props.now ?? ownNow;
  return (
    <Tooltip title={formatInstant(props.at)}>
      <time dateTime={props.at} style={{ whiteSpace: 'nowrap' }}>
        {formatRelative(words, props.at, now)}
      </time>
    </Tooltip>
  );
}
