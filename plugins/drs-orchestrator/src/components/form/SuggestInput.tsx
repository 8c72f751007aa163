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

import { Fragment } from 'react';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { AutocompleteRenderInputParams } from '@material-ui/lab/Autocomplete';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useTones } from '../../theme/tones';
import { CopyButton } from '../control/CopyButton';
import { FailureText } from '../status/FailureText';
import { fieldHelp } from './fieldFindings';
import type { Words } from '../../translations/words';
import { useWords } from '../../translations/useWords';

/** Something that may be chosen. */
export interface Suggestion {
  /** What is written into the field: an ID, as AWS knows it. */
  value: string;
  /** What people call it; the value, where it has no name. */
  title: string;
  /** What helps to choose, the weightiest first. */
  facts: readonly string[];
}

/** Why there is nothing to choose from. */
export interface Trouble {
  /** In a sentence that fits below a field. */
  short: string;
  /** In the words of whoever refused, with what finds it in their logs. */
  whole: string;
}

/** What may be chosen, as far as it is known. */
export interface Suggestions {
  items: readonly Suggestion[];
  /** How many there are, of which `items` are the first. */
  total: number;
  loading: boolean;
  /** Why nothing can be suggested; what is typed counts all the same. */
  trouble?: Trouble;
}

const useStyles = makeStyles(theme => ({
  option: { minWidth: 0, width: '100%' },
  title: { overflowWrap: 'anywhere' },
  // An ID that does not fit beside the name stands below it as a whole.
  value: {
    display: 'inline-block',
    fontFamily: 'monospace',
    fontSize: theme.typography.body2.fontSize,
    overflowWrap: 'anywhere',
  },
}));

/** One line for the name, one for what helps to choose; both are read out. */
export function SuggestionLines({ option }: { option: Suggestion }) {
  const classes = useStyles();
  // The usual grey is too faint on the ground of the option in focus.
  const { main: color } = useTones().neutral;
  return (
    <div className={classes.option}>
      <div className={classes.title}>
        {option.title}{' '}
        {option.title !== option.value && (
          <span className={classes.value} style={{ color }}>
            {option.value}
          </span>
        )}
      </div>
      {option.facts.length > 0 && (
        <Typography variant="body2" style={{ color }}>
          {option.facts.join(' · ')}
        </Typography>
      )}
    </div>
  );
}

/** The text field of an Autocomplete, with the form's look, its problems, and what AWS could not be asked. */
export function SuggestInput(props: {
  params: AutocompleteRenderInputParams;
  label: string;
  field: string;
  findings: readonly Finding[];
  suggestions: Suggestions;
  /** Somebody is looking for something: what they typed is no value yet. */
  searching: boolean;
  placeholder?: string;
  help?: string;
}) {
  const { bad, warning } = useTones();
  const words = useWords();
  const { params, suggestions, searching } = props;
  const problem = fieldHelp(props.findings, props.field);
  const isWrong = problem.error && !searching;
  const { trouble } = suggestions;
  const lines = [
    ...(isWrong
      ? [<FailureText key="problem">{problem.text}</FailureText>]
      : []),
    ...(!isWrong && searching && !trouble
      ? [searchHelp(words, suggestions)]
      : []),
    ...(!isWrong && !searching && (problem.text || props.help)
      ? [problem.text || props.help]
      : []),
    ...(trouble
      ? [
          <span
            key="trouble"
            title={trouble.whole}
            style={{ color: warning.main }}
          >
            {trouble.short}
          </span>,
        ]
      : []),
  ];
  return (
    <>
      <TextField
        {...params}
        label={props.label}
        placeholder={props.placeholder}
        variant="outlined"
        size="small"
        error={isWrong}
        helperText={
          lines.length > 0
            ? lines.map((line, index) => (
                <Fragment key={index}>
                  {index > 0 && <br />}
                  {line}
                </Fragment>
              ))
            : undefined
        }
        inputProps={{ ...params.inputProps, 'aria-invalid': isWrong }}
        InputLabelProps={{
          ...params.InputLabelProps,
          shrink: true,
          style: isWrong ? { color: bad.main } : undefined,
        }}
      />
      {trouble && (
        <CopyButton
          text={trouble.whole}
          label={words('form.copyTrouble', { field: props.label })}
        />
      )}
    </>
  );
}

/** What the list below the field is, for those who do not see it. */
function searchHelp(
  words: Words,
  { items, total, loading }: Suggestions,
): string {
  if (loading) {
    return words('form.asking');
  }
  if (items.length === 0) {
    return words('form.noneMatches');
  }
  return items.length < total
    ? words('form.firstOf', {
        shown: String(items.length),
        total: String(total),
      })
    : words('form.chooseFrom', { total: String(total) });
}
