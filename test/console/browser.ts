import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '../support/eventually';
import { chromium, type Browser, type Page } from 'playwright-core';

const ROOT = join(__dirname, '../..');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = JSON.stringify(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
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
    private readonly url: string,
    /** What the page said that no page should say: errors, and what its policy refused. */
    private readonly complaints: string[],
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
    const person = new Person(page, url, complaints);
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

  /** Every rule of WCAG 2.2 AA that a program can check, as `rule: element`. `within`: a part of the page. */
  async violations(within = 'body'): Promise<string[]> {
    await this.page.evaluate(`if (!window.axe) { ${AXE} }`);
    const run = `axe.run('${within}', { runOnly: ${RULES}, resultTypes: ['violations'] })`;
    const found = (await this.page.evaluate(run)) as {
      violations: { id: string; nodes: { html: string }[] }[];
    };
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 150)}`),
    );
  }

  /** Presses the button with this name, outside a dialog. */
  press(name: string): Promise<void> {
    return this.page.getByRole('button', { name, exact: true }).click();
  }

  /** Confirms the open dialog by its button,. */
  async confirm(name: string): Promise<void> {
    await this.page.locator('dialog').getByRole('button', { name, exact: true }).click();
  }

  /** The text of the file that the open dialog offers. */
  async takesFile(): Promise<string> {
    const coming = this.page.waitForEvent('download');
    await this.page.locator('dialog').getByRole('link', { name: 'Download' }).click();
    return readFileSync(await (await coming).path(), 'utf8');
  }

  /** Searches by the keyboard, and waits for a link to the page. */
  async finds(text: string, path: string): Promise<void> {
    await this.open('/');
    await this.page.keyboard.press('/');
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
    await this.page.waitForSelector(`a[href="/console${path}"]`);
  }

  /** Waits until nothing of the page is on its way. */
  isLoaded(): Promise<unknown> {
    const loading = this.page.getByText('Loading …');
    return eventually('the page is loaded', async () => (await loading.count()) === 0);
  }

  /** The complaints since the last call. */
  takeComplaints(): string[] {
    return this.complaints.splice(0);
  }
}
