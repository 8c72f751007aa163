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

const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { createPackageConfig } = require('@backstage/cli/config/eslint-factory');

const SCOPE = '@drs-orchestrator';
const COMMON = `${SCOPE}/plugin-drs-orchestrator-common`;
const FRONTEND = `${SCOPE}/plugin-drs-orchestrator`;
const BACKEND = `${SCOPE}/plugin-drs-orchestrator-backend`;
const ENGINE = `${SCOPE}/drs-engine`;
const SIMULATOR = `${SCOPE}/aws-simulator`;
const CLI = `${SCOPE}/cli`;
const SCAFFOLDER = `${SCOPE}/plugin-scaffolder-backend-module-drs-orchestrator`;

/**
 * Which way imports go, by package: apps -> frontend -> common,
 * backend -> backend plugin -> engine -> common, backend -> scaffolder module ->
 * common, and cli -> common.
 *
 * - workspace: the packages of this repository that it may import
 * - backstage: the packages of Backstage that it may import; absent means all
 * - aws: whether it may import the AWS SDK
 * - inTests: packages of the repository that its tests may import besides
 */
const IMPORTS = {
  app: { workspace: [FRONTEND], aws: false },
  'app-legacy': { workspace: [FRONTEND], aws: false },
  backend: { workspace: [BACKEND, SCAFFOLDER, COMMON], aws: false },
  [FRONTEND]: { workspace: [COMMON], aws: false },
  [BACKEND]: { workspace: [ENGINE, COMMON], aws: false },
  [COMMON]: {
    workspace: [],
    // Both are isomorphic.
    backstage: [
      '@backstage/plugin-permission-common',
      '@backstage/errors',
      '@backstage/types',
    ],
    aws: false,
  },
  [ENGINE]: { workspace: [COMMON], backstage: [], aws: true },
  // Tested against the orchestrator itself.
  [SCAFFOLDER]: { workspace: [COMMON], inTests: [BACKEND], aws: false },
  [CLI]: { workspace: [COMMON], backstage: [], aws: false },
  [SIMULATOR]: { workspace: [], backstage: [], aws: false },
};

/** Packages of which tests may import what the product itself may not. */
const IN_TESTS = {
  workspace: [SIMULATOR],
  backstage: ['@backstage/backend-test-utils'],
  aws: true,
};

function restrictions(name, { workspace, backstage, aws }) {
  const except = names =>
    names.flatMap(allowed => [`!${allowed}`, `!${allowed}/**`]);
  const patterns = [
    {
      group: [`${SCOPE}/*`, `${SCOPE}/*/**`, ...except(workspace)],
      message: `${name} may import of this repository only: ${
        workspace.join(', ') || 'nothing'
      }. The directions stand in eslint.shared.js.`,
    },
  ];
  if (backstage) {
    patterns.push({
      group: ['@backstage/*', '@backstage/*/**', ...except(backstage)],
      message: `${name} may import of Backstage only: ${
        backstage.join(', ') || 'nothing'
      }.`,
    });
  }
  if (!aws) {
    patterns.push({
      group: ['@aws-sdk/*', '@aws-sdk/*/**', '@smithy/*', '@smithy/*/**'],
      message: `${name} does not speak to AWS itself: that is the engine's.`,
    });
  }
  return ['error', { patterns }];
}

const licenceHeader = [
  'error',
  {
    header: {
      commentType: 'block',
      // Between the opening and the closing of this file's own first comment.
      lines: readFileSync(__filename, 'utf8')
        .split('*/')[0]
        .slice('/*'.length)
        .split('\n'),
    },
    trailingEmptyLines: { minimum: 2 },
  },
];

/** Rules for every file of this repository, packages or not. */
const everywhere = {
  plugins: ['@tony.ganchev/header'],
  rules: {
    '@tony.ganchev/header/header': licenceHeader,
    '@typescript-eslint/no-explicit-any': 'error',
    // A file may read from the top down; the compiler reports what would really
    // be used too early.
    '@typescript-eslint/no-use-before-define': 'off',
  },
};

/**
 * The ESLint configuration of a package: Backstage's own, the licence header,
 * and the directions of imports.
 */
function packageConfig(dir) {
  const { name } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const imports = IMPORTS[name];
  if (!imports) {
    throw new Error(`Say in eslint.shared.js what ${name} may import`);
  }
  return createPackageConfig(dir, {
    plugins: everywhere.plugins,
    rules: everywhere.rules,
    overrides: [
      {
        // A rule of its own, beside the no-restricted-imports that Backstage's
        // configuration sets, which it would otherwise replace.
        files: ['src/**', 'dev/**'],
        rules: {
          '@typescript-eslint/no-restricted-imports': restrictions(
            name,
            imports,
          ),
        },
      },
      {
        files: ['src/**/*.test.*', 'src/**/__testUtils__/**'],
        rules: {
          '@typescript-eslint/no-restricted-imports': restrictions(name, {
            workspace: [
              ...imports.workspace,
              ...IN_TESTS.workspace,
              ...(imports.inTests ?? []),
            ],
            backstage: imports.backstage && [
              ...imports.backstage,
              ...IN_TESTS.backstage,
            ],
            aws: IN_TESTS.aws,
          }),
        },
      },
    ],
  });
}

module.exports = { everywhere, packageConfig };
