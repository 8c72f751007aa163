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
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useScaffolderWords } from '../translations/useScaffolderWords';
import { useAutocompleteWords } from '../components/form/useAutocompleteWords';

/** A record to choose. */
export interface RecordOption {
  readonly id: string;
  readonly name: string;
  /** What tells it from others, in a line. */
  readonly details: string;
}

/** Chooses a record by its name; the value is its ID. */
export function RecordPicker(props: {
  id: string;
  label: string;
  required?: boolean;
  disabled?: boolean;
  hasError: boolean;
  /** The one that is chosen; undefined: none. */
  chosen: RecordOption | undefined;
  /** The name of what was chosen, and is not where the form looks now. */
  takenOut: string | undefined;
  options: readonly RecordOption[];
  loading: boolean;
  onSearch: (name: string) => void;
  onChoose: (id: string | undefined) => void;
}) {
  const autocompleteWords = useAutocompleteWords();
  const t = useScaffolderWords();
  const { chosen, takenOut } = props;
  const [open, setOpen] = useState(false);
  return (
    <Autocomplete
      {...autocompleteWords}
      id={props.id}
      // ARIA 1.2 wants it on the combobox, where Material UI says aria-owns.
      aria-controls={open ? `${props.id}-popup` : undefined}
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      fullWidth
      size="small"
      disabled={props.disabled}
      options={[...props.options]}
      value={chosen ?? null}
      loading={props.loading}
      loadingText={t('record.reading')}
      noOptionsText={t('record.noneMatches')}
      // The orchestrator was asked for what was typed.
      filterOptions={options => options}
      getOptionLabel={option => option.name}
      getOptionSelected={(option, value) => option.id === value.id}
      renderOption={option => (
        <div>
          <Typography variant="body1" component="div">
            {option.name}
          </Typography>
          <Typography variant="body2" color="textSecondary" component="div">
            {option.details}
          </Typography>
        </div>
      )}
      onChange={(_, option) => props.onChoose(option?.id)}
      onInputChange={(_, text, reason) => {
        if (reason !== 'reset') {
          props.onSearch(text);
        }
      }}
      renderInput={params => (
        <TextField
          {...params}
          label={props.label}
          placeholder={t('record.placeholder')}
          required={props.required}
          error={props.hasError}
          variant="outlined"
          helperText={
            takenOut === undefined
              ? chosen?.details
              : t('record.takenOut', { name: takenOut })
          }
          InputLabelProps={{ ...params.InputLabelProps, shrink: true }}
        />
      )}
    />
  );
}
