import type { Page, Route } from 'playwright-core';
import { eventually } from '../support/eventually';

const LISTS = '**/v1/payouts?*';
const ROWS = 'tbody tr:not([data-spacer])';
/** What the list of the page has in all. */
const ALL = 100_000;

interface Counting {
  amountsWritten?: number;
}

/** A list of a hundred thousand payouts in the place of the service's own: each is like a real one. */
export class LongList {
  readonly asked: URLSearchParams[] = [];
  given = 0;

  private constructor(private readonly page: Page) {}

  static async over(page: Page): Promise<LongList> {
    const list = new LongList(page);
    let like: object | undefined;
    await page.route(LISTS, async route => {
      like ??= ((await (await route.fetch()).json()) as { items: object[] }).items[0]!;
      await list.answer(route, like);
    });
    return list;
  }

  /** Scrolls on until so many rows have come. */
  async scrollTo(rows: number): Promise<void> {
    const frame = this.page.locator('.table-frame').first();
    while (this.given < rows) {
      const before = this.given;
      await frame.evaluate(element => element.scrollTo(0, element.scrollHeight));
      await eventually('more rows come', () => this.given > before);
    }
  }

  /** Counts the rows that are drawn from now on. Each row writes two amounts, and nothing else on the page writes any. */
  async countDrawings(): Promise<() => Promise<number>> {
    await this.page.evaluate(() => {
      const own = Object.getOwnPropertyDescriptor(Intl.NumberFormat.prototype, 'format')!;
      const counted = { ...own, get: countedFormat };
      (globalThis as Counting).amountsWritten = 0;
      function countedFormat(this: Intl.NumberFormat): unknown {
        (globalThis as Counting).amountsWritten! += 1;
        return own.get!.call(this);
      }
      Object.defineProperty(Intl.NumberFormat.prototype, 'format', counted);
    });
    return async () => (await this.page.evaluate(() => (globalThis as Counting).amountsWritten!)) / 2;
  }

  rowsDrawn(): Promise<number> {
    return this.page.locator(ROWS).count();
  }

  end(): Promise<void> {
    return this.page.unroute(LISTS);
  }

  private async answer(route: Route, like: object): Promise<void> {
    const asked = new URL(route.request().url()).searchParams;
    this.asked.push(asked);
    const [from, limit] = [Number(asked.get('cursor') ?? 0), Number(asked.get('limit'))];
    const items = Array.from({ length: Math.min(limit, ALL - from) }, (_, index) => ({
      ...like,
      id: `row-${from + index}`,
      externalReference: `row-${from + index}`,
    }));
    this.given = from + items.length;
    const nextCursor = this.given < ALL ? String(this.given) : null;
    await route.fulfill({ json: { items, nextCursor } });
  }
}
