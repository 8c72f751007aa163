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
import Delete from '@material-ui/icons/DeleteOutline';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextButton } from '../../../components/control/TextButton';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { IconAction } from '../../../components/form/IconAction';
import { Tick } from '../../../components/form/Tick';
import { usePlanEditorWords } from '../../../translations/usePlanEditorWords';
import {
  newProbe,
  type HealthCheckDraft,
  type ProbeDraft,
} from '../healthCheckDraft';

const MOST_PROBES = 10;

const useStyles = makeStyles(theme => ({
  fields: { display: 'grid', gap: theme.spacing(2) },
  short: { maxWidth: 320 },
  probe: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5),
    alignItems: 'flex-start',
  },
  part: { flex: '1 1 110px' },
}));

/** What a launched server must show to count as healthy, and what it means if it does not. */
export function HealthCheckFields(props: {
  check: HealthCheckDraft;
  /** The path of the health check in the request. */
  field: string;
  findings: readonly Finding[];
  onChange: (check: HealthCheckDraft) => void;
}) {
  const classes = useStyles();
  const t = usePlanEditorWords();
  const { check, field, findings } = props;
  const change = (changes: Partial<HealthCheckDraft>) =>
    props.onChange({ ...check, ...changes });
  const changeProbe = (key: string, changes: Partial<ProbeDraft>) =>
    change({
      probes: check.probes.map(probe =>
        probe.key === key ? { ...probe, ...changes } : probe,
      ),
    });
  return (
    <div className={classes.fields}>
      <Tick
        label={t('health.ec2StatusLabel')}
        checked={check.ec2Status}
        onChange={ec2Status => change({ ec2Status })}
      />
      <Tick
        label={t('health.launchActionsLabel')}
        checked={check.launchActions}
        onChange={launchActions => change({ launchActions })}
        help={t('health.launchActionsHelp')}
      />
      {check.probes.map((probe, index) => (
        <ProbeFields
          key={probe.key}
          probe={probe}
          index={index}
          field={`${field}.probes[${index}]`}
          findings={findings}
          onChange={changes => changeProbe(probe.key, changes)}
          onRemove={() =>
            change({
              probes: check.probes.filter(other => other.key !== probe.key),
            })
          }
        />
      ))}
      <div>
        <TextButton
          size="small"
          disabled={check.probes.length >= MOST_PROBES}
          onClick={() => change({ probes: [...check.probes, newProbe()] })}
        >
          {t('health.addProbe')}
        </TextButton>
      </div>
      <div className={classes.short}>
        <Field
          label={t('health.within')}
          field={`${field}.timeoutSeconds`}
          type="number"
          min={30}
          max={300}
          findings={findings}
          value={check.timeoutSeconds}
          onChange={timeoutSeconds => change({ timeoutSeconds })}
          help={t('health.withinHelp')}
        />
      </div>
      <Tick
        label={t('health.required')}
        checked={check.required}
        onChange={required => change({ required })}
        help={t('health.requiredHelp')}
      />
    </div>
  );
}

function ProbeFields(props: {
  probe: ProbeDraft;
  index: number;
  field: string;
  findings: readonly Finding[];
  onChange: (changes: Partial<ProbeDraft>) => void;
  onRemove: () => void;
}) {
  const classes = useStyles();
  const t = usePlanEditorWords();
  const { probe, index, field, findings, onChange } = props;
  const number = String(index + 1);
  return (
    <div
      role="group"
      aria-label={t('health.probeNumber', { number })}
      className={classes.probe}
    >
      <div className={classes.part}>
        <Choice
          label={t('health.probe')}
          field={`${field}.type`}
          chosen
          findings={findings}
          value={probe.type}
          options={[
            { value: 'tcp', text: t('health.tcp') },
            { value: 'http', text: t('health.http') },
          ]}
          onChange={value =>
            onChange(
              value === 'http'
                ? {
                    type: 'http',
                    port: probe.port === '443' ? '80' : probe.port,
                  }
                : { type: 'tcp' },
            )
          }
        />
      </div>
      <div className={classes.part}>
        <Field
          label={t('health.port')}
          field={`${field}.port`}
          type="number"
          min={1}
          max={65_535}
          required
          findings={findings}
          value={probe.port}
          onChange={port => onChange({ port })}
        />
      </div>
      {probe.type === 'http' && (
        <>
          <div className={classes.part}>
            <Field
              label={t('health.path')}
              field={`${field}.path`}
              findings={findings}
              value={probe.path}
              onChange={path => onChange({ path })}
            />
          </div>
          <div className={classes.part}>
            <Field
              label={t('health.expectedStatus')}
              field={`${field}.expectedStatus`}
              type="number"
              min={100}
              max={599}
              findings={findings}
              value={probe.expectedStatus}
              onChange={expectedStatus => onChange({ expectedStatus })}
            />
          </div>
        </>
      )}
      <IconAction
        label={t('health.removeProbe', { number })}
        onClick={props.onRemove}
      >
        <Delete />
      </IconAction>
    </div>
  );
}
