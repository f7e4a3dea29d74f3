import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's root; this file runs from a folder of compiled sources somewhere below it. */
export const ROOT = rootAbove(__dirname);
export const CLI = join(ROOT, 'dist', 'cli.js');

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package-lock.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The root of the project was not found');
  return rootAbove(parent);
}
