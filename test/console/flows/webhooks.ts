import { payoutBody } from '../../support/api-client';
import { eventually } from '../../support/eventually';
import { WebhookReceiver } from '../../support/webhook-receiver';
import { flowsOf, type Stage } from '../stage';

export function webhookFlows(stage: Stage): void {
  const flow = flowsOf(stage);
  const [receiver, ofOne] = [new WebhookReceiver(), new WebhookReceiver()];
  beforeAll(() => Promise.all([receiver.start(), ofOne.start()]));
  // An endpoint of callbacks is for the payouts of its own client, so this person may ask for them.
  beforeAll(() => stage.makePerson('dora', ['payouts:request', 'payouts:read', 'webhooks']));
  afterAll(() => [receiver, ofOne].forEach(each => each.stop()));

  flow('adds an endpoint, follows a delivery to its attempts, and replays it', ['ana'], async ana => {
    await ana.open('/webhooks');
    await ana.press('Add an endpoint');
    await ana.page.getByLabel('Address').fill(receiver.url);
    await ana.page.getByLabel('What it is').fill('the shop');
    await ana.confirm('Add an endpoint');
    receiver.secret = (await ana.page.textContent('[data-shown-once]'))!;
    expect(receiver.secret).toMatch(/^whsec_/);
    const { id } = await stage.paid('told', '4.00');
    await eventually('the receiver has it', () => receiver.received.length === 1);

    await ana.open(`/payouts/${id}`);
    await ana.page.getByRole('link', { name: 'Webhooks sent' }).click();
    await ana.page.getByRole('link', { name: 'payout.completed' }).click();
    await ana.sees('Delivered');
    await ana.sees('seen');
    expect(await ana.violations()).toEqual([]);
    await ana.press('Replay');
    await ana.confirm('Replay');
    const repeated = await eventually('it came again', () => receiver.received[1]);
    expect([repeated.id, repeated.body]).toEqual([receiver.received[0]!.id, receiver.received[0]!.body]);
    await eventually(
      'both attempts are shown',
      async () => (await ana.page.getByRole('row', { name: /200/ }).count()) === 2,
    );
  });

  flow('adds an endpoint of callbacks, and a payout is told at its own address', ['dora'], async dora => {
    const base = `${ofOne.url}/orders`;
    await dora.open('/webhooks');
    await dora.press('Add an endpoint');
    await dora.sees('It gets messages about what happens from now on.');
    await dora.page.getByLabel('Messages about single payouts').check();
    await dora.sees('An address that fails for three days or answers 410 is given up.');
    await dora.page.getByLabel('Address').fill(base);
    expect(await dora.violations()).toEqual([]);
    await dora.confirm('Add an endpoint');
    await dora.sees('For the callbackUrl of payouts beneath it');

    ofOne.secret = (await dora.page.textContent('[data-shown-once]'))!;

    const wish = { ...payoutBody('merchant-1', 'called-back', '4.00'), callbackUrl: `${base}/42` };
    const { status, body } = await stage.commandsOf('dora')('/v1/payouts', wish, 'called-back');
    expect([status, body['callbackUrl']]).toEqual([202, wish.callbackUrl]);
    const told = await eventually('it is told', () =>
      ofOne.received.find(({ path }) => path === '/hook/orders/42'),
    );
    expect(told.data['id']).toBe(body['id']);
    await dora.open(`/payouts/${body['id']}`);
    await dora.sees(wish.callbackUrl);
    await dora.open('/webhooks');
    const row = dora.page.getByRole('row').filter({ hasText: base });
    await row.getByRole('button', { name: 'Delete' }).click();
    await dora.confirm('Delete');
    await eventually('it is gone', async () => (await row.count()) === 0);
  });

  flow('rotates the secret of an endpoint, and sends a test that both secrets sign', ['ana'], async ana => {
    await ana.open('/webhooks');
    const row = ana.page.getByRole('row').filter({ hasText: receiver.url });
    await row.getByRole('button', { name: 'Rotate the secret' }).click();
    await ana.confirm('Rotate the secret');
    await ana.page.waitForSelector('[data-shown-once]');
    expect(await ana.page.textContent('[data-shown-once]')).not.toBe(receiver.secret);
    await row.getByRole('button', { name: 'Send a test' }).click();
    await ana.confirm('Send a test');
    const test = await eventually('the test came', () =>
      receiver.received.find(({ type }) => type === 'endpoint.test'),
    );
    expect(test.signatures).toHaveLength(2);
    await row.getByRole('button', { name: 'Delete' }).click();
    await ana.confirm('Delete');
    await ana.sees('Your client has no endpoint.');
  });
}
