import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROVIDERS } from '../../src/providers/registry';

const ROOT = join(__dirname, '../..');

/** How the names of the registered providers can stand in a text: as a name, as a brand, in an identifier. */
const MENTION = /connect ?psp|ntx/i;

/**
 * Where a provider may be named outside its folder, and the lines with a mention: one line for each provider, and one
 * import where the line needs it.
 */
const REGISTRY = 'src/providers/registry.ts';
const SANDBOXES = 'src/composition/providers/sandboxes.ts';
/** The audit reads the providers' documents by its own rules; the demo tells a story with real names. */
const OWN_RULES =
  /^src\/audit\/.*(stated-figures|stated-deposit|evidence-check|evidence\/signature)\.ts$|^src\/demo\//;

const isOwnFolder = (file: string): boolean =>
  PROVIDERS.some(({ name }) => file.startsWith(`src/providers/${name}/`));

const mentionsIn = (text: string): string[] => text.split('\n').filter(line => MENTION.test(line));

const sources = (): string[] =>
  execFileSync('git', ['ls-files', 'src/*.ts'], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter(file => file !== '');

const linesOf = (file: string): string[] => mentionsIn(readFileSync(join(ROOT, file), 'utf8'));

describe('a provider is one folder and one line', () => {
  it('has a folder for each registered provider, and a name that stands in MENTION', () => {
    for (const { name } of PROVIDERS) {
      expect(sources()).toContain(`src/providers/${name}/definition.ts`);
      expect(mentionsIn(`a line with ${name}`)).toHaveLength(1);
    }
  });

  it('names no provider outside its folder, the registry and the table of sandboxes', () => {
    const elsewhere = sources().filter(
      file => !isOwnFolder(file) && !OWN_RULES.test(file) && file !== REGISTRY && file !== SANDBOXES,
    );
    expect(elsewhere.length).toBeGreaterThan(200);
    expect(elsewhere.flatMap(file => linesOf(file).map(line => `${file}: ${line.trim()}`))).toEqual([]);
  });

  it.each([REGISTRY, SANDBOXES])('%s has one line for each provider beside the imports', file => {
    const lines = linesOf(file).filter(line => !line.startsWith('import '));
    expect(lines).toHaveLength(PROVIDERS.length);
  });

  it.each([
    "  if (provider === 'connectpsp') return;",
    '/** NTX Pay answers with 404. */',
    'const settings = readNtxPaySettings(reader);',
    '// as ConnectPSP does',
  ])('finds %s', planted => {
    expect(mentionsIn(`const a = 1;\n${planted}\n`)).toEqual([planted]);
  });
});
