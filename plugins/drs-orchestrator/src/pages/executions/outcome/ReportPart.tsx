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

import { useId, type ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  part: {
    marginTop: theme.spacing(3),
    '@media print': { breakInside: 'avoid' },
  },
  title: {
    fontSize: '1.05rem',
    fontWeight: 600,
    marginBottom: theme.spacing(1),
  },
}));

/** A part of the report; kept on one sheet where it fits. */
export function ReportPart(props: { title: string; children: ReactNode }) {
  const classes = useStyles();
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={id}>
      <Typography variant="h3" id={id} className={classes.title}>
        {props.title}
      </Typography>
      {props.children}
    </section>
  );
}
