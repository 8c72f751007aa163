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

import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import type {
  Finding,
  ProtectionGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Field, fieldId } from '../../../components/form/Field';
import { fieldHelp } from '../../../components/form/fieldFindings';
import { Tick } from '../../../components/form/Tick';
import { useFieldGrid } from '../../../components/form/useFieldGrid';
import { FailureText } from '../../../components/status/FailureText';
import { useTones } from '../../../theme/tones';
import { usePlanEditorWords } from '../../../translations/usePlanEditorWords';
import type { WaveDraft } from '../planDraft';
import { GroupPicker } from './GroupPicker';
import { WaveRules } from './WaveRules';
import { waveNames } from './waveWords';
import { useAutocompleteWords } from '../../../components/form/useAutocompleteWords';

/** The fields of a wave: its groups, what it waits for, its limits; the rarer ones folded. */
export function WaveFields(props: {
  wave: WaveDraft;
  index: number;
  waves: readonly WaveDraft[];
  groups: readonly ProtectionGroup[];
  findings: readonly Finding[];
  onChange: (wave: WaveDraft) => void;
}) {
  const autocompleteWords = useAutocompleteWords();
  const grid = useFieldGrid();
  const t = usePlanEditorWords();
  const { bad } = useTones();
  const { wave, index, waves, findings } = props;
  const field = (name: string) => `waves[${index}].${name}`;
  const change = (changes: Partial<WaveDraft>) =>
    props.onChange({ ...wave, ...changes });
  const afterHelp = fieldHelp(findings, field('dependsOnWaves'));
  const nameOf = waveNames(t, waves);
  return (
    <>
      <div className={grid.fields}>
        <div className={grid.wide}>
          <Field
            label={t('wave.name')}
            field={field('waveName')}
            required
            maxLength={255}
            findings={findings}
            value={wave.waveName}
            onChange={waveName => change({ waveName })}
            placeholder={t('wave.namePlaceholder')}
          />
        </div>
        <div className={grid.wide}>
          <GroupPicker
            wave={wave}
            waveNumber={index + 1}
            field={field('protectionGroupIds')}
            serversField={field('serverIds')}
            groups={props.groups}
            findings={findings}
            onChange={change}
          />
        </div>
        <div className={grid.wide}>
          <Autocomplete
            {...autocompleteWords}
            multiple
            disableCloseOnSelect
            filterSelectedOptions
            id={fieldId(field('dependsOnWaves'))}
            size="small"
            options={waves
              .filter(other => other.key !== wave.key)
              .map(other => other.key)}
            value={wave.dependsOn}
            getOptionLabel={nameOf}
            onChange={(_, dependsOn) => change({ dependsOn })}
            noOptionsText={t('wave.noOtherWave')}
            renderInput={params => (
              <TextField
                {...params}
                label={t('wave.dependsOn')}
                variant="outlined"
                error={afterHelp.error}
                helperText={
                  afterHelp.error ? (
                    <FailureText>{afterHelp.text}</FailureText>
                  ) : (
                    afterHelp.text ||
                    (wave.dependsOn.length === 0
                      ? t('wave.startsAtOnce')
                      : t('wave.startsAfterAll'))
                  )
                }
                inputProps={{
                  ...params.inputProps,
                  'aria-invalid': afterHelp.error,
                }}
                InputLabelProps={{
                  ...params.InputLabelProps,
                  shrink: true,
                  style: afterHelp.error ? { color: bad.main } : undefined,
                }}
              />
            )}
          />
        </div>
        <Field
          label={t('wave.maxWait')}
          field={field('maxWaitMinutes')}
          type="number"
          min={1}
          max={1440}
          findings={findings}
          value={wave.maxWaitMinutes}
          onChange={maxWaitMinutes => change({ maxWaitMinutes })}
          help={t('wave.maxWaitHelp')}
        />
        <div>
          <Tick
            label={t('wave.continueOnFailure')}
            checked={wave.continueOnFailure}
            onChange={continueOnFailure => change({ continueOnFailure })}
          />
          {wave.continueOnFailure && (
            <Field
              label={t('wave.threshold')}
              field={field('successThresholdPercent')}
              type="number"
              min={1}
              max={100}
              findings={findings}
              value={wave.successThresholdPercent}
              onChange={successThresholdPercent =>
                change({ successThresholdPercent })
              }
              placeholder="50"
              help={t('wave.thresholdHelp')}
            />
          )}
        </div>
      </div>
      <WaveRules
        wave={wave}
        field={`waves[${index}]`}
        findings={findings}
        onChange={change}
      />
    </>
  );
}
