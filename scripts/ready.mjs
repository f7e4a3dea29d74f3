// Makes a checkout ready to run: installs what is not installed and builds what is not built. Plain Node, no packages.
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

const built = changedAt(at('dist', 'src', 'cli.js'));
if (
  built === 0 ||
  built < newestIn(at('src')) ||
  built < newestIn(at('packages')) ||
  built < changedAt(at('tsconfig.json'))
) {
  run('building', 'npm', ['run', '--silent', 'build']);
}

function newestIn(folder) {
  return Math.max(
    ...readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter(entry => entry.isFile())
      .map(entry => changedAt(join(entry.parentPath, entry.name))),
  );
}

/** Its output goes to stderr: stdout is for what was asked for. */
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
