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
import { Answer } from '../../../components/answer/Answer';
import { PageRoom } from '../../../components/page/PageBody';
import { usePlansWords } from '../../../translations/usePlansWords';
import type { PlanDraft } from '../planDraft';
import type { DerivationScope } from './derivationScope';
import { draftOfDerived } from './derivedDraft';
import { useDerivation } from './useDerivation';
import { commonOwner, useOwners } from './useOwners';

/**
 * Derives the waves that a link names and hands them on as a draft. The link alone
 * says which, so that reloading the page, or sending its address to a colleague,
 * brings the same waves.
 */
export function DerivedDraft(props: {
  scope: DerivationScope;
  /** With the account that the waves are in. */
  children: (draft: PlanDraft, accountId: string | undefined) => ReactNode;
}) {
  const t = usePlansWords();
  const { scope } = props;
  const derived = useDerivation(scope);
  const owners = useOwners(scope.entityRefs);
  // Whose plan it is can be typed; that the catalog is slow to say must not be in the way.
  const owner = owners.data && commonOwner(owners.data, scope.entityRefs);
  return derived.data && !owners.isPending ? (
    <>
      {props.children(
        draftOfDerived(derived.data, owner),
        derived.data.accountId,
      )}
    </>
  ) : (
    <PageRoom>
      <Answer of={derived} what={t('derivation.what')}>
        {() => null}
      </Answer>
    </PageRoom>
  );
}
