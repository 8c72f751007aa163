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
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Field } from '../../../components/form/Field';
import { findingsOf } from '../../../components/form/fieldFindings';
import { Foldout } from '../../../components/form/Foldout';
import { Tick } from '../../../components/form/Tick';
import { useFieldGrid } from '../../../components/form/useFieldGrid';
import { capitalised, listed } from '../../../format/counting';
import { durationText } from '../../../format/time';
import type { PlanEditorWords } from '../../../translations/planEditor';
import { usePlanEditorWords } from '../../../translations/usePlanEditorWords';
import { HealthCheckFields } from './HealthCheckFields';
import type { HealthCheckDraft } from '../healthCheckDraft';
import { HookList } from './HookList';
import type { WaveDraft } from '../planDraft';
import type { Words } from '../../../translations/words';
import { useWords } from '../../../translations/useWords';

const useStyles = makeStyles(theme => ({
  root: { marginTop: theme.spacing(2) },
}));

/** The rarer fields of a wave, folded: approval and pace, hooks, health, description. */
export function WaveRules(props: {
  wave: WaveDraft;
  /** The path of the wave in the request. */
  field: string;
  findings: readonly Finding[];
  onChange: (changes: Partial<WaveDraft>) => void;
}) {
  const words = useWords();
  const t = usePlanEditorWords();
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
        title={t('rules.pace')}
        says={paceText(t, words, wave)}
        problems={problems('parallelism', 'waitTimeSeconds')}
      >
        <div className={grid.fields}>
          <div className={grid.wide}>
            <Tick
              label={t('rules.approval')}
              checked={wave.pauseBeforeWave}
              onChange={pauseBeforeWave => onChange({ pauseBeforeWave })}
              help={t('rules.approvalHelp')}
            />
          </div>
          <Field
            label={t('rules.parallelism')}
            field={`${field}.parallelism`}
            type="number"
            min={1}
            max={1000}
            findings={findings}
            value={wave.parallelism}
            onChange={parallelism => onChange({ parallelism })}
            placeholder={t('rules.parallelismAll')}
            help={t('rules.parallelismHelp')}
          />
          <Field
            label={t('rules.waitAfterwards')}
            field={`${field}.waitTimeSeconds`}
            type="number"
            min={0}
            max={86_400}
            findings={findings}
            value={wave.waitTimeSeconds}
            onChange={waitTimeSeconds => onChange({ waitTimeSeconds })}
            help={t('rules.waitAfterwardsHelp')}
          />
        </div>
      </Foldout>
      <Foldout
        title={t('rules.hooks')}
        says={hooksText(t, words, wave)}
        problems={problems('preWaveHooks', 'postWaveHooks')}
      >
        <HookList
          title={t('rules.hooksBefore')}
          field={`${field}.preWaveHooks`}
          hooks={wave.preWaveHooks}
          findings={findings}
          onChange={preWaveHooks => onChange({ preWaveHooks })}
        />
        <HookList
          title={t('rules.hooksAfter')}
          field={`${field}.postWaveHooks`}
          hooks={wave.postWaveHooks}
          findings={findings}
          onChange={postWaveHooks => onChange({ postWaveHooks })}
        />
      </Foldout>
      <Foldout
        title={t('rules.health')}
        says={checkText(t, words, wave.healthCheck)}
        problems={problems('healthCheck')}
      >
        <HealthCheckFields
          check={wave.healthCheck}
          field={`${field}.healthCheck`}
          findings={findings}
          onChange={healthCheck => onChange({ healthCheck })}
        />
      </Foldout>
      <Foldout
        title={t('wave.description')}
        says={beginningOf(wave.description) || t('wave.noDescription')}
        problems={problems('description')}
      >
        <Field
          label={t('wave.description')}
          field={`${field}.description`}
          multiline
          maxLength={1000}
          findings={findings}
          value={wave.description}
          onChange={description => onChange({ description })}
          help={t('wave.descriptionHelp')}
        />
      </Foldout>
    </div>
  );
}

/** As much of a text as fits in a line beside the title that folds it away. */
function beginningOf(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79).trimEnd()}…` : line;
}

function paceText(t: PlanEditorWords, words: Words, wave: WaveDraft): string {
  const wait = Number(wave.waitTimeSeconds);
  return capitalised(
    listed(words, [
      wave.pauseBeforeWave
        ? t('rules.asksForApproval')
        : t('rules.startsByItself'),
      wave.parallelism.trim() === ''
        ? t('rules.allAtOnce')
        : t('rules.atATime', { n: wave.parallelism }),
      ...(wait > 0
        ? [t('rules.thenWaits', { duration: durationText(words, wait) })]
        : []),
    ]),
  );
}

function hooksText(t: PlanEditorWords, words: Words, wave: WaveDraft): string {
  const { preWaveHooks, postWaveHooks } = wave;
  const parts = [
    ...(preWaveHooks.length > 0
      ? [t('rules.hooksCountBefore', { n: String(preWaveHooks.length) })]
      : []),
    ...(postWaveHooks.length > 0
      ? [t('rules.hooksCountAfter', { n: String(postWaveHooks.length) })]
      : []),
  ];
  return parts.length > 0 ? listed(words, parts) : t('rules.noHooks');
}

function checkText(
  t: PlanEditorWords,
  words: Words,
  check: HealthCheckDraft,
): string {
  const looked = [
    ...(check.ec2Status ? [t('health.ec2Status')] : []),
    ...(check.launchActions ? [t('health.launchActions')] : []),
    ...(check.probes.length > 0
      ? [t('rules.probes', { count: check.probes.length })]
      : []),
  ];
  return looked.length === 0
    ? t('rules.notChecked')
    : t(check.required ? 'rules.unhealthyFails' : 'rules.unhealthyReported', {
        checks: capitalised(listed(words, looked)),
      });
}
