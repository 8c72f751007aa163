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

import Skeleton from '@material-ui/lab/Skeleton';
import { useWords } from '../../translations/useWords';

/** Holds the place of what is being read. */
export function Loading(props: { what: string; rows?: number }) {
  const words = useWords();
  return (
    <div
      role="status"
      aria-label={words('answer.reading', { what: props.what })}
      aria-busy
    >
      {Array.from({ length: props.rows ?? 4 }, (_, index) => (
        <Skeleton key={index} height={40} animation="wave" />
      ))}
    </div>
  );
}
