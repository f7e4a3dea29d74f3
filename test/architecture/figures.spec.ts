import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(__dirname, '../..');

interface Spread {
  readonly count: number;
  readonly median: number;
  readonly p90: number;
  readonly max: number;
}
/** scripts/figures.mjs prints these figures for src/ and for the src/ of each package. */
interface Figures {
  readonly part: string;
  readonly files: Spread;
  readonly functions: Spread;
  readonly crowded: readonly (readonly [folder: string, entries: number])[];
  readonly long: readonly (readonly [file: string, lines: number])[];
  readonly fileCircles: readonly (readonly string[])[];
}

async function figuresOf(folder: string): Promise<Figures[]> {
  const args = [join(ROOT, 'scripts/figures.mjs'), '--json', `--root=${folder}`];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Figures[];
}

describe('the figures of the code', () => {
  let parts: readonly Figures[];
  beforeAll(async () => {
    parts = await figuresOf(ROOT);
  });

  it('cover the service and its packages', () => {
    expect(parts.map(({ part }) => part)).toEqual([
      'src',
      'packages/client/src',
      'packages/console/src',
      'packages/embedded-eventstore/src',
      'packages/psp-sandbox/src',
    ]);
    const counts = new Map(parts.map(({ part, files, functions }) => [part, { files, functions }]));
    expect(counts.get('src')?.files.count).toBeGreaterThan(500);
    expect(counts.get('src')?.functions.count).toBeGreaterThan(1500);
  });

  it('show functions of at most 8 lines for a half and 18 for nine of ten', () => {
    expect(parts.filter(({ functions }) => functions.median > 8)).toEqual([]);
    const long = parts.filter(({ functions }) => functions.p90 > 18);
    expect(long.map(({ part, functions }) => `${part}: ${functions.p90} lines`)).toEqual([]);
  });

  it('show no file above 250 lines', () => {
    expect(parts.flatMap(({ long }) => long)).toEqual([]);
  });

  it('show no folder with more than 12 entries, except flat lists of similar things', () => {
    expect(parts.flatMap(({ crowded }) => crowded)).toEqual([]);
  });

  it('show no circle of imports', () => {
    expect(parts.flatMap(({ fileCircles }) => fileCircles)).toEqual([]);
  });
});

const BODY = '\n  return 1;\n';
const PLANTED: Readonly<Record<string, string>> = {
  'src/one/a.ts': `import '../two/b';\nexport const short = () => {${BODY}};\nexport const none = () => 1;\n`,
  'src/two/b.ts': `export * from '../three/c';\n/** Not counted. */\nexport function longer() {\n${BODY}\n}\n`,
  'src/three/c.ts': `type A = import('../one/a').A;\n@Decorated({\n})\nclass C {\n  @Route()\n  method() {\n  }\n}\n`,
  'src/three/long.ts': '//\n'.repeat(251),
  ...Object.fromEntries(Array.from({ length: 13 }, (_, index) => [`src/four/${index}.ts`, ''])),
};

describe('docs/architecture.md', () => {
  it('shows the present picture', async () => {
    await promisify(execFile)(process.execPath, [join(ROOT, 'scripts/picture.mjs'), '--check']);
  });
});

describe('the figures of a planted source tree', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-figures-'));
    for (const [file, text] of Object.entries(PLANTED)) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    await mkdir(join(folder, 'src/four/empty/emptier'), { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('show the long file, the crowded folder, the circle, and functions without their decorators', async () => {
    const [figures] = await figuresOf(folder);
    expect(figures).toMatchObject({
      files: { count: 17, max: 251 },
      functions: { count: 3, median: 3, p90: 5, max: 5 },
      crowded: [['src/four', 13]],
      long: [['src/three/long.ts', 251]],
      arrows: 3,
      imports: 3,
      fileCircles: [['src/one/a.ts', 'src/three/c.ts', 'src/two/b.ts']],
      roomCircles: [['one', 'three', 'two']],
    });
  });
});
