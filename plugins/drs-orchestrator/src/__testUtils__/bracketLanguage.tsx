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

import { isValidElement } from 'react';
import {
  type TranslationApi,
  type TranslationRef,
  type TranslationSnapshot,
} from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import type {
  DrsOrchestratorApi,
  OperationName,
  RequestInput,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/**
 * A language in which every message stands between brackets: what stands outside
 * of them on a page was not said through a translation ref.
 */
export function bracketLanguage(): TranslationApi {
  const english = mockApis.translation();
  const bracketed = <M extends { [key in string]: string }>(
    ref: TranslationRef<string, M>,
  ): TranslationSnapshot<M> => {
    const snapshot = english.getTranslation(ref);
    if (!snapshot.ready) {
      return snapshot;
    }
    const t = new Proxy<typeof snapshot.t & object>(snapshot.t, {
      apply(target, self, args) {
        const said: unknown = Reflect.apply(target, self, args);
        return isValidElement(said) ? <>⟦{said}⟧</> : `⟦${said}⟧`;
      },
    });
    return { ready: true, t };
  };
  return {
    getTranslation: bracketed,
    translation$: ref => english.translation$(ref),
  };
}

/** An API that keeps every text that it answered, for they are data. */
export function rememberingTexts(api: DrsOrchestratorApi): {
  api: DrsOrchestratorApi;
  texts: ReadonlySet<string>;
} {
  const texts = new Set<string>();
  const keep = (value: unknown): void => {
    if (typeof value === 'string') {
      texts.add(value);
      // People and teams are shown by the names in their refs.
      texts.add(value.slice(value.lastIndexOf('/') + 1));
    } else if (typeof value === 'object' && value !== null) {
      Object.entries(value).forEach(([key, inner]) => {
        texts.add(key);
        keep(inner);
      });
    }
  };
  return {
    texts,
    api: {
      async call<K extends OperationName>(
        operation: K,
        request: RequestInput<K>,
      ) {
        const answer = await api.call(operation, request);
        keep(answer);
        return answer;
      },
    },
  };
}

const SEPARATOR = '\u0001';

/** All that a page says: its texts in order, and those that are read out or shown on hover. */
function textsOf(root: HTMLElement): string[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const running: string[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest('style, script')) {
      running.push(node.textContent ?? '');
    }
  }
  const attributes = [...root.querySelectorAll('*')].flatMap(element =>
    ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext'].flatMap(
      name => element.getAttribute(name) ?? [],
    ),
  );
  return [running.join(SEPARATOR), ...attributes];
}

/** What stands outside of all brackets and is no data: letters only. */
export function unsaidBy(
  root: HTMLElement,
  data: ReadonlySet<string>,
): string[] {
  const known = [...data]
    .filter(text => /[a-z]/i.test(text))
    .sort((a, b) => b.length - a.length);
  const left = textsOf(root).flatMap(text => {
    let rest = text;
    for (let before = ''; before !== rest; ) {
      before = rest;
      rest = rest.replace(/⟦[^⟦⟧]*⟧/g, SEPARATOR);
    }
    return rest.split(SEPARATOR).flatMap(part => {
      const unknown = known.reduce(
        (remaining, datum) => remaining.split(datum.toLowerCase()).join(''),
        part.toLowerCase(),
      );
      return /[a-z]{2,}/i.test(unknown) ? [part.trim()] : [];
    });
  });
  return [...new Set(left)];
}
