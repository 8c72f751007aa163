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

import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes, useParams } from 'react-router-dom';
import {
  ErrorPage,
  Header,
  HeaderTabs,
  Link,
  Page,
  Progress,
} from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  compatWrapper,
  convertLegacyRouteRef,
} from '@backstage/core-compat-api';
import { makeStyles } from '@material-ui/core/styles';
import { InMainContext } from '../components/page/PageBody';
import { pluginPages } from '../pages/pluginPages';
import { rootRouteRef } from '../routing/routes';
import { useWords } from '../translations/useWords';

const useStyles = makeStyles(theme => ({
  // The room that Backstage's page leaves to its content.
  content: {
    gridArea: 'pageContent',
    minWidth: 0,
    paddingTop: theme.spacing(2),
  },
}));

const routeRef = convertLegacyRouteRef(rootRouteRef);

const pages = pluginPages.map(({ path, load }) => ({
  path,
  Content: lazy(async () => {
    const content = await load();
    return { default: () => content };
  }),
}));

/**
 * The plugin's page in a classic app. There is nobody else here who would draw
 * its header and its tabs.
 */
export function ClassicPage() {
  return compatWrapper(<Framed />);
}

function Framed() {
  const words = useWords();
  const classes = useStyles();
  const root = useRouteRef(routeRef)();
  const path = useParams()['*']?.split('/').at(0);
  const selected = pages.findIndex(page => page.path === path);
  return (
    <Page themeId="tool">
      <Header
        title={words('frame.title')}
        pageTitleOverride={words(`frame.${pages[Math.max(selected, 0)].path}`)}
      />
      <HeaderTabs
        selectedIndex={Math.max(selected, 0)}
        tabs={pages.map(page => ({
          id: page.path,
          label: words(`frame.${page.path}`),
          tabProps: { component: Link, to: `${root}/${page.path}` },
        }))}
      />
      <div className={classes.content}>
        <InMainContext.Provider value>
          <Suspense fallback={<Progress />}>
            <Routes>
              <Route index element={<Navigate to={pages[0].path} replace />} />
              {pages.map(({ path: at, Content }) => (
                <Route key={at} path={`${at}/*`} element={<Content />} />
              ))}
              <Route
                path="*"
                element={
                  <ErrorPage
                    status="404"
                    statusMessage={words('frame.notFound')}
                  />
                }
              />
            </Routes>
          </Suspense>
        </InMainContext.Provider>
      </div>
    </Page>
  );
}
