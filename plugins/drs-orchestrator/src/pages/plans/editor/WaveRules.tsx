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
import {
  type Finding,
  formatDuration,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Field } from '../../../components/form/Field';
import { findingsOf } from '../../../components/form/fieldFindings';
import { Foldout } from '../../../components/form/Foldout';
import { Tick } from '../../../components/form/Tick';
import { useFieldGrid } from '../../../components/form/useFieldGrid';
import { capitalised, counted, listed } from '../../../format/counting';
import { HealthCheckFields } from './HealthCheckFields';
import type { HealthCheckDraft } from '../healthCheckDraft';
import { HookList } from './HookList';
import type { WaveDraft } from '../planDraft';
import type { Words } from '../../../translations/words';
import { useWords } from '../../../translations/useWords';

const useStyles = makeStyles(theme => ({
  root: { marginTop: theme.spacing(2) },
}));

/** The rarer rules of a wave, folded: approval and pace, hooks, health. */
export function WaveRules(props: {
  wave: WaveDraft;
  /** The path of the wave in the request. */
  field: string;
  findings: readonly Finding[];
  onChange: (changes: Partial<WaveDraft>) => void;
}) {
  const words = useWords();
  const classes = useStyles();
  const grid = useFieldGrid();
  const { wave, field, findings, onChange } = props;
  const problems = (...parts: string[]) =>
    parts
      .flatMap(part => findingsOf(findings, `${field}.${part}`))
      .filter(finding => finding.severity === 'BLOCKING').length;
  return (
    <div className={classes.root}>
      <Foldout
        title="Approval and pace"
        says={paceText(words, wave)}
        problems={problems('parallelism', 'waitTimeSeconds')}
      >
        <div className={grid.fields}>
          <div className={grid.wide}>
            <Tick
              label="Ask for approval before this wave"
              checked={wave.pauseBeforeWave}
              onChange={pauseBeforeWave => onChange({ pauseBeforeWave })}
              help="It holds back this wave and what depends on it, nothing else"
            />
          </div>
          <Field
            label="Servers at once"
            field={`${field}.parallelism`}
            type="number"
            min={1}
            max={1000}
            findings={findings}
            value={wave.parallelism}
            onChange={parallelism => onChange({ parallelism })}
            placeholder="All"
            help="1 launches them one after another"
          />
          <Field
            label="Waits afterwards (seconds)"
            field={`${field}.waitTimeSeconds`}
            type="number"
            min={0}
            max={86_400}
            findings={findings}
            value={wave.waitTimeSeconds}
            onChange={waitTimeSeconds => onChange({ waitTimeSeconds })}
            help="Before the waves that depend on it start"
          />
        </div>
      </Foldout>
      <Foldout
        title="Hooks"
        says={hooksText(words, wave)}
        problems={problems('preWaveHooks', 'postWaveHooks')}
      >
        <HookList
          title="Before the launches"
          field={`${field}.preWaveHooks`}
          hooks={wave.preWaveHooks}
          findings={findings}
          onChange={preWaveHooks => onChange({ preWaveHooks })}
        />
        <HookList
          title="Once the servers are up"
          field={`${field}.postWaveHooks`}
          hooks={wave.postWaveHooks}
          findings={findings}
          onChange={postWaveHooks => onChange({ postWaveHooks })}
        />
      </Foldout>
      <Foldout
        title="Health"
        says={healthText(words, wave.healthCheck)}
        problems={problems('healthCheck')}
      >
        <HealthCheckFields
          check={wave.healthCheck}
          field={`${field}.healthCheck`}
          findings={findings}
          onChange={healthCheck => onChange({ healthCheck })}
        />
      </Foldout>
    </div>
  );
}

function paceText(words: Words, wave: WaveDraft): string {
  const wait = Number(wave.waitTimeSeconds);
  return capitalised(
    listed(words, [
      wave.pauseBeforeWave ? 'asks for approval' : 'starts by itself',
      wave.parallelism.trim() === ''
        ? 'all servers at once'
        : `${wave.parallelism} at a time`,
      ...(wait > 0 ? [`then waits ${formatDuration(wait)}`] : []),
    ]),
  );
}

function hooksText(words: Words, wave: WaveDraft): string {
  const parts = [
    ...(wave.preWaveHooks.length > 0
      ? [`${wave.preWaveHooks.length} before`]
      : []),
    ...(wave.postWaveHooks.length > 0
      ? [`${wave.postWaveHooks.length} after`]
      : []),
  ];
  return parts.length > 0 ? listed(words, parts) : 'None';
}

function healthText(words: Words, check: HealthCheckDraft): string {
  const looked = [
    ...(check.ec2Status ? ['EC2 status'] : []),
    ...(check.launchActions ? ['launch actions'] : []),
    ...(check.probes.length > 0 ? [counted(check.probes.length, 'probe')] : []),
  ];
  if (looked.length === 0) {
    return 'Not checked';
  }
  return `${capitalised(listed(words, looked))}; what is unhealthy ${
    check.required ? 'counts as failed' : 'is reported'
  }`;
}
