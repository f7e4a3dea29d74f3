import { eventually } from '../../support/eventually';
import { flowsOf, type Stage } from '../stage';

export function bookFlows(stage: Stage): void {
  const flow = flowsOf(stage);

  flow('sees the books and a statement of today, and those of a past day', ['ana'], async ana => {
    await ana.open('/trial-balance');
    await ana.sees('account:merchant-1:available');
    await ana.page.getByRole('link', { name: 'account:merchant-1:available' }).click();
    await ana.sees('FundsDeposited');
    await ana.open('/accounts/merchant-1');
    await ana.sees('FundsDeposited');
    await ana.open('/accounts/merchant-1?asOf=2020-01-01');
    await eventually('the balance of that day is shown', async () =>
      (await ana.page.textContent('[data-figure="total"]'))!.includes('0.00'),
    );
    await ana.open('/trial-balance?asOf=2020-01-01');
    await ana.sees('Debits equal credits.');
    expect(await ana.page.getByText('account:merchant-1:available').count()).toBe(0);
  });

  flow('drops a statement, and follows a break to its case', ['ana'], async ana => {
    const { endToEndId } = await stage.paid('on-statement', '6.00');
    const lines = [
      'type,status,provider_id,external_reference,end_to_end_id,amount,fee,date',
      `PAYOUT,COMPLETED,,on-statement,${endToEndId},6.00,0.00,`,
      'PAYOUT,COMPLETED,P404,never-requested,,80.00,0.00,',
    ];
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Sao_Paulo' }).format(new Date());
    await ana.open('/reconciliations');
    await ana.page.getByLabel('From').fill(today);
    await ana.page.getByLabel('Up to and with').fill(today);
    const buffer = Buffer.from(lines.join('\n'));
    await ana.page.setInputFiles('input[type=file]', { name: 'statement.csv', mimeType: 'text/csv', buffer });
    await ana.press('Compare with the books');
    await ana.sees('The statement has it, the books do not');
    expect(await ana.violations()).toEqual([]);
    await ana.page.getByRole('link', { name: /never-requested/ }).click();
    await ana.page.waitForURL('**/cases/*');
    await ana.sees('Break of a reconciliation');
    await ana.sees('never-requested');
  });
}
