import { eventually } from '../../support/eventually';
import { WebhookReceiver } from '../../support/webhook-receiver';
import { flowsOf, type Stage } from '../stage';

export function webhookFlows(stage: Stage): void {
  const flow = flowsOf(stage);
  const receiver = new WebhookReceiver();
  beforeAll(() => receiver.start());
  afterAll(() => receiver.stop());

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
