import { payoutBody } from '../../support/api-client';
import { eventually } from '../../support/eventually';
import { flowsOf, type Stage } from '../stage';

const atNtxPay = (reference: string, amount: string) => ({
  ...payoutBody('merchant-1', reference, amount),
  provider: 'ntxpay',
});

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

  flow('follows the import of a large file to its result', ['ana'], async ana => {
    const progress = { state: 'RUNNING', lines: 120_000, linesRecorded: 61_500, problem: null };
    const of = { id: 'an-import', bytes: 5_242_880, receivedAt: '2026-03-01T12:00:00.000Z', ...progress };
    let answered: object = { ...of, reconciliationId: null };
    const address = '**/v1/reconciliations/an-import*';
    await ana.page.route(address, route =>
      route.fulfill({ json: { items: [], nextCursor: null, import: answered } }),
    );
    await ana.open('/reconciliations/an-import');
    await ana.sees('61500 / 120000');
    expect(await ana.page.locator('progress').getAttribute('max')).toBe('120000');
    expect(await ana.violations()).toEqual([]);
    const problem = { type: 'about:blank', status: 422, detail: 'Most lines are unknown' };
    const refused = { ...problem, code: 'STATEMENT_NOT_OF_PERIOD' };
    answered = { ...of, state: 'REFUSED', reconciliationId: null, problem: refused };
    await ana.sees('STATEMENT_NOT_OF_PERIOD');
    answered = { ...of, state: 'COMPLETED', reconciliationId: 'a-statement' };
    await ana.page.waitForURL('**/reconciliations/a-statement');
    await ana.page.unroute(address);
  });

  flow('drops a statement, dismisses its break, and follows it to its case', ['ana'], async ana => {
    // The other flows pay by the other provider: payouts that the statement lacks would make it one of another period.
    const { endToEndId } = await stage.holdfast().payOut(atNtxPay('on-statement', '6.00'));
    const lines = [
      'type,status,provider_id,external_reference,end_to_end_id,amount,fee,date',
      `PAYOUT,COMPLETED,,on-statement,${endToEndId},6.00,0.03,`,
      'PAYOUT,COMPLETED,P404,never-requested,,80.00,0.00,',
    ];
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Sao_Paulo' }).format(new Date());
    await ana.open('/reconciliations');
    await ana.page.getByLabel('Provider').selectOption('ntxpay');
    await ana.page.getByLabel('From').fill(today);
    await ana.page.getByLabel('Up to and with').fill(today);
    const buffer = Buffer.from(lines.join('\n'));
    await ana.page.setInputFiles('input[type=file]', {
      name: 'statement.csv',
      mimeType: 'text/csv',
      buffer,
    });
    await ana.press('Compare with the books');
    await ana.sees('The statement has it, the books do not');
    const kind = ana.page.locator('section').filter({ hasText: 'The statement has it, the books do not' });
    await kind.getByRole('button', { name: 'Choose all that are open' }).click();
    await kind.getByRole('button', { name: 'Dismiss the chosen breaks' }).click();
    await ana.page.getByLabel('How many are they? Count them yourself').fill('2');
    await ana.page.getByLabel('Reason').fill('It is of the month before');
    await ana.confirm('Dismiss');
    await ana.sees('TOTALS_DIFFER');
    await ana.page.getByLabel('How many are they? Count them yourself').fill('1');
    await ana.confirm('Dismiss');
    await ana.page.locator('dialog').waitFor({ state: 'detached' });
    expect(await ana.violations()).toEqual([]);
    await ana.page.getByRole('link', { name: /never-requested/ }).click();
    await ana.page.waitForURL('**/cases/*');
    await ana.sees('Break of a reconciliation');
    await ana.sees('It is of the month before');
    await ana.sees('never-requested');
  });

  flow(
    'closes a month after its checklist, and two people open it again',
    ['ana', 'bea'],
    async (ana, bea) => {
      const month = (ago: number) => {
        const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Sao_Paulo' }).format(new Date());
        const [year, number] = today.split('-').map(Number) as [number, number];
        return new Date(Date.UTC(year, number - 1 - ago, 1)).toISOString().slice(0, 7);
      };
      await ana.open(`/periods?period=${month(0)}`);
      await ana.sees('The month goes on');
      expect(await ana.page.getByRole('button', { name: 'Close the month' }).isDisabled()).toBe(true);
      await ana.page.getByLabel('Month').fill(month(2));
      await ana.sees('Nothing is in the way.');
      expect(await ana.violations()).toEqual([]);
      await ana.press('Close the month');
      await ana.confirm('Close the month');
      await ana.sees('Sealed trial balance');
      await ana.press('Open it again');
      await ana.page.getByLabel('Reason').fill('closed too early');
      await ana.confirm('Open it again');
      await ana.sees('Wants it open again: ana: closed too early');
      await bea.open(`/periods?period=${month(2)}`);
      await bea.press('Open it again');
      await bea.page.getByLabel('Reason').fill('closed too early');
      await bea.confirm('Open it again');
      await bea.sees('Nothing is in the way.');
    },
  );

  flow('takes the accounts, a statement and other lists out as files', ['ana'], async ana => {
    await stage.paid('in-a-file', '7.00');
    await ana.open('/accounts?id=merchant-1');
    await ana.page.getByRole('link', { name: 'merchant-1', exact: true }).waitFor();
    await ana.press('As a file');
    expect(await ana.violations()).toEqual([]);
    expect(await ana.takesFile()).toMatch(/^\ufeff[^]*;Nome;[^]*merchant-1/);

    await ana.open('/accounts/merchant-1?lines=payouts&from=2020-01-01&to=2040-12-31');
    const line = ana.page.getByRole('row').filter({ hasText: 'in-a-file' });
    await eventually('the payout is one line', async () => (await line.count()) === 1);
    await ana.press('As a file');
    await ana.page.getByLabel('CSV', { exact: true }).check();
    await ana.page.getByLabel('Time zone').selectOption('America/Noronha');
    const statement = await ana.takesFile();
    expect(statement.match(/in-a-file/g)).toHaveLength(1);
    expect(statement).toMatch(/T\d\d:\d\d:\d\d\.\d{3}-02:00/);

    for (const path of ['/payouts', '/totals', '/holds', '/float', '/journal', '/cases', '/trial-balance']) {
      await ana.open(path);
      await ana.press('As a file');
      expect([path, await ana.takesFile()]).toEqual([path, expect.stringMatching(/^\ufeff.*;/)]);
    }
  });

  flow('sees accounts, totals, holds and floats as of a past day', ['ana'], async ana => {
    await ana.open('/totals');
    await ana.page.getByRole('cell', { name: 'Completed' }).first().waitFor();
    for (const path of ['/totals', '/holds', '/accounts']) {
      await ana.open(`${path}?asOf=2020-01-01`);
      await ana.sees('Nothing here.');
      await ana.page.getByLabel('As of the end of').fill('2019-12-31');
      await ana.page.keyboard.press('Enter');
      await ana.page.waitForURL(/asOf=2019-12-31/);
    }
    await ana.open('/float?asOf=2020-01-01');
    await ana.sees('True at position');
  });

  flow('reads the columns of a bank by a mapping', ['ana'], async ana => {
    const columns = { date: 'Data', amount: 'Valor', description: 'Histórico' };
    const mapping = { provider: 'ntxpay', columns, decimal: ',', dates: 'DAY_FIRST' };
    const put = await stage.commandsOf('ana')('/v1/statement-mappings/bank', mapping, 'bank', 'PUT');
    expect(put.status).toBe(200);
    await ana.open('/reconciliations');
    await ana.page.getByLabel('Provider').selectOption('ntxpay');
    await ana.page.getByLabel('Columns').selectOption('bank');
    await ana.page.getByLabel('From').fill('2020-01-05');
    await ana.page.getByLabel('Up to and with').fill('2020-01-05');
    const buffer = Buffer.from(
      'Conta;1\n\nData;Histórico;Valor\n05/01/2020;Pix;-1.234,50\nTotal;;-1.234,50\n',
    );
    const file = { name: 'extrato.csv', mimeType: 'text/csv', buffer };
    await ana.page.setInputFiles('input[type=file]', file);
    await ana.press('Compare with the books');
    await ana.sees('The statement has it, the books do not');
  });

  flow('settle a provider’s fees by two, as far as they are owed', ['ana', 'bea'], async (ana, bea) => {
    await stage.holdfast().payOut(atNtxPay('with-a-fee', '9.00'));
    const settle = async (amount: string) => {
      await ana.page.locator('section', { hasText: 'ntxpay' }).getByRole('button').first().click();
      await ana.page.getByLabel('Amount').fill(amount);
      await ana.page.getByLabel('Reference').fill('invoice 7');
      await ana.page.getByLabel('What it rests on').fill('line 7 of the statement');
      await ana.confirm('Settle fees');
    };
    await ana.open('/fees');
    await ana.sees('Owed BRL');
    await settle('900000.00');
    await ana.sees('FEES_NOT_OWED');
    expect(await ana.violations()).toEqual([]);
    await ana.confirm('Cancel');
    await settle('0.01');
    await ana.sees('Waits for another person');
    await bea.open('/fees');
    await bea.press('Confirm');
    await bea.page.getByLabel('What it rests on').fill('seen on the statement');
    await bea.confirm('Confirm');
    await bea.page.getByRole('cell', { name: /^bea / }).waitFor();
  });

  flow('give the books the codes of another chart of accounts', ['ana'], async ana => {
    await ana.open('/account-codes');
    await ana.press('Set codes');
    await ana.page.getByLabel('Name of the chart').fill('cosif');
    await ana.page.getByLabel('Valid from').fill('2020-01-01');
    await ana.page.getByLabel('Lines').fill('provider:*:float;1.1.2;Depósitos\naccount:*:*;;no code');
    await ana.confirm('Save this version');
    await ana.sees('accounts.1.code');
    await ana.page.getByLabel('Lines').fill('provider:*:float;1.1.2;Depósitos\naccount:*:held;4.1.9');
    await ana.confirm('Save this version');
    await ana.page.getByRole('cell', { name: '4.1.9' }).waitFor();
    expect(await ana.violations()).toEqual([]);
    await ana.open('/trial-balance?mapping=cosif');
    await ana.page.getByRole('cell', { name: 'Depósitos' }).first().waitFor();
    await ana.page.getByLabel('Lines').selectOption('Sums by code');
    await ana.page.getByRole('columnheader', { name: 'Count' }).waitFor();
    await ana.sees('Ledger accounts without a code');
    await ana.open('/journal?mapping=cosif');
    await ana.sees('1.1.2');
  });
}
