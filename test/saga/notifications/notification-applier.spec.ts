import { PayoutRepository } from '../../../src/commands/payouts/payout-repository';
import { References } from '../../../src/commands/references';
import type { NotificationEvent } from '../../../src/domain/notification/events';
import type { PayoutEvent } from '../../../src/domain/payout/events';
import type { EventBody } from '../../../src/event-store/event-store';
import { newEvents } from '../../../src/event-store/new-events';
import type {
  CallResult,
  ParsedNotification,
  Provider,
  PayoutReport,
} from '../../../src/providers/port/provider';
import { caseFor } from '../../../src/saga/cases/case-policy';
import { ExchangeLog } from '../../../src/saga/exchanges/exchange-log';
import { LookupRecorder } from '../../../src/saga/exchanges/lookup-recorder';
import {
  createNotificationApplier,
  type NotificationApplier,
} from '../../../src/saga/notifications/notification-applier';
import { ReportRecorder } from '../../../src/saga/exchanges/report-recorder';
import { ProviderGate } from '../../../src/providers/gate/provider-gate';
import { GatedProviders } from '../../../src/saga/exchanges/gated-providers';
import { systemRandom } from '../../../src/shared/random';
import { silentLogger } from '../../../src/shared/logging';
import { request } from '../../domain/payout/payout-examples';
import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';
import { InMemoryEventStore } from '../../support/in-memory-event-store';
import { referencesOver } from '../../support/payout-references';
import { verdictsIn } from '../../support/verdicts';
import { COMPLETED, FAILED, RETURNED } from './judge-examples';

const PAYOUT = 'payout-payout-1';
const NOTICE = 'notification-ntxpay-1';
const LATE_MS = 600_000;
const CALL_MS = 55_000;
const OTHER_NOTICE = 'notification-ntxpay-2';
const CAUSE = { causationId: 'test', correlationId: 'test', actor: 'test' };
const MORE_RETURNED: PayoutReport = { ...RETURNED, amountMinor: 2_001n };
const OTHER_RETURN: PayoutReport = { ...RETURNED, endToEndId: 'D2' };
const NO_RETURN: PayoutReport = {
  kind: 'unclear',
  reason: 'type "WITHDRAW" is no return',
  needsPerson: true,
};
const ACCEPTANCE = { payoutId: 'payout-1', providerId: 'P1', transactionId: null };
const TAKEN: PayoutEvent = { type: 'PayoutSubmitted', data: ACCEPTANCE };
const PAID: PayoutEvent = {
  type: 'PayoutCompleted',
  data: {
    payoutId: 'payout-1',
    endToEndId: 'E1',
    currency: 'BRL',
    originalAmountMinor: 5_000n,
    feeAmountMinor: 12n,
    finalAmountMinor: 5_012n,
    providerTime: null,
    evidence: { kind: 'poll', answerHash: 'h' },
  },
};
const UNCLEAR: PayoutReport = { kind: 'unclear', reason: 'TIMEOUT', needsPerson: false };

let store: InMemoryEventStore;
let clock: ManualClock;
let applier: NotificationApplier;
/** What the provider answers when it is asked, and what each body says. */
let answer: PayoutReport;
let reached: boolean;
/** How long an answer takes. */
let askingMs: number;
/** What its notifications prove. */
let proof: Provider['notificationProof'];
let said: Map<string, PayoutReport>;

/** It has no key and proves only its sender. */
const provider: Provider = {
  name: 'ntxpay',
  currency: 'BRL',
  get notificationProof() {
    return proof;
  },
  webhookUrl: () => null,
  submit: () => Promise.reject(new Error('Nothing is sent here')),
  pollPayout: () => asked(),
  pollReturn: () => asked(),
  verifyNotification: () => true,
  parseNotification: (rawBody): ParsedNotification => ({
    identity: { eventType: 'x', providerId: '', endToEndId: '' },
    providerId: null,
    externalReference: 'withdrawal-1',
    paymentEndToEndId: null,
    report: said.get(rawBody)!,
    warnings: [],
  }),
};

function asked(): Promise<CallResult<PayoutReport>> {
  clock.advance(askingMs);
  const exchange = { method: 'GET', path: '/', requestBody: null, status: 200, fault: null };
  const exchanges = reached ? [{ ...exchange, answerBody: answer.kind, answerHash: 'h' }] : [];
  return Promise.resolve({
    outcome: answer,
    exchanges,
    retryAfterMs: null,
    provider: reached ? 'up' : 'down',
  });
}

function append(streamId: string, ...bodies: EventBody[]): void {
  const revision = store.eventsOf(streamId).at(-1)?.revision;
  const events = newEvents(streamId, bodies, CAUSE, clock.now(), String(revision));
  expect(store.appendNow(streamId, revision ?? 'no_stream', events).ok).toBe(true);
}

const notified = (body: string, report: PayoutReport): void => notifiedOf(NOTICE, body, report);

function notifiedOf(streamId: string, body: string, report: PayoutReport): void {
  said.set(body, report);
  const personal = { encoding: 'utf8', rawBody: body } as const;
  const data = { provider: 'ntxpay', eventType: 'x', bodyHash: body, personal } as const;
  const received: NotificationEvent = { type: 'ProviderNotificationReceived', data };
  append(streamId, received);
}

/** A process of its own over the same store: it remembers nothing. */
function restart(): void {
  const payouts = new PayoutRepository({ store, clock, announce: () => undefined });
  const names = referencesOver(store, clock, payouts);
  const reports = new ReportRecorder(payouts, names.references);
  const gate = new ProviderGate({ clock, random: { below: () => 0, uuid: () => '' }, logger: silentLogger });
  const exchanges = new ExchangeLog(store, clock, systemRandom);
  const lookups = new LookupRecorder(payouts);
  const providers = new Map([[provider.name, provider]]);
  const gated = new GatedProviders(gate, providers, new Map(), silentLogger);
  const limits = { unknownReferenceMs: LATE_MS, retryMs: 30_000, callMs: CALL_MS };
  const parts = { store, payouts, ...names, reports, lookups, exchanges, gated, providers, clock };
  applier = createNotificationApplier({ ...parts, ...limits, logger: silentLogger });
}

beforeEach(async () => {
  clock = new ManualClock();
  store = new InMemoryEventStore(clock);
  [answer, reached, said, proof] = [UNCLEAR, true, new Map<string, PayoutReport>(), 'sender'];
  askingMs = 0;
  restart();
  const references = new References(store, clock);
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
  // The call is over, and its outcome is unknown.
  clock.advance(CALL_MS);
});

const outcome = () =>
  store
    .eventsOf(PAYOUT)
    .slice(2)
    .map(({ body }) => body.type)
    .filter(type => type !== 'ProviderExchanged');
const verdicts = () => verdictsOf(NOTICE);
const cases = () => store.eventsOf(NOTICE).flatMap(event => caseFor(event) ?? []);
const verdictsOf = (streamId: string) => verdictsIn(store.log, streamId);

describe('a failure that only a secret vouches for', () => {
  it.each<[string, PayoutReport, number, string[], string[]]>([
    ['is believed when the provider says so too', FAILED, 0, ['PAYOUT'], ['PayoutFailed']],
    ['waits while nobody is known to have the order', { kind: 'not_found' }, LATE_MS - 1, [], []],
    ['is a case after that', { kind: 'not_found' }, LATE_MS, ['NOT_CONFIRMED_BY_PROVIDER'], []],
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

  describe('of an order that was taken and is not found any more', () => {
    const NOT_FOUND: PayoutReport = { kind: 'not_found' };
    const ask = async (said: PayoutReport, afterMs: number) => {
      clock.advance(afterMs);
      answer = said;
      await applier.apply(NOTICE);
    };

    beforeEach(() => {
      append(PAYOUT, TAKEN);
      notified('body', FAILED);
    });

    it('is believed when it is not found twice, two minutes apart', async () => {
      await ask(NOT_FOUND, 60_000);
      expect([verdicts(), outcome()]).toEqual([[], ['PayoutSubmitted', 'PayoutLookedFor']]);
      await ask(NOT_FOUND, 120_000);
      expect(verdicts()).toEqual(['PAYOUT']);
      expect(outcome().at(-1)).toBe('PayoutFailed');
    });

    it('waits while that was within two minutes, however often', async () => {
      for (const afterMs of [60_000, 40_000, 40_000, 39_999]) await ask(NOT_FOUND, afterMs);
      expect(verdicts()).toEqual([]);
      expect(outcome()).not.toContain('PayoutFailed');
    });

    it('waits where it was found in between', async () => {
      await ask(NOT_FOUND, 60_000);
      await ask({ kind: 'processing' }, 60_000);
      await ask(NOT_FOUND, 60_000);
      expect(verdicts()).toEqual([]);
      await ask(NOT_FOUND, 119_999);
      expect(outcome()).not.toContain('PayoutFailed');
    });

    it('waits where the answer is none that can be read', async () => {
      const silence: PayoutReport = {
        kind: 'unclear',
        reason: 'answer 404 is a web page',
        needsPerson: false,
      };
      await ask(NOT_FOUND, 60_000);
      await ask(silence, 200_000);
      expect(verdicts()).toEqual([]);
      expect(outcome()).toEqual(['PayoutSubmitted', 'PayoutLookedFor']);
    });

    it('is counted over a restart: what was seen is on disk', async () => {
      await ask(NOT_FOUND, 60_000);
      restart();
      await ask(NOT_FOUND, 120_000);
      expect(verdicts()).toEqual(['PAYOUT']);
    });
  });

  it('is a case when its patience ends while the provider is asked', async () => {
    notified('body', FAILED);
    [answer, askingMs] = [{ kind: 'processing' }, LATE_MS];
    await applier.apply(NOTICE);
    expect([verdicts(), outcome()]).toEqual([['NOT_CONFIRMED_BY_PROVIDER'], []]);
  });

  it('waits, however long, while the provider cannot be asked', async () => {
    notified('body', FAILED);
    clock.advance(10 * LATE_MS);
    reached = false;
    expect(await applier.apply(NOTICE)).toMatchObject({ payoutToPoll: null });
    expect([verdicts(), outcome()]).toEqual([[], []]);
  });
});

describe('a failure while the order is being sent', () => {
  it.each(['content', 'sender'] as const)(
    'waits for the answer, which may name another id: its proof is its %s',
    async proves => {
      proof = proves;
      append(PAYOUT, { type: 'PayoutSubmissionRepeated', data: { payoutId: 'payout-1', submission: 2 } });
      answer = FAILED;
      notified('body', FAILED);
      clock.advance(CALL_MS - 1);
      await applier.apply(NOTICE);
      expect([verdicts(), outcome()]).toEqual([[], ['PayoutSubmissionRepeated']]);
      clock.advance(1);
      await applier.apply(NOTICE);
      expect([verdicts(), outcome()]).toEqual([['PAYOUT'], ['PayoutSubmissionRepeated', 'PayoutFailed']]);
    },
  );
});

describe('a completion that only a secret vouches for', () => {
  const DEAR: PayoutReport = { ...COMPLETED, feeAmountMinor: 999_999_999n };

  it.each<[string, PayoutReport, PayoutReport, number, string[], string[]]>([
    ['is recorded when the provider says so too', COMPLETED, COMPLETED, 0, ['APPLIED'], ['PayoutCompleted']],
    ['waits while the provider has not paid', DEAR, { kind: 'processing' }, LATE_MS - 1, [], []],
    ['is a case after that', DEAR, { kind: 'processing' }, LATE_MS, ['NOT_CONFIRMED_BY_PROVIDER'], []],
    ['waits while the provider does not find it', DEAR, { kind: 'not_found' }, LATE_MS - 1, [], []],
    ['is a case when the provider says it failed', COMPLETED, FAILED, 0, ['CONTRADICTED_BY_PROVIDER'], []],
    ['is a case in other figures', DEAR, COMPLETED, 0, ['CONTRADICTED_BY_PROVIDER'], ['PayoutCompleted']],
    [
      'is a case when the provider paid another amount',
      COMPLETED,
      { ...COMPLETED, amountMinor: 5_001n },
      0,
      ['CONTRADICTED_BY_PROVIDER'],
      [],
    ],
  ])('%s', async (_name, told, said, afterMs, verdict, recorded) => {
    notified('body', told);
    clock.advance(afterMs);
    answer = said;
    await applier.apply(NOTICE);
    expect([verdicts(), outcome()]).toEqual([verdict, recorded]);
  });

  it('is booked with the figures of the answer, and rests on the answer', async () => {
    notified('body', DEAR);
    answer = { ...COMPLETED, answerHash: 'asked' };
    await applier.apply(NOTICE);
    const paid = store.eventsOf(PAYOUT).find(({ body }) => body.type === 'PayoutCompleted');
    expect(paid?.body.data).toMatchObject({
      feeAmountMinor: 12n,
      evidence: { kind: 'poll', answerHash: 'asked' },
    });
  });

  it('waits, however long, while the provider cannot be asked', async () => {
    notified('body', DEAR);
    clock.advance(10 * LATE_MS);
    reached = false;
    expect(await applier.apply(NOTICE)).toMatchObject({ payoutToPoll: null });
    expect([verdicts(), outcome()]).toEqual([[], []]);
  });

  it('is believed as it is where the bytes themselves are proved', async () => {
    proof = 'content';
    notified('body', COMPLETED);
    await applier.apply(NOTICE);
    expect([verdicts(), outcome()]).toEqual([['PAYOUT'], ['PayoutCompleted']]);
  });
});

describe('a return', () => {
  it('waits for the completion and has the provider asked; after ten minutes it is a case', async () => {
    notified('body', RETURNED);
    expect(await applier.apply(NOTICE)).toMatchObject({ payoutToPoll: 'payout-1' });
    expect([verdicts(), outcome()]).toEqual([[], []]);
    clock.advance(LATE_MS);
    await applier.apply(NOTICE);
    expect([verdicts(), outcome()]).toEqual([['RETURN_BEFORE_COMPLETION'], []]);
  });

  it.each<[string, PayoutReport, number, string[], string[]]>([
    ['is credited when the provider shows it', RETURNED, 0, ['PAYOUT'], ['PayoutReturned']],
    ['waits while the provider does not find it', { kind: 'not_found' }, LATE_MS - 1, [], []],
    ['is a case after that', { kind: 'not_found' }, LATE_MS, ['NOT_CONFIRMED_BY_PROVIDER'], []],
    ['is a case when it is of more', MORE_RETURNED, 0, ['CONTRADICTED_BY_PROVIDER'], []],
    ['is a case when it is another in PIX', OTHER_RETURN, 0, ['CONTRADICTED_BY_PROVIDER'], []],
    ['is a case when it is something else', NO_RETURN, 0, ['CONTRADICTED_BY_PROVIDER'], []],
    ['waits while the provider has not done it', { kind: 'processing' }, 0, [], []],
  ])('that only a secret vouches for %s', async (_name, said, afterMs, verdict, recorded) => {
    append(PAYOUT, PAID);
    notifiedOf(OTHER_NOTICE, 'body', RETURNED);
    clock.advance(afterMs);
    answer = said;
    await applier.apply(OTHER_NOTICE);
    expect([verdictsOf(OTHER_NOTICE), outcome()]).toEqual([verdict, ['PayoutCompleted', ...recorded]]);
  });

  it('is recorded after the completion that the same words prove', async () => {
    proof = 'content';
    notified('body', { ...RETURNED, completion: COMPLETED });
    await applier.apply(NOTICE);
    expect([verdicts(), outcome()]).toEqual([['PAYOUT'], ['PayoutCompleted', 'PayoutReturned']]);
  });
});

describe('another body under the same meaning', () => {
  it('changes nothing when it says the same', async () => {
    answer = COMPLETED;
    notified('body', COMPLETED);
    notified('reworded', { ...COMPLETED, answerHash: 'other' });
    await applier.apply(NOTICE);
    expect([verdicts(), outcome()]).toEqual([['APPLIED', 'APPLIED'], ['PayoutCompleted']]);
  });

  it('changes nothing when it differs in a time alone', async () => {
    answer = COMPLETED;
    notified('body', COMPLETED);
    notified('later', { ...COMPLETED, answerHash: 'other', providerTime: '2026-03-10T14:02:35Z' });
    await applier.apply(NOTICE);
    expect([verdicts(), outcome()]).toEqual([['APPLIED', 'APPLIED'], ['PayoutCompleted']]);
  });

  it('is one case, however often it is told again', async () => {
    answer = COMPLETED;
    notified('body', COMPLETED);
    const altered = { ...COMPLETED, feeAmountMinor: 99n };
    for (const time of ['1', '2', '3']) notified(time, { ...altered, answerHash: time, providerTime: time });
    await applier.apply(NOTICE);
    expect(verdicts()).toEqual(['APPLIED', 'BODY_DIFFERS', 'BODY_DIFFERS', 'BODY_DIFFERS']);
    expect(cases()).toHaveLength(1);
  });

  it('is one case where nobody understands it, however often it is told again', async () => {
    const odd: PayoutReport = { kind: 'unclear', reason: 'status "ON_HOLD"', needsPerson: true };
    for (const body of ['1', '2', '3']) notified(body, odd);
    await applier.apply(NOTICE);
    expect(verdicts()).toEqual(['status "ON_HOLD"', 'status "ON_HOLD"', 'status "ON_HOLD"']);
    expect(cases()).toHaveLength(1);
  });

  it('is a case when it says something else', async () => {
    answer = COMPLETED;
    notified('body', COMPLETED);
    notified('altered', { ...COMPLETED, feeAmountMinor: 99n });
    await applier.apply(NOTICE);
    expect([verdicts(), outcome()]).toEqual([['APPLIED', 'BODY_DIFFERS'], ['PayoutCompleted']]);
  });
});
