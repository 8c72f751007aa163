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

import { useEffect } from 'react';
import type {
  OperationName,
  RequestInput,
  ResponseOf,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useGrowingList } from '../../api/operations';

/**
 * Reads a list to its end, page after page, for a choice that must offer all of it.
 * `next` gives the request after a page, or `undefined` at the end.
 */
export function useAllPages<K extends OperationName>(
  operation: K,
  first: RequestInput<K>,
  next: (page: ResponseOf<K>) => RequestInput<K> | undefined,
) {
  const list = useGrowingList(operation, first, next, false);
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = list;
  useEffect(() => {
    // A page that cannot be read ends the list; it is no reason to ask for ever.
    if (hasNextPage && !isFetching && !isError) {
      fetchNextPage();
    }
    // Of a page that comes at once, nothing but the data is seen to change.
  }, [data, hasNextPage, isFetching, isError, fetchNextPage]);
  return list;
}
