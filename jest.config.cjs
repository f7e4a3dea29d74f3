/** These packages come as ECMAScript modules only; Node requires them as they are, jest cannot. */
const MODULES_ONLY = 'hyparquet|hyparquet-writer|jose|ofx-js';

const SEED_GIVEN = globalThis.process.env.SEED !== undefined;

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/test/native-globals.cjs',
  roots: [
    '<rootDir>/test',
    '<rootDir>/packages/embedded-eventstore/test',
    '<rootDir>/packages/psp-sandbox/test',
  ],
  testRegex: '\\.spec\\.ts$',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
    [`/node_modules/(?:${MODULES_ONLY})/.+\\.js$`]: ['@swc/jest', { module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${MODULES_ONLY})/)`],
  setupFiles: SEED_GIVEN ? ['<rootDir>/test/support/seed.ts'] : [],
  testSequencer: '<rootDir>/test/slow-specs-first.mjs',
  testTimeout: 300000,
  maxWorkers: 2,
  // What specs leave behind makes a worker slower and slower, so a large one is replaced.
  workerIdleMemoryLimit: '500MB',
};
