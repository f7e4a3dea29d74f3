import fc from 'fast-check';
import { SEED } from './test-seed';

/** Run before each test file where SEED is given: the seed of every fast-check property that names none of its own. */
if (!Number.isSafeInteger(SEED)) throw new Error('SEED has to be an integer.');
fc.configureGlobal({ seed: SEED });
