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
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { useGroupsWords } from '../../translations/useGroupsWords';
import { resolveBodyOf, tagsOf, type GroupDraft } from './groupDraft';
import { SelectionPreview } from './SelectionPreview';

/** What the draft matches now, asked anew whenever it stands still. */
export function GroupPreview(props: {
  draft: GroupDraft;
  groupId: string | undefined;
}) {
  const t = useGroupsWords();
  const body = resolveBodyOf(props.draft, props.groupId);
  const resolved = useOperation(
    'resolve_protection_group_tags',
    { body },
    { enabled: body !== undefined, keepPrevious: true },
  );
  if (!body) {
    return (
      <Typography color="textSecondary">
        {props.draft.accountId && props.draft.region
          ? t('preview.nameSome')
          : t('preview.choosePlace')}
      </Typography>
    );
  }
  return (
    <Answer of={resolved} what={t('preview.what')}>
      {data => (
        <>
          <Typography role="status" gutterBottom>
            <Matches
              servers={data.servers.length}
              nearMisses={data.nearMisses.length}
            />
          </Typography>
          <SelectionPreview
            resolved={data}
            selection={
              props.draft.selectBy === 'tags' ? tagsOf(props.draft) : undefined
            }
          />
        </>
      )}
    </Answer>
  );
}

function Matches(props: { servers: number; nearMisses: number }) {
  const t = useGroupsWords();
  const matches = (
    <strong>{t('preview.matches', { count: props.servers })}</strong>
  );
  return props.nearMisses > 0
    ? t('preview.nearMisses', { count: props.nearMisses, matches })
    : t('preview.noNearMiss', { matches });
}
