import { Payouts } from '../../src/commands/payouts';
import { References } from '../../src/commands/references';
import type { NotificationEvent } from '../../src/domain/notification/events';
import type { PayoutEvent } from '../../src/domain/payout/events';
import type { EventBody } from '../../src/event-store/event-store';
import { newEvents } from '../../src/event-store/new-events';
import type { NotificationReading, Provider, Report } from '../../src/providers/provider';
import { ExchangeLog } from '../../src/saga/exchange-log';
import { FailureCheck } from '../../src/saga/failure-check';
import { NotificationApplier } from '../../src/saga/notification-applier';
import { PayoutReports } from '../../src/saga/payout-reports';
import { ProviderGate } from '../../src/saga/provider-gate';
import { silentLogger } from '../../src/shared/logging';
import { request } from '../domain/payout-examples';
import { ManualClock } from '../providers/manual-clock';
import { InMemoryEventStore } from '../support/in-memory-event-store';

const PAYOUT = 'payout-payout-1';
const NOTICE = 'notification-ntxpay-1';
const LATE_MS = 600_000;
const CALL_MS = 55_000;
const CAUSE = { causationId: 'test', correlationId: 'test', actor: 'test' };
const figures = { answerHash: 'h', externalReference: null };
const FAILED: Report = { kind: 'failed', code: 'BANK', message: 'No', ...figures };
const COMPLETED: Report = {
  kind: 'completed',
  endToEndId: 'E1',
  amountMinor: 5_000n,
  feeAmountMinor: 12n,
  providerTime: null,
  ...figures,
};
const RETURNED: Report = {
  kind: 'returned',
  returnName: 'r1',
  endToEndId: 'D1',
  amountMinor: 2_000n,
  feeAmountMinor: 0n,
  providerTime: null,
  originalEndToEndId: 'E1',
  completion: null,
  ...figures,
};
const UNCLEAR: Report = { kind: 'unclear', reason: 'TIMEOUT', needsPerson: false };

let store: InMemoryEventStore;
let clock: ManualClock;
let applier: NotificationApplier;
/** What the provider answers when it is asked, and what each body says. */
let answer: Report;
let reached: boolean;
let said: Map<string, Report>;

/** It has no key and proves only its sender. */
const provider: Provider = {
  name: 'ntxpay',
  currency: 'BRL',
  notificationProof: 'sender',
  webhookUrl: () => null,
  submit: () => Promise.reject(new Error('Nothing is sent here')),
  ask: () => {
    const exchange = { method: 'GET', path: '/', requestBody: null, status: 200, fault: null };
    const exchanges = reached ? [{ ...exchange, answerBody: answer.kind, answerHash: 'h' }] : [];
    return Promise.resolve({
      outcome: answer,
      exchanges,
      retryAfterMs: null,
      provider: reached ? 'up' : 'down',
    });
  },
  verify: () => true,
  read: (rawBody): NotificationReading => ({
    identity: { eventType: 'x', providerId: '', endToEndId: '' },
    providerId: null,
    externalReference: 'withdrawal-1',
    paymentEndToEndId: null,
    report: said.get(rawBody)!,
    warnings: [],
  }),
};

function append(streamId: string, ...bodies: EventBody[]): void {
  const revision = store.eventsOf(streamId).at(-1)?.revision;
  const events = newEvents(streamId, bodies, CAUSE, clock.now(), String(revision));
  expect(store.appendNow(streamId, revision ?? 'no_stream', events).ok).toBe(true);
}

function notified(body: string, report: Report): void {
  said.set(body, report);
  const received: NotificationEvent = {
    type: 'ProviderNotificationReceived',
    data: {
      provider: 'ntxpay',
      eventType: 'x',
      bodyHash: body,
      personal: { encoding: 'utf8', rawBody: body },
    },
  };
  append(NOTICE, received);
}

beforeEach(async () => {
  clock = new ManualClock();
  store = new InMemoryEventStore(clock);
  [answer, reached, said] = [UNCLEAR, true, new Map<string, Report>()];
  const payouts = new Payouts({ store, clock, announce: () => undefined });
  const references = new References(store, clock);
  const reports = new PayoutReports(payouts, references);
  const gate = new ProviderGate({ clock, random: { below: () => 0, uuid: () => '' }, logger: silentLogger });
  const exchanges = new ExchangeLog(store, clock);
  const failures = new FailureCheck({ gate, exchanges, reports, clock, callMs: CALL_MS });
  const providers = new Map([[provider.name, provider]]);
  const limits = { unknownReferenceMs: LATE_MS, retryMs: 30_000 };
  const parts = { store, payouts, references, reports, failures, providers, clock, logger: silentLogger };
  applier = new NotificationApplier({ ...parts, ...limits });
  const sent: PayoutEvent[] = [
    { type: 'PayoutRequested', data: request({ provider: 'ntxpay' }) },
    {
      type: 'PayoutSubmissionStarted',
      data: { payoutId: 'payout-1', provider: 'ntxpay', providerKey: 'key', webhookUrl: null },
    },
  ];
  append(PAYOUT, ...sent);
  await references.reserve(
    { kind: 'provider', owner: 'ntxpay', reference: 'withdrawal-1' },
    'payout-1',
    CAUSE,
  );
});

const outcome = () =>
  store
    .eventsOf(PAYOUT)
    .slice(2)
    .map(({ body }) => body.type);
const verdicts = () =>
  store.eventsOf(NOTICE).flatMap(({ body }) => {
    const event = body as NotificationEvent;
    if (event.type === 'ProviderNotificationReceived') return [];
    return [event.type === 'NotificationQuarantined' ? event.data.reason : 'APPLIED'];
  });

describe('a failure that only a secret vouches for', () => {
  it.each<[string, Report, number, string[], string[]]>([
    ['is believed when the provider says so too', FAILED, 0, ['APPLIED'], ['PayoutFailed']],
    ['waits while the order may be on its way', { kind: 'not_found' }, CALL_MS - 1, [], []],
    ['is believed when the order cannot be', { kind: 'not_found' }, CALL_MS, ['APPLIED'], ['PayoutFailed']],
    ['is not when the provider paid', COMPLETED, 0, ['CONTRADICTED_BY_PROVIDER'], ['PayoutCompleted']],
    ['waits while the provider does not know', { kind: 'processing' }, LATE_MS - 1, [], []],
    ['is a case after that', { kind: 'processing' }, LATE_MS, ['NOT_CONFIRMED_BY_PROVIDER'], []],
  ])('%s', async (_name, said, afterMs, verdict, recorded) => {
    notified('body', FAILED);
    clock.advance(afterMs);
    answer = said;
    await applier.apply(NOTICE);
    expect([verdicts(), outcome()]).toEqual([verdict, recorded]);
  });

  it('waits, however long, while the provider cannot be asked', async () => {
    notified('body', FAILED);
    clock.advance(10 * LATE_MS);
    reached = false;
    expect(await applier.apply(NOTICE)).toMatchObject({ asks: null });
    expect([verdicts(), outcome()]).toEqual([[], []]);
  });

  it('is believed only after the answer is on disk', async () => {
    notified('body', FAILED);
    answer = FAILED;
    await applier.apply(NOTICE);
    const order = store.log.map(({ body }) => body.type);
    expect(order.indexOf('ProviderExchanged')).toBeGreaterThan(-1);
    expect(order.indexOf('ProviderExchanged')).toBeLessThan(order.indexOf('PayoutFailed'));
  });
});

describe('a return', () => {
  it('waits for the completion and has the provider asked; after ten minutes it is a case', async () => {
    notified('body', RETURNED);
    expect(await applier.apply(NOTICE)).toMatchObject({ asks: 'payout-1' });
    expect([verdicts(), outcome()]).toEqual([[], []]);
    clock.advance(LATE_MS);
    await applier.apply(NOTICE);
    expect([verdicts(), outcome()]).toEqual([['RETURN_BEFORE_COMPLETION'], []]);
  });

  it('is recorded after the completion that the same words prove', async () => {
    notified('body', { ...RETURNED, completion: COMPLETED });
    await applier.apply(NOTICE);
    expect([verdicts(), outcome()]).toEqual([['APPLIED'], ['PayoutCompleted', 'PayoutReturned']]);
  });
});

describe('another body under the same meaning', () => {
  it('changes nothing when it says the same', async () => {
    notified('body', COMPLETED);
    notified('reworded', { ...COMPLETED, answerHash: 'other' });
    await applier.apply(NOTICE);
    expect([verdicts(), outcome()]).toEqual([['APPLIED', 'APPLIED'], ['PayoutCompleted']]);
  });

  it('is a case when it says something else', async () => {
    notified('body', COMPLETED);
    notified('altered', { ...COMPLETED, feeAmountMinor: 99n });
    await applier.apply(NOTICE);
    expect([verdicts(), outcome()]).toEqual([['APPLIED', 'BODY_DIFFERS'], ['PayoutCompleted']]);
  });
});
