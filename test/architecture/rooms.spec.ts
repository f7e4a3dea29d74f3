import { mkdtemp, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const ROOT = resolve(__dirname, '../..');
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const CONFIG = join(ROOT, '.dependency-cruiser.cjs');

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}
interface Cruise {
  readonly modules: readonly { readonly source: string; readonly dependencies: readonly unknown[] }[];
  readonly summary: { readonly violations: readonly Violation[] };
}

/** Reads src/ and packages/ under the folder by the project's own rules. */
async function cruise(folder: string): Promise<Cruise> {
  const run = promisify(execFile);
  const options = { cwd: folder, maxBuffer: 256 * 1024 * 1024 };
  const args = [CRUISER, '--config', CONFIG, '--output-type', 'json', 'src', 'packages'];
  // It ends with the number of violations as its exit code: what it printed counts all the same.
  const { stdout } = await run(process.execPath, args, options).catch((error: { stdout?: string }) => {
    if (!error.stdout) throw error;
    return { stdout: error.stdout };
  });
  return JSON.parse(stdout) as Cruise;
}

const ourFiles = async (folder: string): Promise<string[]> =>
  (await readdir(join(folder, 'src'), { recursive: true })).filter(file => file.endsWith('.ts'));

describe('the rooms', () => {
  let house: Cruise;
  beforeAll(async () => {
    house = await cruise(ROOT);
  });

  it('were all read, with what they import', async () => {
    const read = house.modules.filter(({ source }) => /^src\/.*\.ts$/.test(source));
    const files = await ourFiles(ROOT);
    expect(files.length).toBeGreaterThan(100);
    expect(read.map(({ source }) => source).sort()).toEqual(files.map(file => `src/${file}`).sort());
    const imports = read.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
    expect(imports).toBeGreaterThan(files.length);
  });

  it('import only what they may', () => {
    expect(house.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });
});

/** Rule, the file that breaks it, and what it imports. */
const PLANTS: readonly (readonly [rule: string, file: string, imports: string])[] = [
  ['room-shared', 'src/shared/planted.ts', '../domain/words'],
  ['room-domain', 'src/domain/planted.ts', '../event-store/event-store'],
  ['room-event-store', 'src/event-store/planted.ts', '../domain/words'],
  ['room-commands', 'src/commands/planted.ts', '../providers/port/provider'],
  ['room-saga', 'src/saga/planted.ts', '../projections/folding'],
  ['saga-runner', 'src/saga/runner/planted.ts', '../exchanges/ground'],
  ['saga-payouts', 'src/saga/payouts/planted.ts', '../runner/ground'],
  ['saga-notifications', 'src/saga/notifications/planted.ts', '../runner/ground'],
  ['saga-cases', 'src/saga/cases/planted.ts', '../runner/ground'],
  ['saga-accounts', 'src/saga/accounts/planted.ts', '../runner/ground'],
  ['saga-exchanges', 'src/saga/exchanges/planted.ts', '../runner/ground'],
  ['saga-partitions', 'src/saga/partitions/planted.ts', '../runner/ground'],
  ['room-outbound', 'src/outbound/planted.ts', '../providers/port/provider'],
  ['room-providers', 'src/providers/planted.ts', '../event-store/event-store'],
  ['room-webhooks', 'src/webhooks/planted.ts', '../commands/command'],
  ['room-webhooks', 'src/webhooks/deciding.ts', '../domain/words'],
  ['room-projections', 'src/projections/planted.ts', '../commands/command'],
  ['room-queries', 'src/queries/planted.ts', '../event-store/event-store'],
  ['room-api', 'src/api/planted.ts', '../projections/folding'],
  ['room-api', 'src/api/appending.ts', '../event-store/new-events'],
  ['room-api-auth-keys', 'src/api/auth/keys/planted.ts', '../../../commands/command'],
  ['room-api-auth-security', 'src/api/auth/security/planted.ts', '../../../commands/command'],
  ['room-audit', 'src/audit/planted.ts', '../commands/command'],
  ['room-proofs', 'src/proofs/planted.ts', '../projections/folding'],
  ['proof-formats-stand-alone', 'src/proofs/formats/planted.ts', '../../shared/clock'],
  ['the-verifier-stands-alone', 'src/proofs/verifier/planted.ts', '../../shared/clock'],
  ['packages-stand-alone', 'packages/psp-sandbox/src/planted.ts', '../../../src/providers/port/provider'],
  ['packages-stand-alone', 'packages/embedded-eventstore/src/planted.ts', '../../psp-sandbox/src/unused'],
  ['packages-by-their-names', 'src/composition/planted.ts', '../../packages/psp-sandbox/src/unused'],
  ['packages-where-parts-are-chosen', 'src/providers/simulating.ts', '../../packages/psp-sandbox/dist/index'],
  ['room-commands', 'src/commands/composing.ts', '../composition/house'],
  ['domain-is-pure', 'src/domain/nest.ts', '@nestjs/common'],
  ['domain-is-pure', 'src/domain/reading.ts', 'node:fs'],
  ['domain-is-pure', 'src/domain/guessing.ts', 'node:crypto'],
  ['domain-has-no-clock', 'src/domain/telling-time.ts', '../shared/clock'],
  ['domain-has-no-clock', 'src/domain/drawing.ts', '../shared/random'],
  ['parts-are-handed-in', 'src/saga/drawing.ts', 'node:crypto'],
  ['parts-are-handed-in', 'src/commands/waiting.ts', 'node:timers/promises'],
  ['audit-folds-by-itself', 'src/audit/copying.ts', '../projections/folding'],
  ['audit-folds-by-itself', 'src/audit/deciding.ts', '../domain/words'],
  ['audit-only-reads', 'src/audit/appending.ts', '../event-store/new-events'],
  ['audit-cannot-reach-append', 'src/audit/reaching.ts', '../shared/back-door'],
  ['no-tests-in-the-house', 'src/shared/testing.ts', '../../test/helper'],
  ['no-development-packages', 'src/shared/developing.ts', 'supertest'],
  ['nothing-unresolved', 'src/shared/missing.ts', './nowhere'],
  ['no-circles', 'src/shared/circle-one.ts', './circle-two'],
];

/** What the planted files import, and the other half of the circle. */
const GROUND: readonly (readonly [file: string, imports: string | null])[] = [
  ['src/domain/words.ts', null],
  ['src/event-store/event-store.ts', null],
  ['src/event-store/new-events.ts', null],
  ['src/providers/port/provider.ts', null],
  ['src/projections/folding.ts', null],
  ['src/saga/runner/ground.ts', null],
  ['src/saga/exchanges/ground.ts', null],
  ['src/commands/command.ts', null],
  ['src/composition/house.ts', null],
  ['packages/psp-sandbox/src/unused.ts', null],
  ['packages/psp-sandbox/dist/index.ts', null],
  ['src/shared/clock.ts', null],
  ['src/shared/random.ts', null],
  ['src/shared/back-door.ts', '../event-store/new-events'],
  ['src/shared/circle-two.ts', './circle-one'],
  ['test/helper.ts', null],
];

async function plant(folder: string): Promise<void> {
  const files = [...GROUND, ...PLANTS.map(([, file, imports]) => [file, imports] as const)];
  for (const [file, imports] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    const line = imports === null ? '' : `import type {} from '${imports}';\nimport '${imports}';\n`;
    await writeFile(join(folder, file), `${line}export const planted = true;\n`);
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const file of ['tsconfig.json', 'package.json']) await symlink(join(ROOT, file), join(folder, file));
}

describe('a planted violation', () => {
  let folder: string;
  let violations: readonly Violation[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-rooms-'));
    await plant(folder);
    violations = (await cruise(folder)).summary.violations;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(PLANTS)('of %s in %s is caught', (rule, file) => {
    expect(violations.filter(({ from }) => from === file).map(violation => violation.rule.name)).toContain(
      rule,
    );
  });

  it('is there for every rule', () => {
    const { forbidden } = jest.requireActual<{ forbidden: { name: string }[] }>(CONFIG);
    const planted = new Set(PLANTS.map(([rule]) => rule));
    expect(forbidden.map(({ name }) => name).filter(name => !planted.has(name))).toEqual([]);
  });
});
