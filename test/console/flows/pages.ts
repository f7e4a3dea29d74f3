import { eventually } from '../../support/eventually';
import { LongList } from '../long-list';
import { flowsOf, type Stage } from '../stage';

const PAGES = [
  ...[
    '/',
    '/payouts',
    '/approvals',
    '/cases',
    '/accounts',
    '/accounts/merchant-1',
    '/trial-balance',
    '/totals',
    '/journal',
  ],
  ...[
    '/float',
    '/holds',
    '/plots',
    '/reconciliations',
    '/periods',
    '/proofs',
    '/webhooks',
    '/keys',
    '/limits',
    '/security-events',
    '/health',
    '/search?q=merchant-1',
  ],
];

export function pageFlows(stage: Stage): void {
  const flow = flowsOf(stage);

  flow('list thousands of payouts with few rows in the page, and filter them', ['reader'], async reader => {
    const { page } = reader;
    await stage.paid('in-a-long-list', '2.00');
    const list = await LongList.over(page);
    await reader.open('/payouts');
    await page.getByRole('link', { name: 'row-0', exact: true }).waitFor();
    const drawings = await list.countDrawings();
    await list.scrollTo(1_500);
    expect(list.given).toBeGreaterThanOrEqual(1_500);
    expect(await list.rowsDrawn()).toBeLessThan(80);
    // Each page that comes has the rows in sight drawn once. A row that stays in sight is not drawn again.
    expect(await drawings()).toBeGreaterThan(0);
    expect(await drawings()).toBeLessThanOrEqual(list.asked.length * (await list.rowsDrawn()));
    await page.getByLabel('Status').selectOption('FAILED');
    await eventually('the filter is asked for', () => list.asked.at(-1)?.get('status') === 'FAILED');
    await page.getByRole('link', { name: 'row-0', exact: true }).waitFor();
    expect(await list.rowsDrawn()).toBeLessThan(80);
    await list.end();
  });

  flow('have no violation of WCAG 2.2 AA that a program finds, in either language', ['ana'], async ana => {
    const { id } = await stage.paid('for-axe', '2.00');
    for (const path of [...PAGES, `/payouts/${id}`]) {
      await ana.open(path);
      await ana.isLoaded();
      // The frame around a page is the same on all of them.
      const within = path === '/' ? 'body' : 'main';
      expect([path, await ana.violations(within)]).toEqual([path, []]);
    }
    await ana.press('Português');
    await ana.sees('Saques');
    expect(await ana.page.getAttribute('html', 'lang')).toBe('pt-BR');
    await ana.press('English');
  });
}
