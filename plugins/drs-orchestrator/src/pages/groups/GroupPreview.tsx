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
import { capitalised, counted } from '../../format/counting';
import { resolveBodyOf, tagsOf, type GroupDraft } from './groupDraft';
import { SelectionPreview } from './SelectionPreview';

/** What the draft matches now, asked anew whenever it stands still. */
export function GroupPreview(props: {
  draft: GroupDraft;
  groupId: string | undefined;
}) {
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
          ? 'Name a tag or a server, and the servers that match appear here.'
          : 'Choose an account and a Region first.'}
      </Typography>
    );
  }
  return (
    <Answer of={resolved} what="what the selection matches">
      {data => (
        <>
          <Typography role="status" gutterBottom>
            <strong>
              {capitalised(counted(data.servers.length, 'server'))}{' '}
              {data.servers.length === 1 ? 'matches' : 'match'}
            </strong>
            {data.nearMisses.length > 0 &&
              `, ${counted(
                data.nearMisses.length,
                'near miss',
                'near misses',
              )}`}
            .
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
