// `npm run dev` compiles and restarts the service after every change in src/ and in packages/*/src.
// While a file has an error, the service of the last good version goes on.
import './end-with-parent.mjs';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

await import('./ready.mjs');
const { default: ts } = await import('typescript');

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const packages = existsSync(join(root, 'packages')) ? readdirSync(join(root, 'packages')) : [];
const projects = [root, ...packages.map(name => join(root, 'packages', name))]
  .map(folder => join(folder, 'tsconfig.json'))
  .filter(existsSync);

/** An editor often saves several files at once, and a change of a package also compiles the service. */
const SETTLES_AFTER_MS = 300;
/** The numbers of TypeScript's messages "Starting compilation" and "File change detected". */
const BEGINS = [6031, 6032];

const compiling = new Set(projects);
const faulty = new Set();
let service;
let planned;
let turn = Promise.resolve();
let ending = false;

function watch(project) {
  const onStatus = ({ code, messageText }, _newLine, _options, errors) => {
    if (BEGINS.includes(code)) compiling.add(project);
    if (errors === undefined) return;
    compiling.delete(project);
    if (errors > 0) faulty.add(project);
    else faulty.delete(project);
    if (errors > 0) console.error(messageText);
    plan();
  };
  const host = ts.createWatchCompilerHost(
    project,
    {},
    ts.sys,
    ts.createEmitAndSemanticDiagnosticsBuilderProgram,
    fault => console.error(ts.formatDiagnosticsWithColorAndContext([fault], HOST)),
    onStatus,
  );
  ts.createWatchProgram(host);
}

const HOST = {
  getCurrentDirectory: () => root,
  getCanonicalFileName: name => name,
  getNewLine: () => '\n',
};

/** Restarts the service when every project is compiled and no file changes any more. */
function plan() {
  clearTimeout(planned);
  planned = setTimeout(() => {
    if (compiling.size === 0 && faulty.size === 0) turn = turn.then(restart);
  }, SETTLES_AFTER_MS);
}

async function restart() {
  if (service) console.error('restarting …');
  // Only one process may use DATA_DIR, so the former one must end first.
  await stop();
  if (ending) return;
  const parentWatch = new URL('./end-with-parent.mjs', import.meta.url).href;
  const args = ['--enable-source-maps', '--import', parentWatch, join(root, 'dist', 'cli.js'), 'serve'];
  service = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
}

function stop() {
  const running = service;
  service = undefined;
  if (!running || running.exitCode !== null || running.signalCode !== null) return Promise.resolve();
  return new Promise(resolve => {
    running.once('exit', resolve);
    running.kill('SIGTERM');
  });
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    ending = true;
    turn = turn.then(stop).then(() => process.exit(0));
  });
}

for (const project of projects) watch(project);
