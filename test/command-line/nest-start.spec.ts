import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { eventually } from '../support/eventually';
import { HoldfastProcess } from '../support/holdfast-process';
import { familyOf, isRunning } from '../support/processes';

const ROOT = join(__dirname, '..', '..');
const NEST = join(ROOT, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');

let dataDir: string;
let buildDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'holdfast-nest-start-'));
  const cache = join(ROOT, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  buildDir = await mkdtemp(join(cache, 'nest-start-'));
});
afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
  await rm(buildDir, { recursive: true, force: true });
});

/** The project's own configuration, but for the folder of the build: other tests run the program in dist/ meanwhile. */
async function ownBuildFolder(): Promise<string> {
  const config = JSON.parse(await readFile(join(ROOT, 'nest-cli.json'), 'utf8')) as {
    compilerOptions: object;
  };
  const tsConfigPath = join(buildDir, 'tsconfig.json');
  const compilerOptions = { rootDir: join(ROOT, 'src'), outDir: join(buildDir, 'dist') };
  const tsConfig = { extends: join(ROOT, 'tsconfig.json'), compilerOptions, include: [join(ROOT, 'src')] };
  await writeFile(tsConfigPath, JSON.stringify(tsConfig));
  const path = join(buildDir, 'nest-cli.json');
  // The Nest command line takes paths from the folder it runs in only.
  const ownOptions = { ...config.compilerOptions, tsConfigPath: relative(process.cwd(), tsConfigPath) };
  await writeFile(path, JSON.stringify({ ...config, compilerOptions: ownOptions }));
  return relative(process.cwd(), path);
}

/** The whole source is compiled first. */
const BUILT_WITHIN_MS = 150_000;

it('nest start builds and runs the service, and stops it on SIGTERM', async () => {
  const env = { DATA_DIR: dataDir, PORT: '0' };
  const nest = new HoldfastProcess(['start', '--config', await ownBuildFolder()], env, NEST);
  try {
    const [, url] = await nest.prints(/^listening on (http:\/\/\S+)$/m, BUILT_WITHIN_MS);
    const health = await fetch(`${url}/health/ready`);
    expect([health.status, await health.json()]).toEqual([200, expect.objectContaining({ status: 'ready' })]);
    const family = familyOf(nest.pid);
    expect(family.length).toBeGreaterThan(3);
    expect(await nest.stop()).toEqual({ code: 0, signal: null });
    await eventually('nothing is left running', () => !family.some(({ pid }) => isRunning(pid)));
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  } finally {
    await nest.stop();
  }
}, 240_000);
