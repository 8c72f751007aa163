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

/** While this is on the page, paper gets the report and nothing of the portal around it. */
const PRINTED = `
@page { margin: 14mm; }
@media print {
  body :not(main):not(:has(main)):not(main *) { display: none !important; }
  html, body, body :has(main), main {
    display: block !important;
    position: static !important;
    height: auto !important;
    min-height: 0 !important;
    max-height: none !important;
    overflow: visible !important;
    padding: 0 !important;
    margin: 0 !important;
  }
  * { animation: none !important; transition: none !important; }
  /* What a colour says on the screen it says on paper. */
  body { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;

/** Makes the page fit for paper, and answers what prints it. */
export function usePrint(): () => void {
  useEffect(() => {
    const style = document.createElement('style');
    style.textContent = PRINTED;
    document.head.append(style);
    return () => style.remove();
  }, []);
  return () => window.print();
}
