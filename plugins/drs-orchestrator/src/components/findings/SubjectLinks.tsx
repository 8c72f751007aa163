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

import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { usePaths, type Paths } from '../../routing/usePaths';
import { useWords } from '../../translations/useWords';
import { TextLink } from '../control/TextLink';

type Subject = NonNullable<Finding['subject']>;

/** More than so many links are told as a number. */
const LINKED = 6;

/** Leads from findings to the records that they are about, where those have a page. */
export function SubjectLinks({ findings }: { findings: readonly Finding[] }) {
  const words = useWords();
  const paths = usePaths();
  const subjects = [
    ...new Map(
      findings.flatMap(({ subject }) =>
        subject && hasPage(subject)
          ? [[`${subject.kind} ${subject.id}`, subject] as const]
          : [],
      ),
    ).values(),
  ];
  if (subjects.length === 0) {
    return null;
  }
  return (
    <div>
      {words('finding.see')}{' '}
      {subjects.slice(0, LINKED).map((subject, index) => (
        <span key={`${subject.kind} ${subject.id}`}>
          {index > 0 && ', '}
          <SubjectLink subject={subject} paths={paths} />
        </span>
      ))}
      {subjects.length > LINKED && (
        <> {words('list.more', { n: String(subjects.length - LINKED) })}</>
      )}
    </div>
  );
}

const hasPage = ({ kind }: Subject) => kind !== 'request' && kind !== 'wave';

function SubjectLink(props: { subject: Subject; paths: Paths }) {
  const { subject, paths } = props;
  if (subject.kind === 'entity') {
    return <EntityRefLink entityRef={subject.id} hideIcon underline="always" />;
  }
  const to = pathOf(paths, subject);
  const name = subject.name ?? subject.id;
  return to === undefined ? <>{name}</> : <TextLink to={to}>{name}</TextLink>;
}

function pathOf(paths: Paths, { kind, id }: Subject): string | undefined {
  switch (kind) {
    case 'protection-group':
      return paths.group(id);
    case 'recovery-plan':
      return paths.plan(id);
    case 'server':
      return `${paths.servers}?text=${encodeURIComponent(id)}`;
    case 'account':
      return paths.account(id);
    case 'execution':
      return paths.execution(id);
    case 'request':
    case 'wave':
    case 'entity':
      return undefined;
    default:
      return kind satisfies never;
  }
}
