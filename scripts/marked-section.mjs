// Scripts write sections of docs/architecture.md. A section is the text between two marks.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const PAGE = join(dirname(fileURLToPath(import.meta.url)), '..', 'docs', 'architecture.md');

/** Returns the page and the formatted page with the new section. @throws {Error} when the page has no such marks */
async function pageWith(name, section) {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const page = readFileSync(PAGE, 'utf8');
  const [before, after] = [page.indexOf(begin), page.indexOf(end)];
  if (before === -1 || after < before) throw new Error(`docs/architecture.md has no section ${name}`);
  const text = `${page.slice(0, before)}${begin}\n\n${section}\n\n${page.slice(after)}`;
  return { page, text: await format(text, { ...(await resolveConfig(PAGE)), parser: 'markdown' }) };
}

/** `--write` writes the section, `--check` compares it with the page. Without an option the script prints it. */
export async function carryOut(name, section, script) {
  if (process.argv.includes('--write')) {
    writeFileSync(PAGE, (await pageWith(name, section)).text);
  } else if (process.argv.includes('--check')) {
    const { page, text } = await pageWith(name, section);
    if (page === text) return;
    console.error(`docs/architecture.md does not show the present code: run \`node ${script} --write\``);
    process.exitCode = 1;
  } else {
    console.log(section);
  }
}
