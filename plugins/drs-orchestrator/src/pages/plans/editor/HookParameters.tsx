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
import Delete from '@material-ui/icons/DeleteOutline';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextButton } from '../../../components/control/TextButton';
import { concerns, fieldHelp } from '../../../components/form/fieldFindings';
import { IconAction } from '../../../components/form/IconAction';
import { FailureText } from '../../../components/status/FailureText';
import { useTones } from '../../../theme/tones';
import { usePlanEditorWords } from '../../../translations/usePlanEditorWords';
import type { ParameterDraft } from '../hookDraft';

const MOST_PARAMETERS = 50;

const useStyles = makeStyles(theme => ({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr) auto',
    gap: theme.spacing(1),
    alignItems: 'start',
    marginBottom: theme.spacing(1.5),
  },
}));

/** What a hook is given: names with values. */
export function HookParameters(props: {
  parameters: readonly ParameterDraft[];
  /** SSM takes lists of values, one a line. */
  ofRunbook: boolean;
  /** The path of the parameters in the request. */
  field: string;
  findings: readonly Finding[];
  onChange: (parameters: ParameterDraft[]) => void;
}) {
  const classes = useStyles();
  const t = usePlanEditorWords();
  const id = useId();
  const { parameters, onChange } = props;
  const { bad } = useTones();
  const fieldOf = (index: number) => `${props.field}[${index}]`;
  const general = fieldHelp(
    props.findings.filter(
      finding =>
        !parameters.some((_, index) => concerns(finding, fieldOf(index))),
    ),
    props.field,
  );
  const change = (index: number, changes: Partial<ParameterDraft>) =>
    onChange(
      parameters.map((parameter, position) =>
        position === index ? { ...parameter, ...changes } : parameter,
      ),
    );
  return (
    <div role="group" aria-label={t('hooks.parameters')}>
      {parameters.map((parameter, index) => {
        const help = fieldHelp(props.findings, fieldOf(index));
        return (
          <div key={index} className={classes.row}>
            <TextField
              id={`${id}-name-${index}`}
              label={t('hooks.parameter', { number: String(index + 1) })}
              variant="outlined"
              size="small"
              value={parameter.name}
              error={help.error}
              helperText={
                help.error ? <FailureText>{help.text}</FailureText> : help.text
              }
              inputProps={{ maxLength: 128, 'aria-invalid': help.error }}
              InputLabelProps={{
                shrink: true,
                style: help.error ? { color: bad.main } : undefined,
              }}
              onChange={event => change(index, { name: event.target.value })}
            />
            <TextField
              id={`${id}-value-${index}`}
              label={t('hooks.parameterValue', { number: String(index + 1) })}
              variant="outlined"
              size="small"
              // A line for text would leave out the breaks of what is stored.
              multiline
              value={parameter.value}
              helperText={
                props.ofRunbook || parameter.list
                  ? t('hooks.parameterHelp')
                  : ''
              }
              inputProps={{ maxLength: 4096 }}
              InputLabelProps={{ shrink: true }}
              onChange={event =>
                change(index, { value: event.target.value, stored: undefined })
              }
            />
            <IconAction
              label={t('hooks.removeParameter', {
                name: parameter.name || String(index + 1),
              })}
              onClick={() =>
                onChange(parameters.filter((_, position) => position !== index))
              }
            >
              <Delete />
            </IconAction>
          </div>
        );
      })}
      {general.text && <FailureText>{general.text}</FailureText>}
      <TextButton
        size="small"
        disabled={parameters.length >= MOST_PARAMETERS}
        onClick={() =>
          onChange([...parameters, { name: '', value: '', list: false }])
        }
      >
        {t('hooks.addParameter')}
      </TextButton>
    </div>
  );
}
