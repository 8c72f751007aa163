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

import { createContext, useContext, type ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Content } from '@backstage/core-components';
import { BreakGlassBanner } from './BreakGlassBanner';
import { FreezeBanner } from './FreezeBanner';
import { OutdatedBanner } from './OutdatedBanner';

const useStyles = makeStyles(theme => ({
  // The header above already keeps its distance.
  body: { paddingTop: theme.spacing(1) },
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(3),
  },
  words: { flex: '1 1 420px', minWidth: 0 },
  title: {
    fontSize: '1.5rem',
    fontWeight: 600,
    lineHeight: 1.3,
    margin: 0,
    overflowWrap: 'anywhere',
  },
  lead: { marginTop: theme.spacing(0.5), maxWidth: '100ch' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
}));

/** Whether a page stands in the document's `main` already, of which there is one. */
export const InMainContext = createContext(false);

/** Whether a page's room is there already. */
const InRoomContext = createContext(false);

/** The room of a page below the header and its tabs; one within another is no more than what is in it. */
export function PageRoom(props: { children: ReactNode }) {
  return useContext(InRoomContext) ? (
    <>{props.children}</>
  ) : (
    <NewRoom>{props.children}</NewRoom>
  );
}

function NewRoom(props: { children: ReactNode }) {
  const classes = useStyles();
  const Landmark = useContext(InMainContext) ? 'div' : 'main';
  return (
    <InRoomContext.Provider value>
      <Landmark>
        <Content className={classes.body}>
          <BreakGlassBanner />
          <FreezeBanner />
          <OutdatedBanner />
          {props.children}
        </Content>
      </Landmark>
    </InRoomContext.Provider>
  );
}

/** A page: its heading, the sentence it opens with, its actions, its content. */
export function PageBody(props: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const classes = useStyles();
  return (
    <PageRoom>
      <div className={classes.top}>
        <div className={classes.words}>
          <Typography variant="h2" className={classes.title}>
            {props.title}
          </Typography>
          {props.lead && (
            <Typography
              variant="body1"
              component="div"
              className={classes.lead}
            >
              {props.lead}
            </Typography>
          )}
        </div>
        {props.actions && (
          <div className={classes.actions}>{props.actions}</div>
        )}
      </div>
      {props.children}
    </PageRoom>
  );
}
