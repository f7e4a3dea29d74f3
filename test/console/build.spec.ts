import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const DIST = join(__dirname, '../../packages/console/dist');
const WORDS = join(__dirname, '../../packages/console/src/shared/i18n');
const { en } = jest.requireActual<{ en: object }>(join(WORDS, 'en.ts'));
const { pt } = jest.requireActual<{ pt: object }>(join(WORDS, 'pt.ts'));
const FIRST_LOAD_BYTES = 300_000;

const page = readFileSync(join(DIST, 'index.html'), 'utf8');
const files = [...page.matchAll(/(?:src|href)="\/console\/([^"]+)"/g)].map(([, file]) => file!);

/** The paths of all words of a dictionary. */
const pathsOf = (words: object, above = ''): string[] =>
  Object.entries(words).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? pathsOf(value, `${above}${name}.`) : [`${above}${name}`],
  );

describe('the built console', () => {
  it('loads at most 300 kB at first', () => {
    expect(files.length).toBeGreaterThan(2);
    const bytes = files.map(file => gzipSync(readFileSync(join(DIST, file))).length);
    expect(bytes.reduce((sum, size) => sum + size, gzipSync(page).length)).toBeLessThan(FIRST_LOAD_BYTES);
  });

  it('has no script in the page, and asks no other address', () => {
    expect(page).not.toMatch(/<script(?![^>]*src=)|<style|https?:/);
  });
});

describe('the dictionaries', () => {
  it('have the same keys, and no empty word', () => {
    expect(pathsOf(pt)).toEqual(pathsOf(en));
    expect(JSON.stringify([en, pt])).not.toContain('""');
  });
});
