import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { eventually } from '../support/eventually';

const ROOT = resolve(__dirname, '../..');
const SCRIPTS = ['dev.mjs', 'ready.mjs', 'end-with-parent.mjs'];

/** A small service that prints its version and the version of its package when it begins, and a line when it ends. */
const SERVICE = (version: string) => `
import { VERSION } from '../packages/part/dist/index.js';
declare const console: { log(text: string): void };
declare const process: { once(signal: string, then: () => void): void; exit(code: number): never };
declare function setInterval(then: () => void, ms: number): void;
process.once('SIGTERM', () => { console.log('ends'); process.exit(0); });
console.log('begins ${version} ' + VERSION);
setInterval(() => {}, 1000);
`;
const PART = (version: string) => `export const VERSION: string = '${version}';\n`;

const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: 'ES2023',
    lib: ['ES2023'],
    module: 'node20',
    moduleResolution: 'node16',
    rootDir: './src',
    outDir: './dist',
    declaration: true,
    strict: true,
    skipLibCheck: true,
    types: [],
  },
  include: ['src'],
});

describe('npm run dev', () => {
  let folder: string;
  let dev: ChildProcess;
  let printed = '';
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  const begins = () => [...printed.matchAll(/^(begins .*|ends)$/gm)].map(([line]) => line);
  const runs = (version: string) =>
    eventually(`${version} runs`, () => begins().at(-1) === `begins ${version}`);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-dev-'));
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    await mkdir(join(folder, 'scripts'));
    for (const script of SCRIPTS)
      await copyFile(join(ROOT, 'scripts', script), join(folder, 'scripts', script));
    const compile = 'node node_modules/typescript/bin/tsc -p';
    await write(
      'package.json',
      JSON.stringify({ scripts: { build: `${compile} packages/part && ${compile} .` } }),
    );
    await write('tsconfig.json', TSCONFIG);
    await write('packages/part/tsconfig.json', TSCONFIG);
    await write('packages/part/src/index.ts', PART('one'));
    await write('src/cli.ts', SERVICE('one'));
    dev = spawn(process.execPath, ['scripts/dev.mjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [dev.stdout!, dev.stderr!])
      stream.on('data', (data: Buffer) => (printed += data.toString()));
  });
  afterAll(async () => {
    dev.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  it('restarts the service after a change in it or in a package, and never runs two at once', async () => {
    await runs('one one');
    await write('src/cli.ts', SERVICE('two'));
    await runs('two one');
    await write('packages/part/src/index.ts', PART('two'));
    await runs('two two');
    await write('src/cli.ts', 'const broken: number = "text";');
    await eventually('the script prints the error', () => printed.includes('error'));
    expect(begins().at(-1)).toBe('begins two two');
    await write('src/cli.ts', SERVICE('three'));
    await runs('three two');
    dev.kill('SIGTERM');
    // What the service has printed last comes before the end of its output, and can come after its exit.
    expect(await once(dev, 'close')).toEqual([0, null]);
    expect(begins().filter((line, index) => (index % 2 === 1) !== (line === 'ends'))).toEqual([]);
    expect(begins().at(-1)).toBe('ends');
  }, 240_000);
});
