import { flowsOf, type Stage } from '../stage';

const PAGES = [
  ...['/', '/payouts', '/approvals', '/cases', '/accounts/merchant-1', '/trial-balance', '/journal'],
  ...[
    '/float',
    '/holds',
    '/reconciliations',
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

  flow('have no violation of WCAG 2.2 AA that a program finds, in either language', ['ana'], async ana => {
    const { id } = await stage.paid('for-axe', '2.00');
    for (const path of [...PAGES, `/payouts/${id}`]) {
      await ana.open(path);
      await ana.isLoaded();
      expect([path, await ana.violations()]).toEqual([path, []]);
    }
    await ana.press('Português');
    await ana.sees('Saques');
    expect(await ana.page.getAttribute('html', 'lang')).toBe('pt-BR');
    await ana.press('English');
  });
}
