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

import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../api/operations';
import { Answer } from '../components/answer/Answer';
import { TagEditor } from '../pages/groups/TagEditor';
import { SelectionPreview } from '../pages/groups/SelectionPreview';
import type { TagDraft } from '../pages/groups/groupDraft';
import { useDebounced } from '../routing/useDebounced';
import type { ScaffolderWords } from '../translations/scaffolder';
import { useScaffolderWords } from '../translations/useScaffolderWords';
import { PickerFrame, type PickerProps } from './PickerFrame';
import { placeFor, type Place, type PlaceOptions } from './place';
import { tagsOf } from './tags';

const useStyles = makeStyles(theme => ({
  preview: { marginTop: theme.spacing(2) },
}));

type Tags = Record<string, string>;
type Props = PickerProps<Tags, PlaceOptions>;

/** Chooses servers by their tags, and shows at once which ones these are. */
export function DrsTagPicker(props: Props) {
  const t = useScaffolderWords();
  return (
    <PickerFrame of={props} groupTitle={props.schema.title ?? t('tags.title')}>
      <TagsAndServers {...props} />
    </PickerFrame>
  );
}

function TagsAndServers({ formData, uiSchema, formContext, onChange }: Props) {
  const t = useScaffolderWords();
  const [tags, setTags] = useState(() => draftOf(formData));
  const place = placeFor(uiSchema['ui:options'] ?? {}, formContext);
  if (!place) {
    return (
      <Typography color="textSecondary">{t('tags.placeFirst')}</Typography>
    );
  }
  return (
    <>
      <TagEditor
        accountId={place.accountId}
        region={place.region}
        tags={tags}
        findings={repeatedKeys(t, tags)}
        onChange={changed => {
          setTags(changed);
          onChange(valueOf(changed));
        }}
      />
      <Preview place={place} tags={valueOf(tags)} />
    </>
  );
}

function Preview(props: { place: Place; tags: Tags | undefined }) {
  const t = useScaffolderWords();
  const classes = useStyles();
  const tags = useDebounced(props.tags, 300);
  const resolved = useOperation(
    'resolve_protection_group_tags',
    { body: { ...props.place, serverSelectionTags: tags } },
    { enabled: tags !== undefined, keepPrevious: true },
  );
  return (
    <section className={classes.preview} aria-label={t('tags.preview')}>
      {tags === undefined ? (
        <Typography color="textSecondary">{t('tags.tagFirst')}</Typography>
      ) : (
        <Answer of={resolved} what={t('tags.what')}>
          {data => (
            <>
              <Typography role="status" gutterBottom>
                <strong>
                  {t('tags.matches', { count: data.servers.length })}
                </strong>
              </Typography>
              <SelectionPreview resolved={data} selection={tags} />
            </>
          )}
        </Answer>
      )}
    </section>
  );
}

const emptyTag: TagDraft = { key: '', value: '' };

function draftOf(given: unknown): TagDraft[] {
  const pairs = Object.entries(tagsOf(given) ?? {});
  return pairs.length > 0
    ? pairs.map(([key, value]) => ({ key, value }))
    : [emptyTag];
}

const written = (tags: readonly TagDraft[]) =>
  tags
    .map(({ key, value }) => ({ key: key.trim(), value: value.trim() }))
    .filter(({ key }) => key !== '');

const isRepeated = (tags: readonly TagDraft[], index: number): boolean =>
  tags.findIndex(({ key }) => key === tags[index].key) < index;

/** Undefined unless the tags are a selection: what is not finished is no value. */
function valueOf(tags: readonly TagDraft[]): Tags | undefined {
  const pairs = written(tags);
  return pairs.some((_, index) => isRepeated(pairs, index))
    ? undefined
    : tagsOf(Object.fromEntries(pairs.map(({ key, value }) => [key, value])));
}

const repeatedKeys = (
  t: ScaffolderWords,
  tags: readonly TagDraft[],
): Finding[] =>
  tags.flatMap(({ key }, index): Finding[] =>
    key.trim() !== '' &&
    isRepeated(
      tags.map(tag => ({ ...tag, key: tag.key.trim() })),
      index,
    )
      ? [
          {
            code: 'INVALID_TAGS',
            severity: 'BLOCKING',
            field: `tags[${index}]`,
            message: t('tags.repeated', { key: key.trim() }),
          },
        ]
      : [],
  );
