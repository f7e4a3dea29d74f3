import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';
import { PayoutRepository } from '../../../src/commands/payouts/payout-repository';
import { References, type Reference } from '../../../src/commands/references';
import type { NotificationEvent } from '../../../src/domain/notification/events';
import { payoutVerdict } from '../../../src/domain/notification/payout-verdict';
import type { PayoutEvent } from '../../../src/domain/payout/events';
import type { EventBody, RecordedEvent } from '../../../src/event-store/event-store';
import { newEvents } from '../../../src/event-store/new-events';
import { ProviderGate } from '../../../src/providers/gate/provider-gate';
import type { ParsedNotification, PayoutReport, Provider } from '../../../src/providers/port/provider';
import { ExchangeLog } from '../../../src/saga/exchanges/exchange-log';
import { GatedProviders } from '../../../src/saga/exchanges/gated-providers';
import { LookupRecorder } from '../../../src/saga/exchanges/lookup-recorder';
import { ReportRecorder } from '../../../src/saga/exchanges/report-recorder';
import {
  createNotificationApplier,
  type NotificationApplier,
} from '../../../src/saga/notifications/notification-applier';
import { silentLogger } from '../../../src/shared/logging';
import { systemRandom } from '../../../src/shared/random';
import { completed, failed, request, requested, started } from '../../domain/payout/payout-examples';
import { CountingEventStore } from '../../support/counting-event-store';
import { referencesOver } from '../../support/payout-references';
import { COMPLETED, FAILED, RETURNED as RETURNED_ALONE } from './judge-examples';

const PAYOUT = 'payout-payout-1';
const NOTICE = 'notification-connectpsp-1';
const LATE_MS = 600_000;
const CAUSE = { causationId: 'test', correlationId: 'test', actor: 'test' };
const RETURNED: PayoutReport = { ...RETURNED_ALONE, completion: COMPLETED };
const UNCLEAR: PayoutReport = { kind: 'unclear', reason: 'ODD', needsPerson: true };

let store: CountingEventStore;
let clock: ManualClock;
let reports: Map<string, PayoutReport>;

/** It signs what it says. A body is the name of its report. */
const provider: Provider = {
  name: 'connectpsp',
  currency: 'BRL',
  notificationProof: 'content',
  webhookUrl: () => null,
  submit: () => Promise.reject(new Error('Nothing is sent here')),
  pollPayout: () => Promise.reject(new Error('Nothing is asked here')),
  verifyNotification: () => true,
  parseNotification: (rawBody): ParsedNotification => ({
    identity: { eventType: 'x', providerId: 'P1', endToEndId: '' },
    providerId: 'P1',
    externalReference: 'withdrawal-1',
    paymentEndToEndId: null,
    report: reports.get(rawBody)!,
    warnings: [],
  }),
};

function append(streamId: string, ...bodies: EventBody[]): RecordedEvent {
  const revision = store.eventsOf(streamId).at(-1)?.revision;
  const events = newEvents(streamId, bodies, CAUSE, clock.now(), String(revision));
  expect(store.appendNow(streamId, revision ?? 'no_stream', events).ok).toBe(true);
  return store.eventsOf(streamId).at(-1)!;
}

function notified(body: string, report: PayoutReport): RecordedEvent<NotificationEvent> {
  reports.set(body, report);
  const personal = { encoding: 'utf8', rawBody: body } as const;
  const data = { provider: 'connectpsp', eventType: 'x', bodyHash: body, personal } as const;
  return append(NOTICE, {
    type: 'ProviderNotificationReceived',
    data,
  }) as RecordedEvent<NotificationEvent>;
}

/** A process of its own: it remembers nothing. */
function process(): NotificationApplier {
  const payouts = new PayoutRepository({ store, clock, announce: () => undefined });
  const names = referencesOver(store, clock, payouts);
  const gate = new ProviderGate({ clock, random: systemRandom, logger: silentLogger });
  const providers = new Map([[provider.name, provider]]);
  return createNotificationApplier({
    ...{ store, payouts, ...names, providers, clock },
    reports: new ReportRecorder(payouts, names.references),
    lookups: new LookupRecorder(payouts),
    exchanges: new ExchangeLog(store, clock, systemRandom),
    gated: new GatedProviders(gate, providers, new Map(), silentLogger),
    unknownReferenceMs: LATE_MS,
    retryMs: 30_000,
    callMs: 1_000,
    logger: silentLogger,
  });
}

const reserve = (kind: Reference['kind'], reference: string, holder = 'payout-1') =>
  new References(store, clock).reserve({ kind, owner: 'connectpsp', reference }, holder, CAUSE);

const holderOf = (kind: Reference['kind'], reference: string) =>
  new References(store, clock).holder({ kind, owner: 'connectpsp', reference });

beforeEach(async () => {
  clock = new ManualClock();
  store = new CountingEventStore(clock);
  reports = new Map();
  append(PAYOUT, requested, started);
  await reserve('provider', 'withdrawal-1');
  clock.advance(1_000);
});

const types = (streamId: string) => store.eventsOf(streamId).map(({ body }) => body.type);
const outcome = () => types(PAYOUT).slice(2);
const ownVerdicts = () => types(NOTICE).filter(type => type !== 'ProviderNotificationReceived');
const verdictsByPayout = () =>
  store.eventsOf(PAYOUT).flatMap(({ body }) => payoutVerdict(body as PayoutEvent)?.receivedEventId ?? []);

describe('a payout’s event that rests on a notification', () => {
  it.each<[string, PayoutReport, string[], string[]]>([
    ['a completion', COMPLETED, [], ['PayoutCompleted']],
    ['a failure', FAILED, [], ['PayoutFailed']],
    ['a return with its completion', RETURNED, [], ['PayoutCompleted', 'PayoutReturned']],
    ['a contradiction', FAILED, ['PayoutCompleted'], ['PayoutOutcomeContradicted']],
  ])('is the verdict on it: %s', async (_name, report, before, recorded) => {
    if (before.length > 0) append(PAYOUT, completed());
    const { id } = notified('body', report);
    expect(await process().apply(NOTICE)).toBe('done');
    expect([outcome(), ownVerdicts()]).toEqual([[...before, ...recorded], []]);
    expect(verdictsByPayout()).toEqual([id]);
  });

  it('is none where the payout had nothing to record: the notification’s stream says so', async () => {
    append(PAYOUT, completed({ feeAmountMinor: 12n, endToEndId: 'E1' }));
    notified('body', COMPLETED);
    await process().apply(NOTICE);
    expect([outcome(), ownVerdicts()]).toEqual([['PayoutCompleted'], ['NotificationApplied']]);
  });

  it('is found again by a process that knows nothing: it appends nothing', async () => {
    notified('body', COMPLETED);
    await process().apply(NOTICE);
    store.startCounting();
    expect(await process().apply(NOTICE)).toBe('done');
    expect(store.appends).toEqual([]);
  });

  it('has had its effect, also when people have replaced the outcome since', async () => {
    notified('body', COMPLETED);
    await process().apply(NOTICE);
    const evidence = { kind: 'case', caseId: 'c', decisionEventId: 'd' } as const;
    append(PAYOUT, { ...failed, data: { ...failed.data, evidence } } as PayoutEvent);
    await process().apply(NOTICE);
    expect([outcome(), ownVerdicts()]).toEqual([['PayoutCompleted', 'PayoutFailed'], []]);
  });

  it('is found under the name that it was applied by, when a better name has another holder since', async () => {
    notified('body', COMPLETED);
    const dies = process();
    // Its claim of the provider's id is lost to the other payout.
    await reserve('provider-id', 'P1', 'payout-2');
    append('payout-payout-2', { type: 'PayoutRequested', data: request({ payoutId: 'payout-2' }) });
    const evidence = {
      kind: 'notification',
      eventId: store.eventsOf(NOTICE)[0]!.id,
      verdictOn: NOTICE,
    } as const;
    append(PAYOUT, completed({ evidence }));
    expect(await dies.apply(NOTICE)).toBe('done');
    expect([outcome(), ownVerdicts()]).toEqual([['PayoutCompleted'], []]);
  });

  it('of an earlier version is no verdict: the notification’s stream gets one', async () => {
    const { id } = notified('body', COMPLETED);
    const evidence = { kind: 'notification', eventId: id } as const;
    append(PAYOUT, completed({ feeAmountMinor: 12n, endToEndId: 'E1', evidence }));
    await process().apply(NOTICE);
    expect([outcome(), ownVerdicts()]).toEqual([['PayoutCompleted'], ['NotificationApplied']]);
  });

  it('of an earlier version may be half of it: the return is recorded', async () => {
    const { id } = notified('body', RETURNED);
    const evidence = { kind: 'notification', eventId: id } as const;
    append(PAYOUT, completed({ feeAmountMinor: 12n, endToEndId: 'E1', evidence }));
    await process().apply(NOTICE);
    expect([outcome(), ownVerdicts()]).toEqual([['PayoutCompleted', 'PayoutReturned'], []]);
  });

  it('counts when another body of the same identity is compared', async () => {
    notified('body', COMPLETED);
    await process().apply(NOTICE);
    notified('other', { ...COMPLETED, feeAmountMinor: 99n });
    notified('again', { ...COMPLETED, answerHash: 'again' });
    await process().apply(NOTICE);
    const verdicts = ['NotificationQuarantined', 'NotificationApplied'];
    expect([outcome(), ownVerdicts()]).toEqual([['PayoutCompleted'], verdicts]);
  });
});

describe.each<[string, PayoutReport, string[], number]>([
  ['completion', COMPLETED, ['PayoutCompleted'], 3],
  ['failure', FAILED, ['PayoutFailed'], 2],
  ['return with its completion', RETURNED, ['PayoutCompleted', 'PayoutReturned'], 6],
])('a process that dies at any append of a %s', (_name, report, recorded, appends) => {
  const deaths = [...Array(appends).keys()].flatMap(atAppend =>
    [false, true].map(isWritten => ({ atAppend, isWritten })),
  );

  it.each(deaths)('leaves the rest to the next one: %o', async death => {
    const { id } = notified('body', report);
    store.dieAt(death);
    await expect(process().apply(NOTICE)).rejects.toThrow('the process died');
    store.dieAt(undefined);
    await process().apply(NOTICE);
    expect([outcome(), verdictsByPayout(), ownVerdicts()]).toEqual([recorded, [id], []]);
    expect(await holderOf('provider-id', 'P1')).toBe('payout-1');
  });

  it('dies at as many appends as there are', async () => {
    notified('body', report);
    store.startCounting();
    await process().apply(NOTICE);
    expect(store.appends).toHaveLength(appends);
  });

  it('has claimed the provider’s id before the event after which nothing follows', async () => {
    notified('body', report);
    store.startCounting();
    await process().apply(NOTICE);
    expect(store.appends.at(-1)).toBe(recorded.at(-1));
  });
});

describe('a first delivery that the subscription has brought', () => {
  it('is applied without a read of its stream', async () => {
    const applier = process();
    applier.note(notified('body', COMPLETED));
    store.startCounting();
    expect(await applier.apply(NOTICE)).toBe('done');
    expect(store.reads).not.toContain(NOTICE);
    expect(outcome()).toEqual(['PayoutCompleted']);
  });

  it('is read when another one has come, before it was seen or after', async () => {
    const applier = process();
    applier.note(notified('body', { kind: 'processing' }));
    // The second one is on disk, and the subscription has not brought it yet.
    notified('other', { kind: 'processing' });
    await applier.apply(NOTICE);
    expect(ownVerdicts()).toEqual(['NotificationApplied', 'NotificationApplied']);
  });

  it('is read when an event has passed after it', async () => {
    const applier = process();
    applier.note(notified('body', COMPLETED));
    applier.note(notified('other', COMPLETED));
    await applier.apply(NOTICE);
    expect([outcome(), ownVerdicts()]).toEqual([['PayoutCompleted'], ['NotificationApplied']]);
  });

  it('is put aside only for what the disk says', async () => {
    const applier = process();
    const received = notified('body', UNCLEAR);
    applier.note(received);
    // Another process has judged it, and knew better.
    append(NOTICE, {
      type: 'NotificationApplied',
      data: { receivedEventId: received.id, payoutId: 'payout-1' },
    });
    await applier.apply(NOTICE);
    expect(ownVerdicts()).toEqual(['NotificationApplied']);
  });

  it('is put aside after its stream was read', async () => {
    const applier = process();
    applier.note(notified('body', UNCLEAR));
    store.startCounting();
    await applier.apply(NOTICE);
    expect(ownVerdicts()).toEqual(['NotificationQuarantined']);
    expect(store.reads).toContain(NOTICE);
  });

  it('is applied once, when another process has applied it', async () => {
    const applier = process();
    applier.note(notified('body', COMPLETED));
    await process().apply(NOTICE);
    await applier.apply(NOTICE);
    expect([outcome(), ownVerdicts()]).toEqual([['PayoutCompleted'], []]);
  });

  it('is not kept when it was judged', async () => {
    const applier = process();
    applier.note(notified('body', COMPLETED));
    await applier.apply(NOTICE);
    store.startCounting();
    await applier.apply(NOTICE);
    expect(store.reads).toContain(NOTICE);
  });
});
