import fc from 'fast-check';

/** Runs before each test file when the environment has SEED: the seed of every fast-check property without its own. */
const seed = Number(process.env['SEED']);
if (!Number.isSafeInteger(seed)) throw new Error('SEED must be an integer.');
fc.configureGlobal({ seed });
