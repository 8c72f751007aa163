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

import Typography from '@material-ui/core/Typography';
import { FindingList } from '../../../components/findings/FindingList';
import type { PlansWords } from '../../../translations/plans';
import { usePlansWords } from '../../../translations/usePlansWords';
import type { usePreflight } from '../start/usePreflight';

type Asked = ReturnType<typeof usePreflight>;

const codes = ['APPROVAL_NEEDED', 'WAVE_APPROVAL_NEEDED'];

/** Who has to approve what, before anything or before a wave is launched. */
export function Approvals(props: { preflight: Asked }) {
  const t = usePlansWords();
  const { preflight } = props;
  // What is shown meanwhile was found for another choice.
  if (!preflight.data || preflight.isPlaceholderData) {
    return <Typography>{whyUnknown(t, preflight)}</Typography>;
  }
  const findings = preflight.data.findings.filter(({ code }) =>
    codes.includes(code),
  );
  return findings.length === 0 ? (
    <Typography>{t('recover.approval.nobody')}</Typography>
  ) : (
    <FindingList
      underHeading
      findings={findings}
      label={t('recover.approval.label')}
    />
  );
}

/** Why nobody knows yet who must approve. */
function whyUnknown(t: PlansWords, { error, isFetching }: Asked): string {
  if (isFetching) {
    return t('recover.approval.checking');
  }
  return error
    ? t('recover.approval.unknown')
    : t('recover.approval.chooseFirst');
}
