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

import { useId, useState } from 'react';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextButton } from '../control/TextButton';
import { focusField } from '../form/focusField';
import type { StateWords } from '../../format/states';
import { useWords } from '../../translations/useWords';
import { StatusIcon } from '../status/StatusIcon';

const useStyles = makeStyles(theme => ({
  bar: {
    position: 'sticky',
    bottom: 0,
    zIndex: theme.zIndex.appBar - 1,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1.5, 2.5),
    marginTop: theme.spacing(3),
  },
  words: { display: 'flex', gap: theme.spacing(1), alignItems: 'center' },
  buttons: { display: 'flex', gap: theme.spacing(1) },
  problem: {
    display: 'block',
    whiteSpace: 'normal',
    maxWidth: 480,
    '& strong': { display: 'block' },
  },
}));

/** The bar at the bottom of an editor: how many problems there are, and the way out. */
export function EditorFooter(props: {
  findings: readonly Finding[];
  /** Whether everything that is needed has been filled in. */
  complete: boolean;
  /** What a finding is in, where the bar leads to the findings. */
  placeOf?: (finding: Finding) => string;
  /** Why it cannot be saved now, besides its problems. */
  held?: string;
  save: string;
  saving: boolean;
  onDiscard: () => void;
}) {
  const classes = useStyles();
  const words = useWords();
  const count = (severity: Finding['severity']) =>
    props.findings.filter(finding => finding.severity === severity).length;
  const blocking = count('BLOCKING');
  const warnings = count('WARNING');
  const verdict = (): StateWords => {
    if (props.held) {
      return { tone: 'warning', text: props.held };
    }
    if (blocking > 0) {
      const problems = words('editor.problems', { count: blocking });
      return {
        tone: 'bad',
        text:
          warnings > 0
            ? words('editor.problemsAndWarnings', {
                problems,
                warnings: words('editor.warnings', { count: warnings }),
              })
            : problems,
      };
    }
    if (warnings > 0) {
      return {
        tone: 'warning',
        text: words('editor.warnings', { count: warnings }),
      };
    }
    return props.complete
      ? { tone: 'good', text: words('editor.noProblems') }
      : { tone: 'waiting', text: words('editor.notFilledIn') };
  };
  const { tone, text } = verdict();
  return (
    <Paper elevation={4} className={classes.bar}>
      <div className={classes.words} role="status">
        <StatusIcon size={20} tone={tone} />
        {props.placeOf && !props.held && blocking + warnings > 0 ? (
          <ProblemMenu
            text={text}
            findings={props.findings}
            placeOf={props.placeOf}
          />
        ) : (
          <Typography variant="body2">{text}</Typography>
        )}
      </div>
      <div className={classes.buttons}>
        <TextButton onClick={props.onDiscard} disabled={props.saving}>
          {words('editor.discard')}
        </TextButton>
        <TextButton
          type="submit"
          variant="contained"
          color="primary"
          disabled={props.saving || props.held !== undefined}
        >
          {props.saving ? words('editor.saving') : props.save}
        </TextButton>
      </div>
    </Paper>
  );
}

/** How many problems there are, and where: choosing one leads to its field. */
function ProblemMenu(props: {
  text: string;
  findings: readonly Finding[];
  placeOf: (finding: Finding) => string;
}) {
  const classes = useStyles();
  const menuId = useId();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const [chosen, setChosen] = useState<string>();
  return (
    <>
      <TextButton
        size="small"
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        aria-controls={anchor && menuId}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {props.text}
      </TextButton>
      <Menu
        id={menuId}
        anchorEl={anchor}
        getContentAnchorEl={null}
        anchorOrigin={{ vertical: 'top', horizontal: 'left' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        open={anchor !== undefined}
        onClose={() => setAnchor(undefined)}
        // The focus goes to the field, once the menu no longer holds it.
        disableRestoreFocus={chosen !== undefined}
        TransitionProps={{
          onExited: () => {
            if (chosen !== undefined) {
              focusField(chosen);
              setChosen(undefined);
            }
          },
        }}
      >
        {props.findings.map(finding => (
          <MenuItem
            key={`${finding.field ?? ''}/${finding.message}`}
            dense
            className={classes.problem}
            onClick={() => {
              setChosen(finding.field);
              setAnchor(undefined);
            }}
          >
            <strong>{props.placeOf(finding)}</strong>
            {finding.message}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
