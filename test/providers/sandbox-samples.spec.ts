import { parse, stringify } from 'lossless-json';
import { startConnectPspSandbox, type ConnectPspSandbox } from 'psp-sandbox';
import { startNtxPaySandbox, type NtxPaySandbox } from 'psp-sandbox';
import { systemClock } from '../../packages/psp-sandbox/src/core/clock';
import { systemRandom } from '../../packages/psp-sandbox/src/core/random';
import { sampleText, termsOf, type SampleName } from './samples';
import { shapeDifferences, type Terms } from './shape';
import { TutorialClient } from '../../packages/psp-sandbox/test/connectpsp-client';
import { ReferenceClient } from '../../packages/psp-sandbox/test/ntxpay-client';
import { receiver, type Receiver } from '../../packages/psp-sandbox/test/receiver';

const PARTS = { clock: systemClock, random: systemRandom, settleAfterMs: 0, returnAfterMs: 0 };

type Fields = Record<string, unknown>;
const fieldsOf = (text: string): Fields => parse(text) as Fields;
const written = (fields: Fields): string => stringify(fields) ?? '';

/** Where an answer of a sandbox is not like the provider's own sample. */
const unlike = (name: SampleName, answer: string, more: Terms = {}, sample = sampleText(name)): string[] =>
  shapeDifferences(sample, answer, together(termsOf(name), more));

const together = (left: Terms, right: Terms): Terms =>
  Object.fromEntries(
    (['open', 'optional', 'nullable', 'free', 'same'] as const).map(term => [
      term,
      [...(left[term] ?? []), ...(right[term] ?? [])],
    ]),
  );

describe('The NTX Pay sandbox, held to the samples of the provider', () => {
  let sandbox: NtxPaySandbox;
  let hooks: Receiver;
  let client: ReferenceClient;

  beforeEach(async () => {
    hooks = await receiver();
    sandbox = await startNtxPaySandbox(PARTS);
    client = new ReferenceClient(sandbox, hooks.url);
    for (const eventType of ['cash_out', 'refund_out']) await client.register({ eventType });
  });
  afterEach(async () => {
    await sandbox.stop();
    await hooks.stop();
  });

  const notification = async (index: number): Promise<string> =>
    (await hooks.delivery(index)).body.toString();

  it('grants a token', async () => {
    const { status, text } = await client.token();
    expect([status, unlike('ntxpay/token', text)]).toEqual([201, []]);
  });

  it('accepts an order', async () => {
    const { status, text } = await client.cashOut();
    expect([status, unlike('ntxpay/accepted', text)]).toEqual([201, []]);
  });

  it('notifies of a payment', async () => {
    await client.cashOut();
    expect(unlike('ntxpay/cash-out-confirmed', await notification(0))).toEqual([]);
  });

  it('notifies of an error', async () => {
    await client.cashOut(undefined, 'error:invalid-pix-key');
    const whole = { ...fieldsOf(sampleText('ntxpay/cash-out-confirmed')) };
    const sample = written({ ...whole, ...fieldsOf(sampleText('ntxpay/cash-out-error')) });
    expect(unlike('ntxpay/cash-out-error', await notification(0), {}, sample)).toEqual([]);
  });

  it('notifies of a return', async () => {
    await client.cashOut(undefined, 'return-partial');
    expect(unlike('ntxpay/cash-out-reversal', await notification(1))).toEqual([]);
  });

  it.each([
    ['under way', 'never-ends', 0],
    ['paid', undefined, 1],
    ['failed', 'fail', 1],
  ])('answers for a transaction that is %s', async (_name, scenario, deliveries) => {
    const { json } = await client.cashOut(undefined, scenario);
    if (deliveries > 0) await notification(0);
    const { text } = await client.get(`/api/pix/transaction/${String(json.transactionId)}`);
    expect(unlike('ntxpay/transaction', text)).toEqual([]);
  });

  it('answers for a return', async () => {
    await client.cashOut(undefined, 'return-partial');
    const { transactionId } = fieldsOf(await notification(1));
    const { text } = await client.get(`/api/pix/transaction/${String(transactionId)}`);
    // The sample is of a payment: a return's own id in PIX begins with D.
    expect(unlike('ntxpay/transaction', text, { free: ['e2eId'] })).toEqual([]);
  });

  it('answers a search for a payment and its return, in the words its pages show', async () => {
    await client.cashOut(undefined, 'return-partial');
    await notification(1);
    const search = async (type: string) => (await client.get(`/api/transactions?type=${type}`)).text;
    const payment = await search('WITHDRAW');
    const back = await search('REFUND_OUT');
    expect(unlike('ntxpay/search', payment)).toEqual([]);
    expect(unlike('ntxpay/search', back)).toEqual([]);
    const wordsIn = (text: string) =>
      (fieldsOf(text).data as Fields[]).map(row => [row.operationType, row.movementType, row.status]);
    const [ours] = sandbox.records();
    expect(wordsIn(payment)).toEqual([['Pix out', 'DEBIT', 'Confirmado']]);
    expect(fieldsOf(payment).data).toEqual([expect.objectContaining({ endToEndId: ours?.endToEndId })]);
    expect(wordsIn(back)).toEqual([['Refund out', 'CREDIT', 'Confirmado']]);
    expect(fieldsOf(back).data).toEqual([
      expect.objectContaining({ endToEndId: ours?.returns[0]?.endToEndId }),
    ]);
  });

  it('answers a search for what is under way or failed', async () => {
    await client.cashOut(undefined, 'never-ends');
    await client.cashOut(undefined, 'fail');
    await notification(0);
    const { text } = await client.get('/api/transactions');
    const nullable = ['data[].endToEndId', 'data[].processedAt'];
    expect(unlike('ntxpay/search', text, { nullable })).toEqual([]);
    const statuses = (fieldsOf(text).data as Fields[]).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(['Pendente', 'Error']));
  });

  it('tells its balance', async () => {
    expect(unlike('ntxpay/balance', (await client.get('/api/balance')).text)).toEqual([]);
  });

  it('registers an address, and shows what is registered', async () => {
    expect(unlike('ntxpay/webhook-set', (await client.register()).text)).toEqual([]);
    const { text } = await client.get('/api/webhooks');
    expect(unlike('ntxpay/webhooks', text)).toEqual([]);
    const { webhooks, total } = JSON.parse(text) as { webhooks: Fields[]; total: number };
    expect(total).toBe(2);
    const headers = { 'X-Webhook-Secret': sandbox.credentials.webhookSecret };
    expect(webhooks).toEqual(
      ['cash_out', 'refund_out'].map(type => expect.objectContaining({ type, url: hooks.url, headers })),
    );
  });
});

describe('The ConnectPSP sandbox, held to the samples of the provider', () => {
  let sandbox: ConnectPspSandbox;
  let hooks: Receiver;
  let client: TutorialClient;

  const start = async (options: object = {}): Promise<void> => {
    sandbox = await startConnectPspSandbox({ ...PARTS, ...options });
    client = new TutorialClient(sandbox, hooks.url);
  };
  beforeEach(async () => {
    hooks = await receiver();
    await start();
  });
  afterEach(async () => {
    await sandbox.stop();
    await hooks.stop();
  });

  const headersFor = (scenario: string) => ({ 'X-Sandbox-Scenario': scenario });
  const notification = async (index: number): Promise<string> =>
    (await hooks.delivery(index)).body.toString();
  const example = fieldsOf(sampleText('connectpsp/cash-out'));
  /** By guides/webhooks the data of a notification mirror the answer to GET, so what one sample lacks the other shows. */
  const completed = fieldsOf(sampleText('connectpsp/cash-out-completed'));
  const { payee: _, ...told } = completed.data as Fields;
  const answered: Fields = { ...example, ...told, externalReference: example.externalReference };

  it('grants a token', async () => {
    const { clientId, clientSecret } = sandbox.credentials;
    const body = JSON.stringify({ clientId, clientSecret });
    const { status, text } = await client.call('POST', '/auth/token', {}, body);
    expect([status, unlike('connectpsp/token', text)]).toEqual([200, []]);
  });

  it('accepts an order', async () => {
    const { status, text } = await client.cashOut();
    expect([status, unlike('connectpsp/accepted', text)]).toEqual([202, []]);
  });

  it('notifies of a payment', async () => {
    await client.cashOut();
    const sample = written({ ...completed, data: { ...answered, payee: (completed.data as Fields).payee } });
    expect(unlike('connectpsp/cash-out-completed', await notification(0), {}, sample)).toEqual([]);
  });

  it('notifies of a failure, with no more than its tutorial shows or with all that GET shows', async () => {
    await client.cashOut(undefined, headersFor('fail:PIX_KEY_NOT_FOUND'));
    expect(unlike('connectpsp/cash-out-failed', await notification(0))).toEqual([]);
    await sandbox.stop();
    await start({ fullFailedNotification: true });
    await client.cashOut(undefined, headersFor('fail:PIX_KEY_NOT_FOUND'));
    const failed = fieldsOf(sampleText('connectpsp/cash-out-failed'));
    const { paidAt: __, ...unpaid } = answered;
    const sample = written({ ...failed, data: { ...unpaid, ...(failed.data as Fields), endToEndId: null } });
    const free = ['data.externalReference', 'data.payee.name'];
    expect(unlike('connectpsp/cash-out-failed', await notification(1), { free }, sample)).toEqual([]);
  });

  it('answers for a payout that is paid', async () => {
    const { json } = await client.cashOut();
    await notification(0);
    const { text } = await client.get(`/cash-out/${String(json.internalCode)}`);
    expect(unlike('connectpsp/cash-out', text, {}, written(answered))).toEqual([]);
  });

  it('answers for a payout that failed', async () => {
    const { json } = await client.cashOut(undefined, headersFor('fail:PIX_KEY_NOT_FOUND'));
    await notification(0);
    const { text } = await client.get(`/cash-out/${String(json.internalCode)}`);
    const { failure } = fieldsOf(sampleText('connectpsp/cash-out-failed')).data as Fields;
    const sample = written({ ...answered, status: 'FAILED', endToEndId: null, failure });
    const terms = { free: ['failure.message'], optional: ['paidAt'], same: ['status'] };
    expect(unlike('connectpsp/cash-out', text, terms, sample)).toEqual([]);
  });

  it('answers for a payout that came back: its id in PIX is the return’s, beside the payment’s', async () => {
    const { json } = await client.cashOut(undefined, headersFor('return-full'));
    await notification(1);
    const { text } = await client.get(`/cash-out/${String(json.internalCode)}`);
    const ids = { endToEndId: 'D18236120202512112009s0018351d9f', originalEndToEndId: answered.endToEndId };
    const sample = written({ ...answered, ...ids, status: 'REFUNDED' });
    expect(unlike('connectpsp/cash-out', text, { same: ['status'] }, sample)).toEqual([]);
  });

  it.each([
    ['an order that is too large', () => client.cashOut(client.body({ amount: 99_999_999_999 })), 422],
    ['an unreadable order', () => client.cashOut('{}'), 400],
    ['an unknown payout', () => client.get('/cash-out/NOBODY'), 404],
    ['an unknown caller', () => client.call('GET', '/account/balance', {}), 401],
  ])('refuses %s', async (_name, ask, status) => {
    const refused = await ask();
    expect([refused.status, refused.type]).toEqual([status, expect.stringMatching('^application/problem')]);
    expect(unlike('connectpsp/problem', refused.text)).toEqual([]);
    expect(refused.json.status).toBe(status);
  });

  it('tells its balance', async () => {
    expect(unlike('connectpsp/balance', (await client.get('/account/balance')).text)).toEqual([]);
  });
});
