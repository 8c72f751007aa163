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

import type { ComponentProps } from 'react';
import { Answer } from '../answer/Answer';
import { PageRoom } from './PageBody';

/**
 * The page of one record: that it is being read, or could not be, in the room of a
 * page; and once it is read, the page itself, with a failure to read it anew above it.
 */
export function PageAnswer<T>(props: ComponentProps<typeof Answer<T>>) {
  return (
    <PageRoom>
      <Answer {...props} />
    </PageRoom>
  );
}
