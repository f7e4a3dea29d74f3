/** The settings of the whole project, for the tests of this package alone. */
module.exports = {
  ...require('../../jest.config.cjs'),
  rootDir: __dirname,
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  setupFiles: globalThis.process.env.SEED === undefined ? [] : ['<rootDir>/test/seed.ts'],
  testSequencer: undefined,
};
