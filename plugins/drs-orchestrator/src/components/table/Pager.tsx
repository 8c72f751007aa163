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

import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { TextButton } from '../control/TextButton';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1.5),
  },
}));

/** Goes to the page before and after; says where one is. */
export function Pager(props: {
  label: string;
  onPrevious?: () => void;
  onNext?: () => void;
}) {
  const classes = useStyles();
  const words = useWords();
  if (!props.onPrevious && !props.onNext) {
    return null;
  }
  return (
    <nav className={classes.root} aria-label={words('table.pages')}>
      <Typography variant="body2" aria-live="polite">
        {props.label}
      </Typography>
      <TextButton
        size="small"
        variant="outlined"
        disabled={!props.onPrevious}
        onClick={props.onPrevious}
      >
        {words('table.previous')}
      </TextButton>
      <TextButton
        size="small"
        variant="outlined"
        disabled={!props.onNext}
        onClick={props.onNext}
      >
        {words('table.next')}
      </TextButton>
    </nav>
  );
}
