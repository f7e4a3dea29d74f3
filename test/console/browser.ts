import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const ROOT = join(__dirname, '../..');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const PATIENCE_MS = 20_000;

/** A browser, or undefined where the machine has none: the flows are skipped then, and the output says so. */
export async function startBrowser(): Promise<Browser | undefined> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, 'scripts/chromium.mjs')]);
    return await chromium.launch(JSON.parse(stdout) as { executablePath: string; args: string[] });
  } catch (error) {
    if (process.env['CI'] !== undefined) throw error;
    console.warn(`The flows of the console are skipped: no Chromium (${String(error)})`);
    return undefined;
  }
}

/** One person at the console. */
export class Person {
  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly url: string,
    /** What the page said that no page should say: errors, and what its policy refused. */
    readonly complaints: string[],
  ) {}

  /** Opens the console, and signs in with the key by the keyboard. */
  static async signIn(browser: Browser, url: string, key: string, locale = 'en-GB'): Promise<Person> {
    const context = await browser.newContext({ locale, viewport: { width: 1360, height: 850 } });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', error => complaints.push(String(error)));
    page.on('console', message => {
      // A refused request is part of a flow; everything else is a fault.
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
        complaints.push(message.text());
    });
    const person = new Person(page, context, url, complaints);
    await page.goto(`${url}/console/`);
    await page.fill('#key', key);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.side');
    return person;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.url}/console${path}`);
    await this.page.waitForSelector('h1');
  }

  /** Waits until the page shows the text. */
  sees(text: string): Promise<unknown> {
    return this.page.getByText(text).first().waitFor();
  }

  /** Every rule of WCAG 2.2 AA that a program can check, as `rule: element`. */
  async violations(): Promise<string[]> {
    await this.page.evaluate(`if (!window.axe) { ${AXE} }`);
    const run = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`;
    const found = (await this.page.evaluate(run)) as {
      violations: { id: string; nodes: { html: string }[] }[];
    };
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 150)}`),
    );
  }

  leave(): Promise<void> {
    return this.context.close();
  }
}
