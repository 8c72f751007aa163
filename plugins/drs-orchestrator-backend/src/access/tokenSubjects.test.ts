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

import { ConfigReader } from '@backstage/config';
import { checkTokenSubjects } from './tokenSubjects';

const config = new ConfigReader({
  backend: {
    auth: {
      externalAccess: [
        { type: 'static', options: { token: 't', subject: 'pipeline' } },
        { type: 'static', options: { token: 't', subject: 'external:odd' } },
        {
          type: 'jwks',
          options: { url: 'https://ci.example.com', subjectPrefix: 'ci' },
        },
      ],
    },
  },
});

const machine = (subject: string) => ({
  subject,
  where: { regions: ['us-west-2'] },
});
const check = (named: { machines?: string[]; breakGlass?: string[] }) => () =>
  checkTokenSubjects(
    {
      machines: (named.machines ?? []).map(machine),
      breakGlass: (named.breakGlass ?? []).map(subject => ({
        subject,
        person: 'user:default/robin.mercer',
      })),
    },
    config,
  );

describe('subjects of tokens', () => {
  it('are those that Backstage gives', () => {
    expect(
      check({
        machines: ['pipeline', 'external:ci:deployments'],
        breakGlass: ['pipeline'],
      }),
    ).not.toThrow();
  });

  it('stop the start where no token has them: they would narrow nothing', () => {
    expect(
      check({ machines: ['external:pipeline', 'external:deployments'] }),
    ).toThrow(
      /machines names "external:pipeline".*machines names "external:deployments"/,
    );
    expect(check({ breakGlass: ['external:ci:deployments'] })).toThrow(
      'no static token',
    );
  });

  it('of envelopes are none that an issuer could give to others', () => {
    const withoutPrefix = new ConfigReader({
      backend: {
        auth: {
          externalAccess: [
            { type: 'static', options: { subject: 'external:robin' } },
            { type: 'jwks', options: { url: 'https://ci.example.com' } },
          ],
        },
      },
    });
    expect(() =>
      checkTokenSubjects(
        {
          machines: [],
          breakGlass: [
            { subject: 'external:robin', person: 'user:default/robin.mercer' },
          ],
        },
        withoutPrefix,
      ),
    ).toThrow('another issuer of tokens could give');
    const withHandler = new ConfigReader({
      backend: {
        auth: {
          externalAccess: [
            { type: 'static', options: { subject: 'robins-envelope' } },
            { type: 'our-own', options: {} },
          ],
        },
      },
    });
    expect(() =>
      checkTokenSubjects(
        {
          machines: [machine('whatever-it-gives')],
          breakGlass: [
            { subject: 'robins-envelope', person: 'user:default/robin.mercer' },
          ],
        },
        withHandler,
      ),
    ).toThrow(
      /^Invalid configuration: drsOrchestrator.breakGlass names "robins/,
    );
  });
});
