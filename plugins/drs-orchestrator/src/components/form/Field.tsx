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
import { fieldHelp } from './fieldFindings';

/** A text field with its problems below it. */
export function Field(props: {
  label: string;
  /** Its path in the request, by which findings name it. */
  field: string;
  findings: readonly Finding[];
  value: string;
  onChange: (value: string) => void;
  help?: string;
  required?: boolean;
  multiline?: boolean;
  type?: 'text' | 'number';
  min?: number;
  max?: number;
  placeholder?: string;
  disabled?: boolean;
  maxLength?: number;
}) {
  const { bad } = useTones();
  const help = fieldHelp(props.findings, props.field);
  return (
    <TextField
      id={fieldId(props.field)}
      label={props.label}
      value={props.value}
      required={props.required}
      multiline={props.multiline}
      minRows={props.multiline ? 2 : undefined}
      type={props.type}
      placeholder={props.placeholder}
      disabled={props.disabled}
      variant="outlined"
      size="small"
      fullWidth
      error={help.error}
      helperText={
        help.error ? (
          <FailureText>{help.text}</FailureText>
        ) : (
          help.text || props.help
        )
      }
      inputProps={{
        min: props.min,
        max: props.max,
        maxLength: props.maxLength,
        'aria-invalid': help.error,
      }}
      InputLabelProps={{
        shrink: true,
        style: help.error ? { color: bad.main } : undefined,
      }}
      onChange={event => props.onChange(event.target.value)}
    />
  );
}

/** The HTML ID of a field, so that a list of problems can lead to it. */
export function fieldId(field: string): string {
  return `drs-field-${field.replace(/[^\w]+/g, '-')}`;
}
