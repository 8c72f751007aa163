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

import { useApi } from '@backstage/frontend-plugin-api';
import type {
  OperationName,
  RequestInput,
  ResponseOf,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { drsOrchestratorApiRef } from './apiRef';

/** How a read behaves while its page is open. */
export interface ReadOptions<K extends OperationName> {
  enabled?: boolean;
  /** Milliseconds between two reads, or a function of the last answer; absent: never again by itself. */
  pollEvery?: number | ((last: ResponseOf<K> | undefined) => number | false);
  /** Shows the last answer while another filter or page is read, so that nothing jumps. */
  keepPrevious?: boolean;
}

/** Reads by an operation of the contract. Keys are `[operation, request]`. */
export function useOperation<K extends OperationName>(
  operation: K,
  request: RequestInput<K>,
  options: ReadOptions<K> = {},
) {
  const api = useApi(drsOrchestratorApiRef);
  const { pollEvery } = options;
  return useQuery({
    queryKey: [operation, request],
    queryFn: ({ signal }) => api.call(operation, request, { signal }),
    enabled: options.enabled,
    refetchInterval:
      typeof pollEvery === 'function'
        ? query => pollEvery(query.state.data)
        : pollEvery ?? false,
    placeholderData: options.keepPrevious ? keepPreviousData : undefined,
  });
}

/**
 * Reads a list that grows by "Show more". `next` gives the request after a page,
 * or `undefined` at the end.
 */
export function useGrowingList<K extends OperationName>(
  operation: K,
  first: RequestInput<K>,
  next: (page: ResponseOf<K>) => RequestInput<K> | undefined,
  pollEvery: number | false,
) {
  const api = useApi(drsOrchestratorApiRef);
  return useInfiniteQuery({
    queryKey: [operation, first, 'growing'],
    queryFn: ({ pageParam, signal }) =>
      api.call(operation, pageParam, { signal }),
    initialPageParam: first,
    getNextPageParam: page => next(page),
    refetchInterval: pollEvery,
  });
}

/** Changes something by an operation of the contract, then reads anew what it may have changed. */
export function useChange<K extends OperationName>(
  operation: K,
  options: {
    changes: readonly OperationName[];
    /** Also where the page that asked for it is left meanwhile. */
    onSuccess?: () => void;
  },
) {
  const api = useApi(drsOrchestratorApiRef);
  const client = useQueryClient();
  return useMutation<ResponseOf<K>, Error, RequestInput<K>>({
    mutationFn: request => api.call(operation, request),
    onSuccess: options.onSuccess,
    onSettled: () =>
      Promise.all(
        options.changes.map(changed =>
          client.invalidateQueries({ queryKey: [changed] }),
        ),
      ),
  });
}
