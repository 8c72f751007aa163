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
import { useHref, useNavigate } from 'react-router-dom';

/**
 * Keeps unsaved work from being lost: asks before the tab is closed, before a link
 * leads away, and before anything else that is handed to `ask`.
 */
export function useUnsavedGuard(dirty: boolean) {
  const navigate = useNavigate();
  // The portal may stand below a path, which links name and the router does not.
  const root = useHref('/').replace(/\/$/, '');
  const [asked, setAsked] = useState<{ go: () => void }>();

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
        to.pathname !== window.location.pathname &&
        // Out of the portal it is the browser that asks.
        `${to.pathname}/`.startsWith(`${root}/`)
      ) {
        event.preventDefault();
        event.stopPropagation();
        const path = `${to.pathname.slice(root.length)}${to.search}${to.hash}`;
        setAsked({ go: () => navigate(path) });
      }
    };
    window.addEventListener('beforeunload', beforeUnload);
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', beforeUnload);
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, [dirty, navigate, root]);

  return {
    asking: asked !== undefined,
    /** Goes at once where nothing would be lost. */
    ask: (go: () => void) => (dirty ? setAsked({ go }) : go()),
    stay: () => setAsked(undefined),
    leave: () => {
      setAsked(undefined);
      asked?.go();
    },
  };
}
