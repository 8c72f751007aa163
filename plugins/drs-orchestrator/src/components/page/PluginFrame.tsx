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

import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { QueryProvider } from '../../api/QueryProvider';

const useStyles = makeStyles(theme => ({
  // Text that stands in no Typography would take the document's own font.
  root: { ...theme.typography.body2, color: theme.palette.text.primary },
}));

/** What every page and tab of the plugin stands in: its cache and its type. */
export function PluginFrame(props: { children: ReactNode }) {
  const classes = useStyles();
  return (
    <QueryProvider>
      <div className={classes.root}>{props.children}</div>
    </QueryProvider>
  );
}
