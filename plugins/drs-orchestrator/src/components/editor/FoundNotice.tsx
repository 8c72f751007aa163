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

import { flushSync } from 'react-dom';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTones } from '../../theme/tones';
import { useWords } from '../../translations/useWords';
import { TextButton } from '../control/TextButton';
import { focusField } from '../form/focusField';
import { Instant } from '../time/Instant';
import type { KeptWork } from './keptWork';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1, 2),
    borderRadius: theme.shape.borderRadius,
    marginBottom: theme.spacing(3),
  },
}));

/** Says that unsaved work was found again, and offers to begin without it. */
export function FoundNotice(props: {
  kept: KeptWork;
  /** The field that the keyboard goes on from once the work is given up. */
  firstField: string;
}) {
  const classes = useStyles();
  const words = useWords();
  const tones = useTones();
  const { foundFrom, beginAnew } = props.kept;
  return foundFrom === undefined ? null : (
    <div
      role="status"
      className={classes.root}
      style={{ background: tones.running.soft }}
    >
      <Typography variant="body2">
        {words('found.title', { when: <Instant at={foundFrom} /> })}
      </Typography>
      <TextButton
        size="small"
        variant="outlined"
        onClick={() => {
          // The form may be made anew, and the field with it.
          flushSync(beginAnew);
          focusField(props.firstField);
        }}
      >
        {words('found.beginAnew')}
      </TextButton>
    </div>
  );
}
