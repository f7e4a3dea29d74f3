// `npm run fuzz [COUNT]` sends requests made from the OpenAPI document to a service of its own: 100,000 unless a count is given.
import './end-with-parent.mjs';
import { spawn } from 'node:child_process';

await import('./ready.mjs');

const MOST_HOURS = 4;
const inputs = process.argv[2] ?? '100000';
const jest = ['node_modules/jest/bin/jest.js', 'test/fuzz', `--testTimeout=${MOST_HOURS * 3_600_000}`];
const options = { stdio: 'inherit', env: { ...process.env, FUZZ_INPUTS: inputs } };
spawn(process.execPath, jest, options).once('exit', code => (process.exitCode = code ?? 1));
