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

import { useEffect, useId, useState, type ReactNode } from 'react';
import Accordion from '@material-ui/core/Accordion';
import AccordionDetails from '@material-ui/core/AccordionDetails';
import AccordionSummary from '@material-ui/core/AccordionSummary';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ExpandMore from '@material-ui/icons/ExpandMore';
import { FailureText } from '../status/FailureText';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  root: {
    boxShadow: 'none',
    borderTop: `1px solid ${theme.palette.divider}`,
    background: 'transparent',
    '&:before': { display: 'none' },
    '&$open': { margin: 0 },
  },
  open: {},
  summary: { padding: 0, minHeight: 44, '&$open': { minHeight: 44 } },
  words: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1.5),
    margin: theme.spacing(1, 0),
    '&$open': { margin: theme.spacing(1, 0) },
  },
  title: { fontWeight: 600 },
  details: {
    display: 'block',
    padding: theme.spacing(1, 0, 2),
  },
}));

/** Rarer fields, folded away behind a title and what they say now; problems open it. */
export function Foldout(props: {
  title: string;
  /** What the folded fields say. */
  says: string;
  problems: number;
  children: ReactNode;
}) {
  const classes = useStyles();
  const words = useWords();
  const id = useId();
  const troubled = props.problems > 0;
  const [open, setOpen] = useState(troubled);
  useEffect(() => {
    if (troubled) {
      setOpen(true);
    }
  }, [troubled]);
  return (
    <Accordion
      square
      expanded={open}
      onChange={(_, next) => setOpen(next)}
      classes={{ root: classes.root, expanded: classes.open }}
      TransitionProps={{ unmountOnExit: true, timeout: 0 }}
    >
      <AccordionSummary
        id={`${id}-summary`}
        aria-controls={`${id}-details`}
        expandIcon={<ExpandMore />}
        classes={{
          root: classes.summary,
          content: classes.words,
          expanded: classes.open,
        }}
      >
        <span className={classes.title}>{props.title}</span>{' '}
        <Typography variant="body2" color="textSecondary" component="span">
          {props.says}
        </Typography>{' '}
        {troubled && <FailureText>{words('form.hasProblem')}</FailureText>}
      </AccordionSummary>
      <AccordionDetails id={`${id}-details`} className={classes.details}>
        {props.children}
      </AccordionDetails>
    </Accordion>
  );
}
