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
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ArrowDownward from '@material-ui/icons/ArrowDownward';
import ArrowUpward from '@material-ui/icons/ArrowUpward';
import Delete from '@material-ui/icons/DeleteOutline';
import DragIndicator from '@material-ui/icons/DragIndicator';
import UnfoldLess from '@material-ui/icons/UnfoldLess';
import UnfoldMore from '@material-ui/icons/UnfoldMore';
import type {
  Finding,
  ProtectionGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FailureText } from '../../../components/status/FailureText';
import { fieldId } from '../../../components/form/Field';
import { fieldHelp, findingsOf } from '../../../components/form/fieldFindings';
import { IconAction } from '../../../components/form/IconAction';
import { listed } from '../../../format/counting';
import { useWords } from '../../../translations/useWords';
import { usePlanEditorWords } from '../../../translations/usePlanEditorWords';
import type { WaveDraft } from '../planDraft';
import { WaveFields } from './WaveFields';
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
  folded: boolean;
  onFold: (folded: boolean) => void;
  /** Somebody turns to it. */
  onSelect: () => void;
  onChange: (wave: WaveDraft) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const classes = useStyles();
  const titleId = useId();
  const { wave, index, waves, findings } = props;
  const t = usePlanEditorWords();
  const words = useWords();
  const path = `waves[${index}]`;
  const number = String(index + 1);
  const general = fieldHelp(findings, `${path}.waveNumber`);
  // A problem must not be hidden.
  const folded =
    props.folded &&
    !findingsOf(findings, path).some(({ severity }) => severity === 'BLOCKING');
  const summary = () => {
    const nameOf = waveNames(t, waves);
    const names = new Map(
      props.groups.map(({ groupId, groupName }) => [groupId, groupName]),
    );
    const groups = listed(
      words,
      wave.protectionGroupIds.map(id => names.get(id) ?? id),
    );
    return wave.dependsOn.length === 0
      ? t('waves.foldedFirst', { groups: groups || t('graph.noGroup') })
      : t('waves.foldedAfter', {
          groups: groups || t('graph.noGroup'),
          waves: listed(words, wave.dependsOn.map(nameOf)),
        });
  };

  return (
    <Paper
      variant="outlined"
      component="section"
      id={fieldId(path)}
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
            label={
              folded
                ? t('waves.unfold', { number })
                : t('waves.fold', { number })
            }
            onClick={() => props.onFold(!folded)}
          >
            {folded ? <UnfoldMore /> : <UnfoldLess />}
          </IconAction>
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
      {folded ? (
        <Typography variant="body2" color="textSecondary">
          {summary()}
        </Typography>
      ) : (
        <WaveFields
          wave={wave}
          index={index}
          waves={waves}
          groups={props.groups}
          findings={findings}
          onChange={props.onChange}
        />
      )}
    </Paper>
  );
}
