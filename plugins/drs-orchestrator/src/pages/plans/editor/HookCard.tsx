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
import { usePlanEditorWords } from '../../../translations/usePlanEditorWords';
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

const kinds: readonly Hook['type'][] = ['webhook', 'lambda', 'ssm-automation'];

const examples: Record<Hook['type'], string> = {
  webhook: 'https://hooks.example.com/drain',
  lambda: 'arn:aws:lambda:us-west-2:111122223333:function:drain',
  'ssm-automation': 'Orders-CheckReplicationSlots',
};

const isType = (value: string): value is Hook['type'] =>
  kinds.some(kind => kind === value);

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
  const t = usePlanEditorWords();
  const { hook, index, findings, field } = props;
  const change = (changes: Partial<HookDraft>) =>
    props.onChange({ ...hook, ...changes });
  const number = String(index + 1);
  const name = hook.name || t('hooks.numbered', { number });
  return (
    <div
      role="group"
      aria-label={t('hooks.label', { number })}
      className={classes.card}
    >
      <div className={classes.top}>
        <strong>
          {t('hooks.heading', {
            number,
            name: hook.name || t('hooks.unnamed'),
          })}
        </strong>
        <div>
          <IconAction
            label={t('hooks.moveUp', { name })}
            disabled={index === 0}
            onClick={() => props.onMove(-1)}
          >
            <ArrowUpward />
          </IconAction>
          <IconAction
            label={t('hooks.moveDown', { name })}
            disabled={index === props.count - 1}
            onClick={() => props.onMove(1)}
          >
            <ArrowDownward />
          </IconAction>
          <IconAction
            label={t('hooks.remove', { name })}
            onClick={props.onRemove}
          >
            <Delete />
          </IconAction>
        </div>
      </div>
      <div className={classes.fields}>
        <Choice
          label={t('hooks.kind')}
          field={`${field}.type`}
          required
          chosen
          findings={findings}
          value={hook.type}
          options={kinds.map(value => ({
            value,
            text: t(`hooks.types.${value}`),
          }))}
          onChange={value => {
            if (isType(value)) {
              props.onChange(withType(hook, value));
            }
          }}
        />
        <Field
          label={t('hooks.name')}
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
            label={t(`hooks.targets.${hook.type}`)}
            field={`${field}.target`}
            required
            findings={findings}
            value={hook.target}
            onChange={target => change({ target })}
            placeholder={examples[hook.type]}
            help={t(`hooks.targetHelp.${hook.type}`)}
          />
        </div>
        <Field
          label={t('hooks.timeout')}
          field={`${field}.timeoutSeconds`}
          type="number"
          min={1}
          max={longestTimeout[hook.type]}
          findings={findings}
          value={hook.timeoutSeconds}
          onChange={timeoutSeconds => change({ timeoutSeconds })}
          help={t('hooks.timeoutHelp', {
            n: String(longestTimeout[hook.type]),
          })}
        />
        <Field
          label={t('hooks.attempts')}
          field={`${field}.attempts`}
          type="number"
          min={1}
          max={10}
          findings={findings}
          value={hook.attempts}
          onChange={attempts => change({ attempts })}
          help={t('hooks.attemptsHelp')}
        />
        <Choice
          label={t('hooks.delivery')}
          field={`${field}.delivery`}
          chosen
          findings={findings}
          value={hook.delivery}
          options={[
            {
              value: 'AT_LEAST_ONCE',
              text: t('hooks.deliveries.AT_LEAST_ONCE'),
            },
            { value: 'AT_MOST_ONCE', text: t('hooks.deliveries.AT_MOST_ONCE') },
          ]}
          onChange={value =>
            change({
              delivery:
                value === 'AT_MOST_ONCE' ? 'AT_MOST_ONCE' : 'AT_LEAST_ONCE',
            })
          }
          help={t(`hooks.deliveryHelp.${hook.delivery}`)}
        />
        <Choice
          label={t('hooks.onFailure')}
          field={`${field}.onFailure`}
          chosen
          findings={findings}
          value={hook.onFailure}
          options={[
            { value: 'FAIL', text: t('hooks.failures.FAIL') },
            { value: 'CONTINUE', text: t('hooks.failures.CONTINUE') },
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
