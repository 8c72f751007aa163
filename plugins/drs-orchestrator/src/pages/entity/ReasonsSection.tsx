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
import { ANNOTATION_EDIT_URL, type Entity } from '@backstage/catalog-model';
import type {
  Finding,
  Readiness,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextLink } from '../../components/control/TextLink';
import { FindingList } from '../../components/findings/FindingList';
import { Section } from '../../components/page/Section';
import { usePaths } from '../../routing/usePaths';
import { useEntityWords } from '../../translations/useEntityWords';
import { newGroupLink, newPlanLink } from './newRecordLinks';

/** Everything that speaks against a recovery now, each with the way to mend it. */
export function ReasonsSection(props: {
  entity: Entity;
  readiness: Readiness;
}) {
  const t = useEntityWords();
  const fixOf = useFixes(props.entity, props.readiness);
  const { findings } = props.readiness;
  return findings.length === 0 ? null : (
    <Section title={t('reasons.title')}>
      <FindingList
        findings={findings}
        label={t('reasons.list')}
        linked
        fixOf={fixOf}
      />
    </Section>
  );
}

/** Where what a finding tells is mended; what it is about is linked anyway. */
function useFixes(
  entity: Entity,
  readiness: Readiness,
): (finding: Finding) => ReactNode {
  const t = useEntityWords();
  const paths = usePaths();
  const editUrl = entity.metadata.annotations?.[ANNOTATION_EDIT_URL];
  return ({ code }) => {
    switch (code) {
      case 'SERVER_WITHOUT_GROUP':
        return (
          <TextLink to={newGroupLink(paths, entity, readiness)}>
            {t('fix.createGroup')}
          </TextLink>
        );
      case 'SERVER_WITHOUT_PLAN':
        return (
          <TextLink to={newPlanLink(paths, readiness)}>
            {t('fix.createPlan')}
          </TextLink>
        );
      case 'UNKNOWN_PLAN':
        return <TextLink to={paths.newPlan}>{t('fix.newPlan')}</TextLink>;
      case 'ACCOUNT_UNKNOWN':
        return <TextLink to={paths.accounts}>{t('fix.accounts')}</TextLink>;
      case 'NOT_ANNOTATED':
      case 'INVALID_ANNOTATION':
      case 'NO_SERVERS_MATCHED':
        return editUrl ? (
          <TextLink to={editUrl}>{t('fix.annotations')}</TextLink>
        ) : null;
      default:
        return null;
    }
  };
}
