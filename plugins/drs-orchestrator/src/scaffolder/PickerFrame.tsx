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

import type { ReactNode } from 'react';
import FormLabel from '@material-ui/core/FormLabel';
import { makeStyles } from '@material-ui/core/styles';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { PluginFrame } from '../components/page/PluginFrame';
import { useTones } from '../theme/tones';

const useStyles = makeStyles(theme => ({
  label: {
    display: 'block',
    marginBottom: theme.spacing(1.5),
    // In the label's own colour, also where the field has a problem.
    '&& > .MuiFormLabel-asterisk': { color: 'inherit' },
  },
}));

/** What a field of a template gets from its form, whatever its value is. */
export type PickerProps<Value, Options = {}> = FieldExtensionComponentProps<
  Value,
  Options
>;

/** What frames a field of a template: its title, where it has several parts, and what the form says of it. */
export function PickerFrame<Value, Options>(props: {
  of: PickerProps<Value, Options>;
  /** Of a field of several parts; others are labelled by themselves. */
  groupTitle?: string;
  children: ReactNode;
}) {
  const classes = useStyles();
  const { schema, uiSchema, rawErrors, errors, required, disabled, idSchema } =
    props.of;
  const tones = useTones();
  const labelId = `${idSchema.$id}-label`;
  return (
    <ScaffolderField
      rawErrors={rawErrors}
      rawDescription={uiSchema['ui:description'] ?? schema.description}
      required={required}
      disabled={disabled}
      errors={errors}
    >
      <PluginFrame>
        {props.groupTitle === undefined ? (
          props.children
        ) : (
          <div role="group" aria-labelledby={labelId}>
            <FormLabel
              id={labelId}
              component="span"
              className={classes.label}
              required={required}
              // Backstage's own red is too faint for words.
              style={{ color: rawErrors?.length ? tones.bad.main : undefined }}
            >
              {props.groupTitle}
            </FormLabel>
            {props.children}
          </div>
        )}
      </PluginFrame>
    </ScaffolderField>
  );
}
