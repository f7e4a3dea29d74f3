import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const jsonOf = <Json>(path: string): Json => JSON.parse(textOf(path)) as Json;

interface Instruction {
  readonly word: string;
  readonly rest: string;
}
/** A stage is the part from one FROM to the next. */
interface Stage {
  readonly image: string;
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

function stagesOf(dockerfile: string): Stage[] {
  const lines = dockerfile.split('\n').filter(line => line !== '' && !line.startsWith('#'));
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  for (const line of lines) {
    const [word, rest] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)];
    const [image, , name] = rest.split(' ');
    if (word === 'FROM') stages.push({ image: image!, name, instructions: [] });
    else stages.at(-1)!.instructions.push({ word, rest });
  }
  return stages;
}

const stages = stagesOf(textOf('Dockerfile'));
const final = stages.at(-1)!;
const restOf = ({ instructions }: Stage, wanted: string): string[] =>
  instructions.filter(({ word }) => word === wanted).map(({ rest }) => rest);

/** The paths of the checkout that a stage copies. */
const copied = (stage: Stage): string[] =>
  restOf(stage, 'COPY')
    .filter(rest => !rest.startsWith('--from='))
    .flatMap(rest => rest.split(' ').slice(0, -1));

const workspaces = (): string[] =>
  existsSync(join(ROOT, 'packages'))
    ? readdirSync(join(ROOT, 'packages')).map(name => `packages/${name}`)
    : [];

describe('Dockerfile', () => {
  it('builds in one stage and runs in another, on one Node of one exact version', () => {
    expect(stages.length).toBeGreaterThanOrEqual(2);
    expect([...new Set(stages.map(({ image }) => image))]).toHaveLength(1);
    expect(final.image).toMatch(/^node:\d+\.\d+\.\d+-bookworm-slim$/);
  });

  it('runs as a user who is not root, after the last step that needs root', () => {
    const words = final.instructions.map(({ word }) => word);
    expect(restOf(final, 'USER')).toEqual(['node']);
    expect(words.lastIndexOf('RUN')).toBeLessThan(words.indexOf('USER'));
    expect(words.lastIndexOf('COPY')).toBeLessThan(words.indexOf('USER'));
    expect(words.indexOf('CMD')).toBeGreaterThan(words.indexOf('USER'));
  });

  it('keeps its data in a volume that this user alone can read and write', () => {
    expect(restOf(final, 'ENV').join(' ')).toContain('DATA_DIR=/data');
    expect(restOf(final, 'VOLUME')).toEqual(['/data']);
    expect(restOf(final, 'RUN')).toEqual(['mkdir --mode=700 /data && chown node:node /data']);
  });

  it('copies files that exist and that .dockerignore allows', () => {
    const allowed = textOf('.dockerignore').split('\n');
    const paths = stages.flatMap(copied);
    expect(paths.filter(path => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(paths.filter(path => !allowed.includes(`!${path.split('/')[0]}`))).toEqual([]);
    expect(allowed[allowed.findIndex(line => !line.startsWith('#'))]).toBe('*');
  });

  it('installs the packages of every workspace and copies the build of each one', () => {
    const manifests = [
      'package.json',
      'package-lock.json',
      ...workspaces().map(path => `${path}/package.json`),
    ];
    const installing = stages.filter(stage => restOf(stage, 'RUN').some(run => run.startsWith('npm ci')));
    expect(installing).toHaveLength(2);
    for (const stage of installing) expect(copied(stage)).toEqual(expect.arrayContaining(manifests));
    const builds = restOf(final, 'COPY').filter(rest => rest.startsWith('--from=build '));
    const expected = [...workspaces().map(path => `${path}/dist`), 'dist'];
    expect(builds).toEqual(expected.map(path => `--from=build /app/${path} ${path}`));
  });

  it('starts the service directly, so that signals reach it, and contains no development packages', () => {
    const { bin } = jsonOf<{ bin: { holdfast: string } }>('package.json');
    expect(restOf(final, 'CMD').map(rest => JSON.parse(rest) as string[])).toEqual([
      ['node', bin.holdfast, 'serve'],
    ]);
    expect(existsSync(join(ROOT, bin.holdfast.replace(/^dist(.*)\.js$/, 'src$1.ts')))).toBe(true);
    expect(restOf(final, 'STOPSIGNAL')).toEqual(['SIGTERM']);
    const from = restOf(final, 'COPY').find(rest => rest.endsWith(' /app ./'));
    const source = stages.find(({ name }) => from === `--from=${name} /app ./`)!;
    expect(restOf(source, 'RUN')).toEqual(['npm ci --omit=dev']);
  });

  it('checks the health of the process on its own port', () => {
    const [health] = restOf(final, 'HEALTHCHECK');
    const [, command] = health!.split(' CMD ');
    expect((JSON.parse(command!) as string[])[2]).toContain(
      'http://127.0.0.1:${process.env.PORT}/health/live',
    );
    expect(restOf(final, 'ENV').join(' ')).toMatch(/\bHOST=0\.0\.0\.0\b.*\bPORT=3000\b/);
    expect(restOf(final, 'EXPOSE')).toEqual(['3000']);
  });
});

describe('.nvmrc', () => {
  it('names the major version of Node that the image has and the engines allow', () => {
    const major = Number(textOf('.nvmrc'));
    const { engines } = jsonOf<{ engines: { node: string } }>('package.json');
    expect(major).toBeGreaterThanOrEqual(Number(/^>=(\d+)/.exec(engines.node)![1]));
    expect(final.image).toMatch(new RegExp(`^node:${major}\\.`));
  });
});

describe('.editorconfig', () => {
  it('repeats the settings of prettier', () => {
    const prettier = jsonOf<{ printWidth: number; tabWidth?: number }>('.prettierrc.json');
    const settings = textOf('.editorconfig').split('[*]\n')[1]!.split('\n\n')[0]!.split('\n');
    expect(settings).toEqual(
      expect.arrayContaining([
        `max_line_length = ${prettier.printWidth}`,
        `indent_size = ${prettier.tabWidth ?? 2}`,
        'end_of_line = lf',
      ]),
    );
  });
});
