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

import { EmptyState } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { useMemo } from 'react';
import { PersonaSignInPage } from './PersonaSignInPage';
import { readPersonas } from './personas';

/**
 * Offers the development personas where the configuration has them. A portal
 * for production brings the sign-in page of its identity provider.
 */
export const SignInPage = ({ onSignInSuccess }: SignInPageProps) => {
  const config = useApi(configApiRef);
  const personas = useMemo(() => readPersonas(config), [config]);

  if (personas.length === 0) {
    return (
      <EmptyState
        missing="info"
        title="There is no way to sign in yet"
        description="This portal has no identity provider. Install the auth module of yours in the backend, configure it under auth.providers, and offer it on this page."
      />
    );
  }
  return (
    <PersonaSignInPage personas={personas} onSignInSuccess={onSignInSuccess} />
  );
};
