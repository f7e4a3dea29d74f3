import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { FigureResult } from '../figures/figure';
import { figureText, machineText } from './markdown';
import { plotOf } from './svg';

const begin = (name: string): string => `<!-- figure ${name} -->`;

/** Writes a figure into the page of results, in place of what stood there of it, and draws its plot beside the page. */
export async function writeResult(folder: string, name: string, result: FigureResult): Promise<void> {
  await mkdir(join(folder, 'plots'), { recursive: true });
  if (result.rows.length > 0) await writeFile(join(folder, 'plots', `${name}.svg`), plotOf(result));
  const page = join(folder, 'RESULTS.md');
  const before = await readFile(page, 'utf8').catch(() => HEAD);
  const figures = sectionsOf(before);
  const measured = `Measured ${new Date().toISOString().slice(0, 10)} on ${machineText()}.`;
  figures.set(name, `${figureText(result, `plots/${name}.svg`)}\n\n${measured}\n`);
  const sections = [...figures].map(([each, text]) => `${begin(each)}\n\n${text}`);
  const text = [HEAD, ...sections].join('\n');
  await writeFile(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
}

const HEAD = `# Results

\`npm run bench\` writes this page. [The bench](README.md) says what the figures mean.
`;

function sectionsOf(page: string): Map<string, string> {
  const [, ...parts] = page.split(/^<!-- figure (\S+) -->\n\n/m);
  const sections = new Map<string, string>();
  for (let index = 0; index < parts.length; index += 2)
    sections.set(parts[index]!, parts[index + 1]!.trimEnd() + '\n');
  return sections;
}
