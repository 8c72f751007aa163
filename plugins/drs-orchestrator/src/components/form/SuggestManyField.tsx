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
import Chip from '@material-ui/core/Chip';
import Autocomplete from '@material-ui/lab/Autocomplete';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { fieldId } from './Field';
import {
  SuggestInput,
  SuggestionLines,
  type Suggestion,
  type Suggestions,
} from './SuggestInput';
import { useWords } from '../../translations/useWords';
import { useAutocompleteWords } from './useAutocompleteWords';

const valueOf = (option: Suggestion | string): string =>
  typeof option === 'string' ? option : option.value;

/**
 * A field for several values that suggests what there is. What is typed looks
 * for something; a comma, a space, Enter or leaving the field makes it a value,
 * so that a list may be pasted.
 */
export function SuggestManyField(props: {
  label: string;
  /** Its path in the request, by which findings name it. */
  field: string;
  findings: readonly Finding[];
  values: readonly string[];
  suggestions: Suggestions;
  /** What a value is called, where that is known. */
  nameOf: (value: string) => string | undefined;
  onChange: (values: string[]) => void;
  /** What was typed to look for; empty once something is chosen. */
  onSearch: (text: string) => void;
  onOpen: () => void;
  help?: string;
  placeholder?: string;
}) {
  const autocompleteWords = useAutocompleteWords();
  const { suggestions, values } = props;
  const words = useWords();
  const [focused, setFocused] = useState(false);
  const [open, setOpen] = useState(false);
  /** What is being typed and is no value yet. */
  const [typed, setTyped] = useState('');
  const settle = (changed: readonly string[]) => {
    setTyped('');
    props.onSearch('');
    props.onChange([...new Set(changed)].filter(value => value !== ''));
  };
  return (
    <Autocomplete<Suggestion | string, true, false, true>
      {...autocompleteWords}
      id={fieldId(props.field)}
      // ARIA 1.2 wants it on the combobox, where Material UI says aria-owns.
      aria-controls={open ? `${fieldId(props.field)}-popup` : undefined}
      multiple
      freeSolo
      fullWidth
      disableCloseOnSelect
      size="small"
      open={open}
      options={suggestions.items.filter(({ value }) => !values.includes(value))}
      loading={suggestions.loading}
      loadingText={words('form.asking')}
      value={[...values]}
      inputValue={typed}
      // AWS was asked for what was typed; it looks at more than the label.
      filterOptions={options => options}
      getOptionLabel={valueOf}
      getOptionSelected={(option, value) => valueOf(option) === valueOf(value)}
      renderOption={option =>
        typeof option === 'string' ? (
          option
        ) : (
          <SuggestionLines option={option} />
        )
      }
      renderTags={(tags, tagProps) =>
        tags.map((tag, index) => {
          const value = valueOf(tag);
          const name = props.nameOf(value);
          return (
            <Chip
              size="small"
              {...tagProps({ index })}
              key={`${index} ${value}`}
              label={name === undefined ? value : `${name} (${value})`}
            />
          );
        })
      }
      onFocus={() => setFocused(true)}
      onBlur={() => {
        setFocused(false);
        setOpen(false);
        if (typed !== '') {
          settle([...values, typed]);
        }
      }}
      onOpen={() => {
        setOpen(true);
        props.onOpen();
      }}
      onClose={() => setOpen(false)}
      onChange={(_, chosen) => settle(chosen.map(valueOf))}
      onInputChange={(_, text, reason) => {
        if (reason !== 'input') {
          return;
        }
        const parts = text.split(/[\s,]+/);
        // Filled in by something else than a person at the field, it is whole.
        const last = focused ? parts.pop() ?? '' : '';
        if (parts.length > 0) {
          settle([...values, ...parts]);
        }
        setTyped(last);
        props.onSearch(last);
      }}
      renderInput={params => (
        <SuggestInput
          params={params}
          label={props.label}
          field={props.field}
          findings={props.findings}
          suggestions={suggestions}
          searching={focused && open}
          placeholder={values.length === 0 ? props.placeholder : undefined}
          help={props.help}
        />
      )}
    />
  );
}
