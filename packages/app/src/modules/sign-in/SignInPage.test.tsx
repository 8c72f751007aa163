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

import { IdentityApi } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { JsonObject } from '@backstage/types';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SignInPage } from './SignInPage';

const personas = [
  {
    name: 'operator',
    displayName: 'Omar Okafor',
    role: 'DR operator',
    summary: 'Starts drills.',
  },
  {
    name: 'nobody',
    displayName: 'Noel Nowak',
    role: 'No DR role',
    summary: 'Uses the catalog.',
  },
];

function answerWith(answer: () => Response) {
  const requested: string[] = [];
  jest.spyOn(window, 'fetch').mockImplementation(async input => {
    requested.push(String(input));
    return answer();
  });
  return requested;
}

const session = () =>
  new Response(
    JSON.stringify({
      profile: { displayName: 'Omar Okafor' },
      backstageIdentity: {
        token: 'a-token',
        expiresInSeconds: 3600,
        identity: {
          type: 'user',
          userEntityRef: 'user:default/omar.okafor',
          ownershipEntityRefs: ['user:default/omar.okafor'],
        },
      },
    }),
  );

function renderPage(auth: JsonObject) {
  const signedIn: IdentityApi[] = [];
  renderInTestApp(
    <SignInPage onSignInSuccess={identity => signedIn.push(identity)} />,
    {
      config: {
        app: { title: 'Meridian Freight' },
        backend: { baseUrl: 'http://localhost:7007' },
        auth,
      },
    },
  );
  return signedIn;
}

describe('SignInPage', () => {
  beforeEach(() => {
    window.sessionStorage.clear();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('offers every configured person by name, role and what they may do', async () => {
    renderPage({ providers: { persona: { personas } } });

    expect(
      await screen.findByRole('button', {
        name: 'Omar Okafor DR operator Starts drills.',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', {
        name: 'Noel Nowak No DR role Uses the catalog.',
      }),
    ).toBeInTheDocument();
  });

  it('signs in by keyboard, once', async () => {
    const requested = answerWith(session);
    const signedIn = renderPage({ providers: { persona: { personas } } });
    await screen.findByRole('button', { name: /Omar Okafor/ });

    await userEvent.tab();
    expect(screen.getByRole('button', { name: /Omar Okafor/ })).toHaveFocus();
    await userEvent.keyboard('{Enter}{Enter}');

    await waitFor(() => expect(signedIn).toHaveLength(1));
    expect(requested).toEqual([
      expect.stringMatching(/\/api\/auth\/persona\/refresh\?persona=operator$/),
    ]);
    await expect(signedIn[0].getCredentials()).resolves.toEqual({
      token: 'a-token',
    });
  });

  it('goes on as the same person after a reload without asking', async () => {
    window.sessionStorage.setItem('drs-orchestrator:persona', 'operator');
    answerWith(session);
    const signedIn = renderPage({ providers: { persona: { personas } } });

    await waitFor(() => expect(signedIn).toHaveLength(1));
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('says what went wrong, and lets the person try again', async () => {
    const answers = [new Response('', { status: 503 }), session()];
    answerWith(() => answers.shift() ?? session());
    const signedIn = renderPage({ providers: { persona: { personas } } });

    await userEvent.click(
      await screen.findByRole('button', { name: /Omar Okafor/ }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /The sign-in did not work/,
    );
    expect(signedIn).toHaveLength(0);

    await userEvent.click(screen.getByRole('button', { name: /Omar Okafor/ }));
    await waitFor(() => expect(signedIn).toHaveLength(1));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('offers nobody where no persona is configured', async () => {
    renderPage({});

    expect(
      await screen.findByText('There is no way to sign in yet'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
