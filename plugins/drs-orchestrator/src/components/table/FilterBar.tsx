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

import { useEffect, useId, useState, type ReactNode } from 'react';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useDebounced } from '../../routing/useDebounced';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5),
    marginBottom: theme.spacing(2),
  },
  // The labels stand half on the page, where the usual grey is too faint.
  label: { color: theme.palette.text.primary },
  field: { minWidth: 130, background: theme.palette.background.paper },
  // After `field`, whose width it replaces.
  wide: { minWidth: 300 },
}));

/** The filters above a list. */
export function FilterBar(props: { children: ReactNode; label: string }) {
  const classes = useStyles();
  return (
    <div role="search" aria-label={props.label} className={classes.bar}>
      {props.children}
    </div>
  );
}

/** A filter with a few values; the empty one stands for all. */
export function ChoiceFilter(props: {
  label: string;
  value: string;
  options: readonly { value: string; text: string }[];
  onChange: (value: string) => void;
  /** Whether one is always chosen, so that there is no "All". */
  chosen?: boolean;
}) {
  const words = useWords();
  const classes = useStyles();
  const id = useId();
  return (
    <TextField
      select
      id={id}
      label={props.label}
      value={props.value}
      variant="outlined"
      size="small"
      className={classes.field}
      InputLabelProps={{ shrink: true, className: classes.label }}
      SelectProps={{ native: true }}
      onChange={event => props.onChange(event.target.value)}
    >
      {!props.chosen && <option value="">{words('table.all')}</option>}
      {props.options.map(option => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </TextField>
  );
}

/** A filter by text; it applies once one stops typing. */
export function TextFilter(props: {
  label: string;
  value: string;
  placeholder?: string;
  onChange: (value: string) => void;
}) {
  const classes = useStyles();
  const { value, onChange } = props;
  const id = useId();
  const [text, setText] = useState(value);
  const settled = useDebounced(text, 300);
  useEffect(() => {
    if (settled !== value) {
      onChange(settled);
    }
    // Only what was typed moves the filter; the URL moves the field below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  useEffect(() => setText(value), [value]);
  return (
    <TextField
      variant="outlined"
      size="small"
      className={`${classes.field} ${classes.wide}`}
      id={id}
      label={props.label}
      placeholder={props.placeholder}
      InputLabelProps={{ shrink: true, className: classes.label }}
      value={text}
      onChange={event => setText(event.target.value)}
    />
  );
}

/** A filter by a day, local and as the browser's field has it: "2026-11-21". */
export function DayFilter(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const classes = useStyles();
  const id = useId();
  return (
    <TextField
      type="date"
      id={id}
      label={props.label}
      value={props.value}
      variant="outlined"
      size="small"
      className={classes.field}
      InputLabelProps={{ shrink: true, className: classes.label }}
      onChange={event => props.onChange(event.target.value)}
    />
  );
}
