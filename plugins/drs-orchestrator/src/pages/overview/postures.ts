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
  postureSchema,
  type Posture,
  type PostureCounts,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StateWords, Tone } from '../../format/states';
import type { UrlState } from '../../routing/useUrlState';
import type { OverviewWords } from '../../translations/overview';

/** From what one wishes for to what one does not, as a bar shows them. */
export const posturesBestFirst: readonly Posture[] = [
  'READY',
  'NEVER_DRILLED',
  'AT_RISK',
  'FAILING',
  'UNPROTECTED',
];

const tones: Record<Posture, Tone> = {
  READY: 'good',
  NEVER_DRILLED: 'waiting',
  AT_RISK: 'warning',
  FAILING: 'bad',
  UNPROTECTED: 'neutral',
};

/** A posture in words. */
export function postureState(t: OverviewWords, posture: Posture): StateWords {
  return { tone: tones[posture], text: t(`posture.name.${posture}`) };
}

/** How many servers there are. */
export function totalOf(counts: PostureCounts): number {
  return posturesBestFirst.reduce((sum, posture) => sum + counts[posture], 0);
}

/** Which servers are listed. */
export interface PostureFilter {
  /** Absent: of any posture. */
  posture?: Posture;
  /** Only the reader's own. */
  owned: boolean;
}

/** The filter that the page's URL holds. */
export function postureFilterOf(url: UrlState): PostureFilter {
  return {
    posture: postureSchema.safeParse(url.get('posture')).data,
    owned: url.get('of') === 'owned',
  };
}

/** The same as changes of the URL, back on the first page. */
export function changesFor(filter: PostureFilter): Record<string, string> {
  return {
    posture: filter.posture ?? '',
    of: filter.owned ? 'owned' : '',
    page: '',
  };
}
