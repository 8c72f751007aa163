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

import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';

/**
 * Keeps unsaved work from being lost: asks before the tab is closed, and before a
 * link leads away. Answers where a link wanted to lead, until one stays or goes.
 */
export function useUnsavedGuard(dirty: boolean) {
  const navigate = useNavigate();
  const [leadingTo, setLeadingTo] = useState<string>();

  useEffect(() => {
    if (!dirty) {
      return undefined;
    }
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    // Backstage's router cannot be blocked, so links are caught before it sees them.
    const onClick = (event: MouseEvent) => {
      const anchor =
        event.target instanceof Element ? event.target.closest('a') : null;
      if (
        !anchor?.href ||
        anchor.target === '_blank' ||
        event.defaultPrevented ||
        event.button !== 0 ||
        event.metaKey ||
        event.ctrlKey ||
        event.shiftKey
      ) {
        return;
      }
      const to = new URL(anchor.href);
      if (
        to.origin === window.location.origin &&
        to.pathname !== window.location.pathname
      ) {
        event.preventDefault();
        event.stopPropagation();
        setLeadingTo(`${to.pathname}${to.search}`);
      }
    };
    window.addEventListener('beforeunload', beforeUnload);
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', beforeUnload);
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, [dirty]);

  return {
    asking: leadingTo !== undefined,
    stay: () => setLeadingTo(undefined),
    leave: () => {
      if (leadingTo !== undefined) {
        setLeadingTo(undefined);
        navigate(leadingTo);
      }
    },
  };
}
