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
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Paper from '@material-ui/core/Paper';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ArrowDownward from '@material-ui/icons/ArrowDownward';
import ArrowUpward from '@material-ui/icons/ArrowUpward';
import Delete from '@material-ui/icons/DeleteOutline';
import Autocomplete from '@material-ui/lab/Autocomplete';
import type {
  Finding,
  ProtectionGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FailureText } from '../../../components/status/FailureText';
import { Field, fieldId } from '../../../components/form/Field';
import { fieldHelp } from '../../../components/form/fieldFindings';
import { IconAction } from '../../../components/form/IconAction';
import { useFieldGrid } from '../../../components/form/useFieldGrid';
import type { WaveDraft } from '../planDraft';
import { WaveRules } from './WaveRules';

const useStyles = makeStyles(theme => ({
  card: { padding: theme.spacing(2, 2.5), marginBottom: theme.spacing(2) },
  top: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    marginBottom: theme.spacing(1.5),
  },
  title: { fontSize: '1.05rem', fontWeight: 600 },
}));

/** One wave: its groups, what it waits for, its limits. Everything works by keyboard. */
export function WaveCard(props: {
  wave: WaveDraft;
  index: number;
  waves: readonly WaveDraft[];
  groups: readonly ProtectionGroup[];
  findings: readonly Finding[];
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
  const title = wave.waveName || 'Unnamed';
  const groupHelp = fieldHelp(findings, field('protectionGroupIds'));
  const afterHelp = fieldHelp(findings, field('dependsOnWaves'));
  const general = fieldHelp(findings, field('waveNumber'));
  const number = (key: string) =>
    waves.findIndex(other => other.key === key) + 1;
  const nameOf = (key: string) =>
    `${number(key)}. ${
      waves.find(other => other.key === key)?.waveName || 'Unnamed'
    }`;

  return (
    <Paper
      variant="outlined"
      component="section"
      aria-labelledby={titleId}
      className={classes.card}
    >
      <div className={classes.top}>
        <Typography id={titleId} variant="h3" className={classes.title}>
          Wave {index + 1}: {title}
        </Typography>
        <div>
          <IconAction
            label={`Move wave ${index + 1} up`}
            disabled={index === 0}
            onClick={() => props.onMove(-1)}
          >
            <ArrowUpward />
          </IconAction>
          <IconAction
            label={`Move wave ${index + 1} down`}
            disabled={index === waves.length - 1}
            onClick={() => props.onMove(1)}
          >
            <ArrowDownward />
          </IconAction>
          <IconAction
            label={`Remove wave ${index + 1}`}
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
            label="Wave name"
            field={field('waveName')}
            required
            maxLength={255}
            findings={findings}
            value={wave.waveName}
            onChange={waveName => change({ waveName })}
            placeholder="Database"
          />
        </div>
        <div className={grid.wide}>
          <Autocomplete
            multiple
            disableCloseOnSelect
            filterSelectedOptions
            id={fieldId(field('protectionGroupIds'))}
            size="small"
            options={props.groups.map(group => group.groupId)}
            value={wave.protectionGroupIds}
            getOptionLabel={id => {
              const group = props.groups.find(item => item.groupId === id);
              return group ? group.groupName : id;
            }}
            renderOption={id => {
              const group = props.groups.find(item => item.groupId === id);
              return (
                <div>
                  {group?.groupName ?? id}
                  <Typography variant="body2" color="textSecondary">
                    {group && `${group.accountId}, ${group.region}`}
                  </Typography>
                </div>
              );
            }}
            onChange={(_, protectionGroupIds) =>
              change({ protectionGroupIds, serverIds: undefined })
            }
            noOptionsText="There is no other group"
            renderInput={params => (
              <TextField
                {...params}
                label="Protection groups"
                required
                variant="outlined"
                error={groupHelp.error}
                helperText={groupHelp.text || 'Launched together'}
                InputLabelProps={{ ...params.InputLabelProps, shrink: true }}
              />
            )}
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
            noOptionsText="There is no other wave"
            renderInput={params => (
              <TextField
                {...params}
                label="Starts after"
                variant="outlined"
                error={afterHelp.error}
                helperText={
                  afterHelp.text ||
                  (wave.dependsOn.length === 0
                    ? 'Starts at once'
                    : 'Starts the moment all of these are done')
                }
                InputLabelProps={{ ...params.InputLabelProps, shrink: true }}
              />
            )}
          />
        </div>
        <Field
          label="Waits at most (minutes)"
          field={field('maxWaitMinutes')}
          type="number"
          min={1}
          max={1440}
          findings={findings}
          value={wave.maxWaitMinutes}
          onChange={maxWaitMinutes => change({ maxWaitMinutes })}
          help="Servers not up by then count as timed out"
        />
        <div>
          <FormControlLabel
            control={
              <Checkbox
                color="primary"
                checked={wave.continueOnFailure}
                onChange={(_, continueOnFailure) =>
                  change({ continueOnFailure })
                }
              />
            }
            label="Go on when some servers fail"
          />
          {wave.continueOnFailure && (
            <Field
              label="Servers that must be up (%)"
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
              help="Below it, the run pauses for a decision"
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
