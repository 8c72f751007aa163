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

import TextField from '@material-ui/core/TextField';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useTones } from '../../theme/tones';
import { FailureText } from '../status/FailureText';
import { fieldId } from './Field';
import { fieldHelp } from './fieldFindings';
import { useWords } from '../../translations/useWords';

/** A choice among a few values, with its problems below it. */
export function Choice(props: {
  label: string;
  field: string;
  findings: readonly Finding[];
  value: string;
  options: readonly { value: string; text: string }[];
  onChange: (value: string) => void;
  required?: boolean;
  /** The words of the empty value. */
  empty?: string;
  /** Whether it always has a value, and so offers no empty one. */
  chosen?: boolean;
  disabled?: boolean;
  help?: string;
}) {
  const { bad } = useTones();
  const words = useWords();
  const id = fieldId(props.field);
  const problem = fieldHelp(props.findings, props.field);
  const help = problem.text || props.help;
  return (
    <TextField
      select
      id={id}
      label={props.label}
      value={props.value}
      required={props.required}
      disabled={props.disabled}
      error={problem.error}
      helperText={problem.error ? <FailureText>{help}</FailureText> : help}
      variant="outlined"
      size="small"
      fullWidth
      InputLabelProps={{
        shrink: true,
        style: problem.error ? { color: bad.main } : undefined,
      }}
      SelectProps={{ native: true }}
      inputProps={{ 'aria-invalid': problem.error }}
      onChange={event => props.onChange(event.target.value)}
    >
      {!props.chosen && (
        <option value="">{props.empty ?? words('form.choose')}</option>
      )}
      {props.options.map(option => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </TextField>
  );
}
