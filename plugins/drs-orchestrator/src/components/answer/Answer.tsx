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

import type { ReactNode } from 'react';
import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { ErrorNotice } from './ErrorNotice';
import { Loading } from './Loading';
import { NoPermission } from './NoPermission';
import { useWords } from '../../translations/useWords';

/** What this needs of a react-query result. */
interface Asked<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
}

/**
 * Shows what was read, or that it is being read, may not be seen, or could not be
 * read. Data that was read once stays on the page when a later read fails, with
 * the failure said above it.
 */
export function Answer<T>(props: {
  of: Asked<T>;
  /** What is read, after "read": "the recovery plans". */
  what: string;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  const { data, error, refetch } = props.of;
  const words = useWords();
  if (error instanceof DrsError && error.code === 'INSUFFICIENT_PERMISSIONS') {
    return <NoPermission what={props.what} error={error} />;
  }
  return (
    <>
      {error && (
        <ErrorNotice
          error={error}
          attempt={words(
            data === undefined ? 'answer.read' : 'answer.readAnew',
            { what: props.what },
          )}
          onRetry={() => refetch()}
        />
      )}
      {data !== undefined && props.children(data)}
      {data === undefined && !error && (
        <Loading what={props.what} rows={props.rows} />
      )}
    </>
  );
}
