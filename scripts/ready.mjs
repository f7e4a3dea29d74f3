// Makes a checkout ready to run: installs the packages and builds the sources when that is needed. Plain Node, no packages.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => join(root, ...parts);
const changedAt = path => (existsSync(path) ? statSync(path).mtimeMs : 0);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Holdfast needs Node 20.19 or newer; this is ${process.versions.node}`);
  process.exit(1);
}

const installed = changedAt(at('node_modules', '.package-lock.json'));
if (installed === 0 || installed < changedAt(at('package-lock.json')))
  run('installing packages', 'npm', ['ci']);

const PACKAGES = [
  [],
  ...['client', 'console', 'embedded-eventstore', 'psp-sandbox'].map(name => ['packages', name]),
];
if (!PACKAGES.every(isBuilt)) run('building', 'npm', ['run', '--silent', 'build']);

function isBuilt(folder) {
  const built = newestIn(at(...folder, 'dist'));
  const settings = [at('tsconfig.json'), at(...folder, 'tsconfig.json')];
  return [newestIn(at(...folder, 'src')), ...settings.map(changedAt)].every(changed => built >= changed);
}

/** Returns 0 when the folder does not exist. */
function newestIn(folder) {
  if (!existsSync(folder)) return 0;
  return Math.max(
    ...readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter(entry => entry.isFile())
      .map(entry => changedAt(join(entry.parentPath, entry.name))),
  );
}

/** Sends the command's output to stderr, because stdout belongs to the program that runs afterwards. */
function run(what, command, args) {
  console.error(`${what} …`);
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`${what} failed`);
    process.exit(1);
  }
}
