const { createConfig } = require('@backstage/cli/config/eslint-factory');
const { everywhere } = require('./eslint.shared');

// What stands outside the packages: scripts and browser tests. Each package has
// its own configuration.
module.exports = {
  root: true,
  ...createConfig(__dirname, {
    plugins: everywhere.plugins,
    rules: {
      ...everywhere.rules,
      'no-console': 'off',
      // Playwright's tests are not Jest's.
      'jest/expect-expect': 'off',
      'jest/no-standalone-expect': 'off',
      'jest/no-done-callback': 'off',
    },
  }),
};
