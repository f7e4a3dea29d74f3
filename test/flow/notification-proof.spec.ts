import type { NotificationReceived } from '../../src/domain/notification/events';
import { systemClock } from '../../src/shared/clock';
import { eventually } from '../support/eventually';
import { Evidence, orderAt, type ProviderName } from '../support/evidence';
import { serviceOfThisFile } from '../support/service';
import { allEvents } from '../support/world';

const FORMER = { connectpsp: 'the token before this one', ntxpay: 'the-secret-before-this-one' };
/** Longer than a notification of a reference that nobody knows may wait for its payout. */
const PATIENCE_MS = 11 * 60_000;
const BOTH: readonly ProviderName[] = ['connectpsp', 'ntxpay'];

const holdfast = serviceOfThisFile(() => ({
  env: {
    NTXPAY_FEE_SCHEDULE: '0.01',
    CONNECTPSP_FORMER_CRYPTO_TOKEN: FORMER.connectpsp,
    NTXPAY_FORMER_WEBHOOK_SECRET: FORMER.ntxpay,
  },
  sandbox: {},
  ntxPaySandbox: {},
}));
const evidence = new Evidence(holdfast);

beforeAll(() => holdfast().api.fund('merchant-1', '10000.00'));
afterAll(() => jest.restoreAllMocks());

/** Time goes on for the whole service; what waits for it is looked at by the next sweep. */
const later = () =>
  jest.spyOn(systemClock, 'now').mockImplementation(() => new Date(Date.now() + PATIENCE_MS));

const firstBody = (provider: ProviderName, reference: string): Promise<string> =>
  eventually(`${reference} is told`, () => evidence.delivered(provider, reference)[0]?.body);

/** A payout that the provider has taken, by what the service knows. */
async function taken(provider: ProviderName, reference: string, scenario: string): Promise<string> {
  const id = await evidence.ask(orderAt(provider, reference, '20.00', scenario));
  await eventually('it was taken', async () => (await holdfast().history(id)).includes('PayoutSubmitted'));
  return id;
}

/** The verdicts on the notifications with this body. */
async function verdictsOn(body: string): Promise<string[]> {
  const events = await allEvents(holdfast().service.store);
  const ids = events
    .filter(event => event.body.type === 'ProviderNotificationReceived')
    .filter(event => (event.body.data as NotificationReceived).personal.rawBody === body)
    .map(({ id }) => id);
  return events
    .filter(event => ids.includes((event.body.data as { receivedEventId?: string }).receivedEventId ?? ''))
    .map(event => event.body.type);
}

describe.each(BOTH)('the proof of a notification of %s', provider => {
  const reference = `${provider}-rotation`;
  const notify = (body: string, secret: string | null) =>
    evidence.notify(provider, body, evidence.proof(provider, body, secret));

  it('may be made with the former secret while it is changed, and with no other', async () => {
    const id = await evidence.ask(orderAt(provider, reference, '20.00', 'bad-signature'));
    const body = await firstBody(provider, reference);
    await evidence.reaches(id, 'COMPLETED');
    await eventually('it is turned away', () => evidence.delivered(provider, reference)[0]?.status === 401);
    for (const secret of [null, 'nobodys-secret', `${FORMER[provider]}x`])
      expect([secret, await notify(body, secret)]).toEqual([secret, 401]);
    expect(await verdictsOn(body)).toEqual([]);
    expect(await notify(body, FORMER[provider])).toBe(200);
    await eventually('it is applied', async () => (await verdictsOn(body)).length > 0);
    expect(await verdictsOn(body)).toEqual(['NotificationApplied']);
    expect(await evidence.entries(id)).toEqual(['FundsHeld', 'HoldCaptured']);
  });

  it('makes a body that is sent once more no second notification, whatever delivery it says it is', async () => {
    const body = await firstBody(provider, reference);
    expect(await holdfast().violations()).toEqual([]);
    const before = await holdfast().recorded();
    expect([await notify(body, FORMER[provider]), await evidence.notify(provider, body)]).toEqual([200, 200]);
    expect(await holdfast().violations()).toEqual([]);
    expect(await holdfast().recorded()).toBe(before);
  });
});

describe('a failure that only the shared secret of NTX Pay vouches for', () => {
  it('gives nothing back while the provider says that the payment is under way, and then paid', async () => {
    const id = await taken('ntxpay', 'forged-error', 'delay:2s');
    expect(await evidence.notify('ntxpay', errorOf('forged-error'))).toBe(200);
    expect(await evidence.payout(id)).toMatchObject({ status: 'PROCESSING' });
    await evidence.reaches(id, 'COMPLETED');
    // Whether the payment or the failure is judged first, the failure is before a person and nothing else is.
    await eventually('a case is open', async () => (await evidence.cases(id)).length > 0);
    expect(await holdfast().violations()).toEqual([]);
    const cases = (await evidence.cases(id)).map(({ kind, detail }) => `${kind} ${detail.split(':')[0]}`);
    expect([
      ['NOTIFICATION_QUARANTINED CONTRADICTED_BY_PROVIDER'],
      ['OUTCOME_CONTRADICTED COMPLETED stands, FAILED is claimed'],
    ]).toContainEqual(cases);
    expect(await evidence.entries(id)).toEqual(['FundsHeld', 'HoldCaptured']);
  });
});

describe('a completion that only the shared secret of NTX Pay vouches for', () => {
  it('books nothing of what it says: the provider is asked, and its own figures count', async () => {
    const before = await holdfast().balance('merchant-1');
    const id = await taken('ntxpay', 'forged-fee', 'delay:3s');
    const dear = { feeAmount: 9_999_999.99, finalAmount: 10_000_019.99 };
    const body = JSON.stringify({ ...(JSON.parse(errorOf('forged-fee')) as object), ...PAID, ...dear });
    expect(await evidence.notify('ntxpay', body)).toBe(200);
    expect(await evidence.reaches(id, 'COMPLETED')).toMatchObject({ feeAmount: '0.01' });
    await eventually('it is before a person', async () => (await evidence.cases(id)).length > 0);
    expect(await holdfast().violations()).toEqual([]);
    expect(await evidence.entries(id)).toEqual(['FundsHeld', 'HoldCaptured']);
    const after = await holdfast().balance('merchant-1');
    expect(Number(before.available) - Number(after.available)).toBeCloseTo(20.01, 5);
  });
});

const PAID = { status: 'CONFIRMED', errorCode: null, errorMessage: null } as const;

describe('what nobody can match or confirm', () => {
  it('is stored, moves nothing, and stands in front of a person when its patience is over', async () => {
    const held = await taken('ntxpay', 'never-ending', 'never-ends');
    const other = await taken('ntxpay', 'of-another-provider', 'delay:3s');
    const before = await evidence.cases();
    const bodies = [
      ['ntxpay', errorOf('never-ending')],
      ['ntxpay', ntxPayBody({ transactionId: 'nobodys', externalId: 'nobodys' })],
      ['connectpsp', failureOf('nobodys')],
      ['connectpsp', failureOf('of-another-provider')],
    ] as const;
    for (const [provider, body] of bodies) expect(await evidence.notify(provider, body)).toBe(200);
    await evidence.reaches(other, 'COMPLETED');
    expect(await Promise.all(bodies.map(([, body]) => verdictsOn(body)))).toEqual([[], [], [], []]);
    expect(await evidence.cases()).toEqual(before);
    later();
    await eventually(
      'all are in front of a person',
      async () => (await evidence.cases()).length === before.length + 4,
    );
    const known = new Set(before.map(({ id }) => id));
    const opened = (await evidence.cases()).filter(({ id }) => !known.has(id));
    expect(opened.map(({ detail, payoutId }) => `${detail} ${payoutId}`).sort()).toEqual([
      `NOT_CONFIRMED_BY_PROVIDER ${held}`,
      'UNKNOWN_REFERENCE null',
      'UNKNOWN_REFERENCE null',
      'UNKNOWN_REFERENCE null',
    ]);
    expect(await evidence.entries(held)).toEqual(['FundsHeld']);
    expect(await evidence.entries(other)).toEqual(['FundsHeld', 'HoldCaptured']);
  });
});

/** A failure of what NTX Pay knows under this reference. */
function errorOf(reference: string): string {
  const own = holdfast()
    .ntxPaySandbox.records()
    .find(({ externalId }) => externalId === reference);
  return ntxPayBody({ transactionId: own!.transactionId, externalId: reference });
}

const ntxPayBody = (names: { transactionId: string; externalId: string }): string =>
  JSON.stringify({
    event: 'CashOut',
    status: 'ERROR',
    transactionType: 'PIX',
    movementType: 'DEBIT',
    ...names,
    endToEndId: null,
    pixKey: '12345678909',
    feeAmount: 0.01,
    originalAmount: 20,
    finalAmount: 20.01,
    processingDate: '2026-03-10T12:00:00.000Z',
    errorCode: 'INVALID_PIX_KEY',
    errorMessage: 'The key is unknown',
    counterpart: null,
    metadata: {},
  });

const failureOf = (externalReference: string): string =>
  JSON.stringify({
    eventType: 'CASHOUT_FAILED',
    eventAt: '2026-03-10T12:00:00.000Z',
    data: {
      internalCode: `nobodys-${externalReference}`,
      externalReference,
      status: 'FAILED',
      failure: { code: 'PIX_KEY_NOT_FOUND', message: 'The key is unknown' },
    },
  });
