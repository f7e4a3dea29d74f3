// node verify-many.mjs POLICY ZIP...: verifies many bundles in one process. It prints a line of JSON for each.
import { readFileSync } from 'node:fs';
import { verifyBundle } from '../../../src/proofs/verifier/verify.mjs';

const [policy, ...zips] = process.argv.slice(2);
for (const zip of zips) console.log(JSON.stringify(verdictOn(readFileSync(zip))));

/** An error of another kind than a fault would be a mistake of the verifier. */
function verdictOn(zip) {
  try {
    return verifyBundle(zip, readFileSync(policy, 'utf8'));
  } catch (error) {
    return { faults: [`Not readable: ${error.stack}`], lines: [] };
  }
}
