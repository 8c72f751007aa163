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
import Autocomplete from '@material-ui/lab/Autocomplete';
import Chip from '@material-ui/core/Chip';
import TextField from '@material-ui/core/TextField';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { fieldId } from '../../../components/form/Field';
import { SuggestionLines } from '../../../components/form/SuggestInput';
import { EntityName } from '../../../components/people/EntityName';
import { FailureText } from '../../../components/status/FailureText';
import { useDebounced } from '../../../routing/useDebounced';
import { usePlansWords } from '../../../translations/usePlansWords';
import { useAutocompleteWords } from '../../../components/form/useAutocompleteWords';

/** What waves can be derived from, the largest first. */
const kinds = ['Domain', 'System', 'Component', 'Resource'];
/** As many as anybody scrolls through; typing finds the others. */
const SHOWN = 30;
const FIELD = 'entityRefs';

interface Offered {
  entityRef: string;
  kind: string;
  title: string;
  description: string;
}

const offeredOf = ({ kind, metadata, ...entity }: Entity): Offered => ({
  entityRef: stringifyEntityRef({ kind, metadata, ...entity }),
  kind,
  title: metadata.title ?? metadata.name,
  description: metadata.description ?? '',
});

const rank = ({ kind }: Offered) =>
  kinds.findIndex(other => other.toLowerCase() === kind.toLowerCase());

/** The entities that match a text; without one, the Domains and Systems. */
function useOffered(text: string, enabled: boolean) {
  const catalog = useApi(catalogApiRef);
  return useQuery({
    queryKey: ['entities to derive waves from', text],
    enabled,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const { items } = await catalog.queryEntities({
        filter: { kind: text === '' ? kinds.slice(0, 2) : kinds },
        limit: SHOWN,
        orderFields: { field: 'metadata.name', order: 'asc' },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
          'metadata.description',
        ],
        ...(text !== '' && {
          fullTextFilter: {
            term: text,
            fields: ['metadata.name', 'metadata.title'],
          },
        }),
      });
      return items.map(offeredOf).sort((a, b) => rank(a) - rank(b));
    },
  });
}

/** Chooses Systems, Domains, components and resources of the catalog. */
export function EntitiesField(props: {
  entityRefs: readonly string[];
  onChange: (entityRefs: string[]) => void;
}) {
  const autocompleteWords = useAutocompleteWords();
  const t = usePlansWords();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const offered = useOffered(useDebounced(typed.trim(), 250), open);
  const id = fieldId(FIELD);
  return (
    <Autocomplete<Offered | string, true, true>
      {...autocompleteWords}
      id={id}
      // ARIA 1.2 wants it on the combobox, where Material UI says aria-owns.
      aria-controls={open ? `${id}-popup` : undefined}
      multiple
      disableClearable
      fullWidth
      size="small"
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      loading={offered.isFetching}
      loadingText={t('derivation.choice.searching')}
      noOptionsText={t('derivation.choice.none')}
      options={(offered.data ?? []).filter(
        ({ entityRef }) => !props.entityRefs.includes(entityRef),
      )}
      value={[...props.entityRefs]}
      inputValue={typed}
      // What was offered for less text stays until the catalog has answered, but
      // only what still matches: nothing may move away under the pointer.
      filterOptions={options =>
        options.filter(option => matches(option, typed))
      }
      groupBy={option => (typeof option === 'string' ? '' : option.kind)}
      getOptionLabel={option =>
        typeof option === 'string' ? option : option.entityRef
      }
      getOptionSelected={(option, value) => refOf(option) === refOf(value)}
      renderOption={option =>
        typeof option === 'string' ? (
          option
        ) : (
          <SuggestionLines
            option={{
              value: option.entityRef,
              title: option.title,
              facts: option.description ? [option.description] : [],
            }}
          />
        )
      }
      renderTags={(values, tagProps) =>
        values.map((value, index) => (
          <Chip
            size="small"
            {...tagProps({ index })}
            key={refOf(value)}
            label={<EntityName entityRef={refOf(value)} />}
          />
        ))
      }
      onChange={(_, chosen) => {
        setTyped('');
        props.onChange([...new Set(chosen.map(refOf))]);
      }}
      onInputChange={(_, text, reason) => {
        if (reason === 'input') {
          setTyped(text);
        }
      }}
      renderInput={params => (
        <TextField
          {...params}
          label={t('derivation.choice.entities')}
          variant="outlined"
          size="small"
          InputLabelProps={{ ...params.InputLabelProps, shrink: true }}
          helperText={
            offered.error ? (
              <FailureText>
                {t('derivation.choice.failed', {
                  message: offered.error.message,
                })}
              </FailureText>
            ) : (
              t('derivation.choice.entitiesHelp')
            )
          }
        />
      )}
    />
  );
}

/** Whether the catalog's own search would find it by the text. */
function matches(option: Offered | string, typed: string): boolean {
  const text = typed.trim().toLowerCase();
  return (
    typeof option !== 'string' &&
    [option.title, option.entityRef].some(name =>
      name.toLowerCase().includes(text),
    )
  );
}

const refOf = (option: Offered | string): string =>
  typeof option === 'string' ? option : option.entityRef;
