// Finds a Chromium for the tests and the pictures of the console: `CHROMIUM`, the system's, or the one that npm brings.
// `node scripts/chromium.mjs` prints its path and its arguments as JSON; exit 1 where there is none.
import { existsSync } from 'node:fs';
import { argv, env } from 'node:process';
import { pathToFileURL } from 'node:url';

const OF_THE_SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const ARGUMENTS = ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'];

/** @returns {Promise<{ executablePath: string, args: string[] } | undefined>} */
export async function findChromium() {
  const here = [env.CHROMIUM, ...OF_THE_SYSTEM].find(path => path && existsSync(path));
  if (here) return { executablePath: here, args: ARGUMENTS };
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    // In one process the whole browser ends with its first page.
    const args = chromium.args.filter(argument => argument !== '--single-process');
    return { executablePath: await chromium.executablePath(), args };
  } catch {
    return undefined;
  }
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const found = await findChromium();
  if (!found) process.exit(1);
  console.log(JSON.stringify(found));
}
