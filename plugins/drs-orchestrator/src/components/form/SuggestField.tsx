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

/**
 * A text field that suggests what there is; anything else may be typed as well.
 * What is typed looks for something until it is chosen or the field is left:
 * then it is the value.
 */
export function SuggestField(props: {
  label: string;
  /** Its path in the request, by which findings name it. */
  field: string;
  findings: readonly Finding[];
  value: string;
  suggestions: Suggestions;
  onChange: (value: string) => void;
  /** What was typed to look for; empty once something is chosen. */
  onSearch: (text: string) => void;
  onOpen: () => void;
  help?: string;
  placeholder?: string;
}) {
  const autocompleteWords = useAutocompleteWords();
  const { suggestions } = props;
  const words = useWords();
  const [focused, setFocused] = useState(false);
  const [open, setOpen] = useState(false);
  /** What is being typed and is no value yet. */
  const [typed, setTyped] = useState<string>();
  const settle = (value: string | undefined) => {
    setTyped(undefined);
    props.onSearch('');
    if (value !== undefined) {
      props.onChange(value);
    }
  };
  return (
    <Autocomplete<Suggestion, false, false, true>
      {...autocompleteWords}
      id={fieldId(props.field)}
      // ARIA 1.2 wants it on the combobox, where Material UI says aria-owns.
      aria-controls={open ? `${fieldId(props.field)}-popup` : undefined}
      freeSolo
      fullWidth
      size="small"
      open={open}
      options={[...suggestions.items]}
      loading={suggestions.loading}
      loadingText={words('form.asking')}
      value={props.value}
      inputValue={typed ?? props.value}
      // AWS was asked for what was typed; it looks at more than the label.
      filterOptions={options => options}
      getOptionLabel={option =>
        typeof option === 'string' ? option : option.value
      }
      getOptionSelected={(option, value) =>
        option.value === (typeof value === 'string' ? value : value.value)
      }
      renderOption={option => <SuggestionLines option={option} />}
      onFocus={() => setFocused(true)}
      onBlur={() => {
        setFocused(false);
        setOpen(false);
        settle(typed);
      }}
      onOpen={() => {
        setOpen(true);
        props.onOpen();
      }}
      onClose={() => setOpen(false)}
      onChange={(_, chosen) =>
        settle(typeof chosen === 'string' ? chosen : chosen?.value ?? '')
      }
      onInputChange={(_, text, reason) => {
        if (reason !== 'input') {
          return;
        }
        if (focused) {
          setTyped(text);
          props.onSearch(text);
        } else {
          // Filled in by something else than a person at the field.
          props.onChange(text);
        }
      }}
      renderInput={params => (
        <SuggestInput
          params={params}
          label={props.label}
          field={props.field}
          findings={props.findings}
          suggestions={suggestions}
          searching={focused && open}
          placeholder={props.placeholder}
          help={props.help}
        />
      )}
    />
  );
}
