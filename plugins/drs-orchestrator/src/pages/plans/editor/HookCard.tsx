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

import { makeStyles } from '@material-ui/core/styles';
import ArrowDownward from '@material-ui/icons/ArrowDownward';
import ArrowUpward from '@material-ui/icons/ArrowUpward';
import Delete from '@material-ui/icons/DeleteOutline';
import type {
  Finding,
  Hook,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { IconAction } from '../../../components/form/IconAction';
import { HookParameters } from './HookParameters';
import { longestTimeout, withType, type HookDraft } from '../hookDraft';

const useStyles = makeStyles(theme => ({
  card: {
    padding: theme.spacing(1.5),
    margin: theme.spacing(1, 0),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
  top: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    marginBottom: theme.spacing(1.5),
  },
  fields: {
    display: 'grid',
    gap: theme.spacing(2.5),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(180px, 100%), 1fr))',
    alignItems: 'start',
  },
  wide: { gridColumn: '1 / -1' },
}));

const types: Record<
  Hook['type'],
  { text: string; target: string; example: string }
> = {
  webhook: {
    text: 'Webhook',
    target: 'URL',
    example: 'https://hooks.example.com/drain',
  },
  lambda: {
    text: 'Lambda function',
    target: 'ARN of the function',
    example: 'arn:aws:lambda:us-west-2:111122223333:function:drain',
  },
  'ssm-automation': {
    text: 'SSM Automation',
    target: 'Runbook',
    example: 'Orders-CheckReplicationSlots',
  },
};

const targetHelp: Record<Hook['type'], string> = {
  webhook: 'Signed, by https, to a host that the configuration allows',
  lambda: 'In an account on record',
  'ssm-automation': 'Its name, or its ARN where it is shared',
};

const isType = (value: string): value is Hook['type'] => value in types;

/** One hook: what is called, how often, and what its failure means. */
export function HookCard(props: {
  hook: HookDraft;
  index: number;
  count: number;
  /** The path of the hook in the request. */
  field: string;
  findings: readonly Finding[];
  onChange: (hook: HookDraft) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const classes = useStyles();
  const { hook, index, findings, field } = props;
  const change = (changes: Partial<HookDraft>) =>
    props.onChange({ ...hook, ...changes });
  const name = hook.name || `hook ${index + 1}`;
  return (
    <div role="group" aria-label={`Hook ${index + 1}`} className={classes.card}>
      <div className={classes.top}>
        <strong>
          {index + 1}. {hook.name || 'Unnamed'}
        </strong>
        <div>
          <IconAction
            label={`Move ${name} up`}
            disabled={index === 0}
            onClick={() => props.onMove(-1)}
          >
            <ArrowUpward />
          </IconAction>
          <IconAction
            label={`Move ${name} down`}
            disabled={index === props.count - 1}
            onClick={() => props.onMove(1)}
          >
            <ArrowDownward />
          </IconAction>
          <IconAction label={`Remove ${name}`} onClick={props.onRemove}>
            <Delete />
          </IconAction>
        </div>
      </div>
      <div className={classes.fields}>
        <Choice
          label="Kind"
          field={`${field}.type`}
          required
          chosen
          findings={findings}
          value={hook.type}
          options={Object.entries(types).map(([value, { text }]) => ({
            value,
            text,
          }))}
          onChange={value => {
            if (isType(value)) {
              props.onChange(withType(hook, value));
            }
          }}
        />
        <Field
          label="Hook name"
          field={`${field}.name`}
          required
          maxLength={255}
          findings={findings}
          value={hook.name}
          onChange={value => change({ name: value })}
          placeholder="drain-queues"
        />
        <div className={classes.wide}>
          <Field
            label={types[hook.type].target}
            field={`${field}.target`}
            required
            findings={findings}
            value={hook.target}
            onChange={target => change({ target })}
            placeholder={types[hook.type].example}
            help={targetHelp[hook.type]}
          />
        </div>
        <Field
          label="Time allowed (seconds)"
          field={`${field}.timeoutSeconds`}
          type="number"
          min={1}
          max={longestTimeout[hook.type]}
          findings={findings}
          value={hook.timeoutSeconds}
          onChange={timeoutSeconds => change({ timeoutSeconds })}
          help={`At most ${longestTimeout[hook.type]}`}
        />
        <Field
          label="Attempts"
          field={`${field}.attempts`}
          type="number"
          min={1}
          max={10}
          findings={findings}
          value={hook.attempts}
          onChange={attempts => change({ attempts })}
          help="In all, while it fails"
        />
        <Choice
          label="If nobody knows whether it ran"
          field={`${field}.delivery`}
          chosen
          findings={findings}
          value={hook.delivery}
          options={[
            { value: 'AT_LEAST_ONCE', text: 'Call it again' },
            { value: 'AT_MOST_ONCE', text: 'Do not call it again' },
          ]}
          onChange={value =>
            change({
              delivery:
                value === 'AT_MOST_ONCE' ? 'AT_MOST_ONCE' : 'AT_LEAST_ONCE',
            })
          }
          help={
            hook.delivery === 'AT_LEAST_ONCE'
              ? 'Harmless when it is done twice'
              : 'Must never be done twice'
          }
        />
        <Choice
          label="If it fails"
          field={`${field}.onFailure`}
          chosen
          findings={findings}
          value={hook.onFailure}
          options={[
            { value: 'FAIL', text: 'The wave fails' },
            { value: 'CONTINUE', text: 'The wave goes on' },
          ]}
          onChange={value =>
            change({ onFailure: value === 'CONTINUE' ? 'CONTINUE' : 'FAIL' })
          }
        />
        <div className={classes.wide}>
          <HookParameters
            parameters={hook.parameters}
            ofRunbook={hook.type === 'ssm-automation'}
            field={`${field}.parameters`}
            findings={findings}
            onChange={parameters => change({ parameters })}
          />
        </div>
      </div>
    </div>
  );
}
