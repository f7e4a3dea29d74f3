import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const HANDED_IN = 'It is handed in (Clock and Random of src/shared), so that a simulation can own it';

const restricted = (selector, message) => ({ selector, message });

/** Time and chance as JavaScript has them, called or only passed on. */
const CLOCK_AND_CHANCE = [
  restricted("MemberExpression[object.name='Date'][property.name='now']", HANDED_IN),
  restricted("NewExpression[callee.name='Date'][arguments.length=0]", HANDED_IN),
  restricted("CallExpression[callee.name='Date']", HANDED_IN),
  restricted("MemberExpression[object.name='Math'][property.name='random']", HANDED_IN),
  restricted("MemberExpression[object.name='performance'][property.name='now']", HANDED_IN),
  restricted("MemberExpression[object.name='process'][property.name='hrtime']", HANDED_IN),
  restricted("Identifier[name='randomUUID']", HANDED_IN),
  restricted("Identifier[name='uuidv7']", HANDED_IN),
  restricted("Identifier[name='systemClock']", HANDED_IN),
  restricted("Identifier[name='systemRandom']", HANDED_IN),
  restricted('CallExpression[callee.name=/^(setTimeout|setInterval|setImmediate)$/]', HANDED_IN),
];

const ONLY_READS = 'An audit only reads: use ReadableEventStore';

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', 'coverage/', 'data/', 'packages/client/src/schema.ts'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.test.json', './packages/console/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/{domain,commands,saga,projections,queries,providers,webhooks,audit,proofs}/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...CLOCK_AND_CHANCE] },
  },
  {
    files: ['src/audit/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...CLOCK_AND_CHANCE,
        restricted("MemberExpression[property.name='append']", ONLY_READS),
        restricted("ImportSpecifier[imported.name='EventStore']", ONLY_READS),
      ],
    },
  },
  {
    files: ['src/audit/readable-event-store.ts'],
    rules: { 'no-restricted-syntax': ['error', ...CLOCK_AND_CHANCE] },
  },
  { files: ['test/**/*.ts', 'packages/*/test/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { module: 'writable', require: 'readonly', __dirname: 'readonly' },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setInterval: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
      },
    },
  },
);
