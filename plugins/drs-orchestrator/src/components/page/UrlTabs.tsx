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
import Paper from '@material-ui/core/Paper';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { makeStyles } from '@material-ui/core/styles';
import { useUrlState } from '../../routing/useUrlState';

const useStyles = makeStyles(theme => ({
  bar: {
    borderBottom: `1px solid ${theme.palette.divider}`,
    '@media print': { display: 'none' },
  },
  tab: {
    textTransform: 'none',
    minWidth: 110,
    fontSize: '0.95rem',
    letterSpacing: 0,
  },
  panel: { padding: theme.spacing(2.5) },
}));

/** A part of a record behind a tab. */
export interface TabOfPage {
  /** Its name in the URL. */
  name: string;
  label: string;
  render: () => ReactNode;
}

/** Parts of a record behind tabs; which one is shown stands in the URL, and the first needs no word there. */
export function UrlTabs(props: {
  /** What they are the parts of, for screen readers. */
  label: string;
  tabs: readonly [TabOfPage, ...TabOfPage[]];
}) {
  const classes = useStyles();
  const url = useUrlState();
  const id = useId();
  const { tabs } = props;
  const shown = tabs.find(({ name }) => name === url.get('tab')) ?? tabs[0];
  return (
    <Paper variant="outlined">
      <Tabs
        value={shown.name}
        className={classes.bar}
        indicatorColor="primary"
        variant="scrollable"
        scrollButtons="auto"
        aria-label={props.label}
        onChange={(_, name: string) =>
          url.set({ tab: name === tabs[0].name ? '' : name })
        }
      >
        {tabs.map(({ name, label }) => (
          <Tab
            key={name}
            value={name}
            id={`${id}-${name}`}
            aria-controls={`${id}-panel`}
            label={label}
            className={classes.tab}
          />
        ))}
      </Tabs>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${shown.name}`}
        className={classes.panel}
      >
        {shown.render()}
      </div>
    </Paper>
  );
}
