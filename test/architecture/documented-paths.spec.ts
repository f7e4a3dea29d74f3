import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { ROOT, filesIn, pages } from './style-checks';

const LINK = /\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g;
const PATH = /`((?:src|test|packages|docs|scripts|findings|bench)\/[\w./-]+)`/g;

/** A file by its name alone, or with its last folders. */
const NAME = /`((?:[\w.-]+\/)*[\w.-]+\.ts)`/g;

const files = ['src', 'test', 'packages'].flatMap(folder => filesIn(folder, '.ts'));

const found = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, path]) => path ?? '');

/** Links are from the page's own folder; a path in code is from the project's root, or from the page's package. */
function missingIn(page: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const links = found(text, LINK).filter(link => !existsSync(join(ROOT, dirname(page), link)));
  const homes = [ROOT, join(ROOT, dirname(page))];
  const paths = found(text, PATH).filter(
    path => !homes.some(home => existsSync(join(home, normalize(path)))),
  );
  const names = found(text, NAME).filter(name => !files.some(file => `/${file}`.endsWith(`/${name}`)));
  return [...links, ...paths, ...names];
}

it('each decision has a number of its own', () => {
  const numbers = readdirSync(join(ROOT, 'docs/decisions')).map(name => Number(name.slice(0, 4)));
  expect(numbers).toEqual([...new Set(numbers)]);
});

describe('a page', () => {
  it.each(pages())('%s names only files and folders that exist', page => {
    expect(missingIn(page)).toEqual([]);
  });

  it('that names a missing file would be found', () => {
    expect(found('see [x](nowhere.md) and `src/nowhere.ts`', LINK)).toEqual(['nowhere.md']);
    expect(found('see [x](nowhere.md) and `src/nowhere.ts`', PATH)).toEqual(['src/nowhere.ts']);
    expect(found('see `nowhere.ts` and `some/nowhere.ts`', NAME)).toEqual(['nowhere.ts', 'some/nowhere.ts']);
  });
});
