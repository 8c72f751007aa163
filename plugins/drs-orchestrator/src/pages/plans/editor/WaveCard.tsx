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

import { useId, type Ref } from 'react';
import Paper from '@material-ui/core/Paper';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ArrowDownward from '@material-ui/icons/ArrowDownward';
import ArrowUpward from '@material-ui/icons/ArrowUpward';
import Delete from '@material-ui/icons/DeleteOutline';
import DragIndicator from '@material-ui/icons/DragIndicator';
import Autocomplete from '@material-ui/lab/Autocomplete';
import type {
  Finding,
  ProtectionGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FailureText } from '../../../components/status/FailureText';
import { Tick } from '../../../components/form/Tick';
import { Field, fieldId } from '../../../components/form/Field';
import { fieldHelp } from '../../../components/form/fieldFindings';
import { IconAction } from '../../../components/form/IconAction';
import { useFieldGrid } from '../../../components/form/useFieldGrid';
import { useTones } from '../../../theme/tones';
import { usePlanEditorWords } from '../../../translations/usePlanEditorWords';
import type { WaveDraft } from '../planDraft';
import { GroupPicker } from './GroupPicker';
import { WaveRules } from './WaveRules';
import { waveNames } from './waveWords';

const useStyles = makeStyles(theme => ({
  card: {
    padding: theme.spacing(1, 2.5, 2),
    marginBottom: theme.spacing(2),
    // When it is scrolled to, the bar at the bottom must not lie over it.
    scrollMargin: theme.spacing(2, 0, 12),
    '&:focus': { outline: 'none' },
  },
  selected: {
    borderColor: theme.palette.primary.main,
    boxShadow: `inset 4px 0 0 ${theme.palette.primary.main}`,
  },
  top: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: theme.spacing(0, -1.5, 1, -2),
    padding: theme.spacing(1, 0),
    background: theme.palette.background.paper,
    cursor: 'grab',
  },
  name: { display: 'flex', alignItems: 'center', minWidth: 0 },
  grip: { color: theme.palette.text.secondary },
  title: { fontSize: '1.05rem', fontWeight: 600, overflowWrap: 'anywhere' },
  actions: { flexShrink: 0 },
}));

/** One wave: its groups, what it waits for, its limits. Everything works by keyboard. */
export function WaveCard(props: {
  wave: WaveDraft;
  index: number;
  waves: readonly WaveDraft[];
  groups: readonly ProtectionGroup[];
  findings: readonly Finding[];
  /** The part by which it is dragged. */
  gripRef: Ref<HTMLDivElement>;
  selected: boolean;
  /** Somebody turns to it. */
  onSelect: () => void;
  onChange: (wave: WaveDraft) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const classes = useStyles();
  const grid = useFieldGrid();
  const titleId = useId();
  const { wave, index, waves, findings } = props;
  const field = (name: string) => `waves[${index}].${name}`;
  const change = (changes: Partial<WaveDraft>) =>
    props.onChange({ ...wave, ...changes });
  const t = usePlanEditorWords();
  const { bad } = useTones();
  const number = String(index + 1);
  const afterHelp = fieldHelp(findings, field('dependsOnWaves'));
  const general = fieldHelp(findings, field('waveNumber'));
  const nameOf = waveNames(t, waves);

  return (
    <Paper
      variant="outlined"
      component="section"
      id={fieldId(`waves[${index}]`)}
      tabIndex={-1}
      aria-labelledby={titleId}
      className={`${classes.card} ${props.selected ? classes.selected : ''}`}
      onFocus={props.onSelect}
      onClick={props.onSelect}
    >
      <div ref={props.gripRef} className={classes.top} title={t('waves.drag')}>
        <div className={classes.name}>
          <DragIndicator
            aria-hidden
            fontSize="small"
            className={classes.grip}
          />
          <Typography id={titleId} variant="h3" className={classes.title}>
            {t('waves.heading', {
              number,
              name: wave.waveName || t('waves.unnamed'),
            })}
          </Typography>
        </div>
        <div className={classes.actions}>
          <IconAction
            label={t('waves.moveUp', { number })}
            disabled={index === 0}
            onClick={() => props.onMove(-1)}
          >
            <ArrowUpward />
          </IconAction>
          <IconAction
            label={t('waves.moveDown', { number })}
            disabled={index === waves.length - 1}
            onClick={() => props.onMove(1)}
          >
            <ArrowDownward />
          </IconAction>
          <IconAction
            label={t('waves.remove', { number })}
            disabled={waves.length === 1}
            onClick={props.onRemove}
          >
            <Delete />
          </IconAction>
        </div>
      </div>
      {general.text && (
        <Typography>
          <FailureText>{general.text}</FailureText>
        </Typography>
      )}
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
            groups={props.groups}
            findings={findings}
            onChange={change}
          />
        </div>
        <div className={grid.wide}>
          <Autocomplete
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
    </Paper>
  );
}
