import { payoutBody } from '../../support/api-client';
import { eventually } from '../../support/eventually';
import { flowsOf, type Stage } from '../stage';

export function payoutFlows(stage: Stage): void {
  const flow = flowsOf(stage);

  flow('sees a payout from its request to its settlement, live', ['ana'], async ana => {
    const id = await stage.ask('seen-live', '50.00', 'delay:1s');
    await ana.open(`/payouts/${id}`);
    await ana.sees('Completed');
    await ana.sees('Amount + fee = debits');
    expect(await ana.page.textContent('.figures')).toContain('R$50.00');
  });

  flow('reads why an outcome was unknown, and that it was paid once', ['ana'], async ana => {
    const { id } = await stage.paid('unknown', '30.00', 'drop-response-after-accept');
    await ana.open(`/payouts/${id}`);
    await ana.sees('What is unknown is not failed: the hold stays');
    await ana.sees('It was paid');
    expect(stage.holdfast().paid('unknown')).toEqual(['COMPLETED paid 1 times']);
  });

  flow('opens the receipt of a payout, in which a name that is a script is a name', ['ana'], async ana => {
    const name = '<img src=x onerror="document.title=1"> Maria';
    const body = payoutBody('merchant-1', 'receipt', '12.34');
    const { id } = await stage.holdfast().payOut({ ...body, payee: { ...body.payee, name } });
    await ana.open(`/payouts/${id}`);
    const opening = ana.page.context().waitForEvent('page');
    await ana.page.getByRole('link', { name: 'Receipt' }).click();
    const receipt = await opening;
    await receipt.getByText('Confirmation of a PIX payment').first().waitFor();
    expect(await receipt.textContent('body')).toContain(name);
    expect(await receipt.textContent('body')).toContain('BRL 12.34');
    expect(await receipt.title()).toBe('Confirmation of a PIX payment');
    expect(await receipt.locator('img, script').count()).toBe(0);
    await receipt.close();
  });

  flow('finds a payout by its reference, and by its endToEndId', ['ana'], async ana => {
    const { id, endToEndId } = await stage.paid('to-be-found', '20.00');
    for (const text of ['to-be-found', endToEndId!, id]) await ana.finds(text, `/payouts/${id}`);
  });

  flow('finds a payout by its amount, and by the payee’s document and PIX key', ['ana'], async ana => {
    const { id } = await stage.paid('of-a-payee', '23.57');
    await ana.finds('R$ 23,57', `/payouts/${id}`);
    expect(await ana.page.locator('[data-showing-recorded]').count()).toBe(0);
    for (const text of ['123.456.789-09', '12345678909']) {
      await ana.finds(text, `/payouts/${id}`);
      await ana.sees('This search is recorded.');
    }
    await ana.sees('document, PIX key');
  });

  flow('moves in a list and opens a row by the keyboard alone', ['ana'], async ana => {
    await stage.ask('first-row', '1.00');
    const id = await stage.ask('second-row', '1.00');
    await ana.open('/attention-is-elsewhere');
    await ana.page.keyboard.press('p');
    await ana.sees('second-row');
    await ana.page.keyboard.press('j');
    await ana.page.keyboard.press('j');
    await ana.page.keyboard.press('k');
    await ana.page.keyboard.press('Enter');
    await ana.page.waitForURL(`**/payouts/${id}`);
    await ana.page.keyboard.press('?');
    await ana.page.waitForSelector('dialog[open]');
  });

  flow('sees which limit refused a payout, and what is left of it', ['ana'], async ana => {
    await stage.holdfast().api.fund('limited', '500.00');
    const limit = { scope: 'account-limited', kind: 'PER_PAYOUT', amount: '100.00', reason: 'a new shop' };
    expect((await stage.commandsOf('ana')('/v1/limits', limit, 'limit', 'PUT')).body['status']).toBe(
      'CONFIRMED',
    );
    let tries = 0;
    const refused = await eventually('the limit refuses', async () => {
      tries += 1;
      const { status, body } = await stage
        .holdfast()
        .api.requestPayout(payoutBody('limited', `above-${tries}`, '100.01'));
      return status === 422 && body;
    });
    expect(refused).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    await ana.open('/payouts?status=REJECTED&account=limited');
    await ana.page.getByRole('link', { name: `above-${tries}` }).click();
    await ana.sees('LIMIT_EXCEEDED');
    await ana.open('/limits');
    await ana.sees('account-limited/PER_PAYOUT');
    await ana.sees('a new shop');
  });
}
