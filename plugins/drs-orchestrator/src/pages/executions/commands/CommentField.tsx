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

import { useId } from 'react';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  field: { marginTop: theme.spacing(2) },
}));

/** What a person wants to have on record with a command. */
export function CommentField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  autoFocus?: boolean;
}) {
  const classes = useStyles();
  const id = useId();
  return (
    <TextField
      className={classes.field}
      id={id}
      label={props.label}
      placeholder={props.placeholder}
      variant="outlined"
      fullWidth
      multiline
      value={props.value}
      inputProps={{ maxLength: 1000 }}
      InputLabelProps={{ shrink: true }}
      onChange={event => props.onChange(event.target.value)}
    />
  );
}

/** What was written, or nothing. */
export function commentOf(text: string): string | undefined {
  return text.trim() || undefined;
}
