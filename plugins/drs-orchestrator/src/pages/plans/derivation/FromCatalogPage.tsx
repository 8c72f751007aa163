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

import { useSearchParams } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import {
  type DerivedPlan,
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { usePermissionTo, type Access } from '../../../api/access';
import { Answer } from '../../../components/answer/Answer';
import { ActionButton } from '../../../components/control/ActionButton';
import { FindingList } from '../../../components/findings/FindingList';
import { PageBody } from '../../../components/page/PageBody';
import { Section } from '../../../components/page/Section';
import { UnavailableNotice } from '../../../components/servers/UnavailableNotice';
import { usePaths } from '../../../routing/usePaths';
import { useUrlState } from '../../../routing/useUrlState';
import { usePlansWords } from '../../../translations/usePlansWords';
import { useGroupsById } from '../useGroups';
import { Circles } from './Circles';
import { DerivedLead } from './DerivedLead';
import { DerivedWaves } from './DerivedWaves';
import {
  paramsOf,
  queryOf,
  scopeOf,
  type DerivationScope,
} from './derivationScope';
import { GroupsSection } from './GroupsSection';
import { LeftSection } from './LeftSection';
import { isAboutAccount, ScopeSection } from './ScopeSection';
import { useDerivation } from './useDerivation';

/** Waves from the catalog: what is chosen, what follows from it and why, and what is missing. */
export function FromCatalogPage() {
  const t = usePlansWords();
  const paths = usePaths();
  const url = useUrlState();
  const [params] = useSearchParams();
  const scope = scopeOf(params);
  const derived = useDerivation(scope);
  const setScope = (next: DerivationScope) => url.set(paramsOf(next));
  const permission = usePermissionTo('createRecoveryPlan');
  const answer = scope.entityRefs.length > 0 ? derived.data : undefined;
  const onward = (
    <ActionButton
      variant="main"
      access={mayContinue(permission, reasonToWait())}
      consequence={t('derivation.continueHint')}
      to={`${paths.newPlan}?${queryOf(scope)}`}
    >
      {t('derivation.continue')}
    </ActionButton>
  );
  function reasonToWait(): string | undefined {
    if (scope.entityRefs.length === 0) {
      return t('derivation.nothingYet');
    }
    if (derived.isError) {
      return t('derivation.noAnswer');
    }
    if (!derived.data || derived.isPlaceholderData) {
      return t('derivation.reading');
    }
    return derived.data.waves.length === 0
      ? t('derivation.noWaves')
      : undefined;
  }
  return (
    <BreadcrumbEntry
      entry={{ label: t('derivation.title'), href: paths.newPlanFromCatalog }}
    >
      <PageBody
        title={t('derivation.title')}
        lead={
          answer ? (
            <DerivedLead derived={answer} />
          ) : (
            t('derivation.introduction')
          )
        }
        actions={onward}
      >
        <ScopeSection scope={scope} error={derived.error} onChange={setScope} />
        {scope.entityRefs.length > 0 && !isAboutAccount(derived.error) && (
          <Answer of={derived} what={t('derivation.what')}>
            {data => (
              <Derived
                derived={data}
                onAdd={entityRef =>
                  setScope({
                    ...scope,
                    entityRefs: [...scope.entityRefs, entityRef],
                  })
                }
              />
            )}
          </Answer>
        )}
      </PageBody>
    </BreadcrumbEntry>
  );
}

const mayContinue = (permission: Access, reason: string | undefined): Access =>
  permission.allowed && reason !== undefined
    ? { allowed: false, reason }
    : permission;

function Derived(props: {
  derived: DerivedPlan;
  onAdd: (entityRef: string) => void;
}) {
  const t = usePlansWords();
  const groups = useGroupsById();
  const { derived } = props;
  const others = toldNowhereElse(derived);
  return (
    <>
      <UnavailableNotice unavailable={derived.unavailable} />
      {derived.waves.length > 0 && (
        <DerivedWaves derived={derived} groups={groups} />
      )}
      {derived.circles.length > 0 && (
        <Section title={t('derivation.circles.title')}>
          <Circles derived={derived} />
        </Section>
      )}
      <GroupsSection proposed={derived.proposedGroups} />
      <LeftSection derived={derived} onAdd={props.onAdd} />
      {others.length > 0 && (
        <Section title={t('derivation.findings.title')}>
          <FindingList
            findings={others}
            label={t('derivation.findings.label')}
          />
        </Section>
      )}
    </>
  );
}

/** Findings that no other part of the page tells already. */
function toldNowhereElse({ findings, proposedGroups }: DerivedPlan): Finding[] {
  const proposedFor = new Set(
    proposedGroups.flatMap(({ entityRefs }) => entityRefs),
  );
  return findings.filter(({ code, subject }) => {
    switch (code) {
      case 'DEPENDENCY_CYCLE':
      case 'COMPONENT_WITHOUT_SERVERS':
      case 'NO_SERVERS_MATCHED':
      case 'OTHER_ACCOUNT':
      case 'SERVERS_WITHOUT_COMPONENT':
      case 'DEPENDENCY_OUTSIDE':
        return false;
      case 'SERVERS_WITHOUT_GROUP':
        return !subject || !proposedFor.has(subject.id);
      default:
        return true;
    }
  });
}
