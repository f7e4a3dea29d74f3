import { PayoutRepository } from '../../../src/commands/payouts/payout-repository';
import type { PayoutEvent } from '../../../src/domain/payout/events';
import type {
  AppendResult,
  EventBody,
  ExpectedRevision,
  NewEvent,
} from '../../../src/event-store/event-store';
import { newEvents } from '../../../src/event-store/new-events';
import { ProviderGate } from '../../../src/providers/gate/provider-gate';
import type {
  CallResult,
  ParsedNotification,
  PayoutReport,
  Provider,
} from '../../../src/providers/port/provider';
import { ExchangeLog } from '../../../src/saga/exchanges/exchange-log';
import { GatedProviders } from '../../../src/saga/exchanges/gated-providers';
import { LookupRecorder } from '../../../src/saga/exchanges/lookup-recorder';
import { ReportRecorder } from '../../../src/saga/exchanges/report-recorder';
import { createNotificationApplier } from '../../../src/saga/notifications/notification-applier';
import { Fault } from '../../../src/shared/fault';
import { silentLogger } from '../../../src/shared/logging';
import { systemRandom } from '../../../src/shared/random';
import { completed, request, started } from '../../domain/payout/payout-examples';
import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';
import { InMemoryEventStore } from '../../support/in-memory-event-store';
import { referencesOver } from '../../support/payout-references';
import { COMPLETED, FAILED, RETURNED } from './judge-examples';

const PAYOUT = 'payout-payout-1';
const NOTICE = 'notification-ntxpay-1';
const CAUSE = { causationId: 'test', correlationId: 'test', actor: 'test' };
const CALL_MS = 55_000;
const REQUESTED: PayoutEvent = { type: 'PayoutRequested', data: request({ provider: 'ntxpay' }) };
const TAKEN: PayoutEvent = {
  type: 'PayoutSubmitted',
  data: { payoutId: 'payout-1', providerId: 'P1', transactionId: null },
};

/** Writes down what each append wrote. */
class WatchedStore extends InMemoryEventStore {
  readonly appends: string[] = [];
  refusesClaimsOf = '';

  override async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    const { kind } = events[0]!.body.data as { kind?: string };
    if (kind !== undefined && kind === this.refusesClaimsOf) throw new Fault('event store', 'away');
    const result = await super.append(stream, expected, events);
    const category = stream.slice(0, stream.indexOf('-'));
    const types = events.map(({ body }) => body.type).join(' + ');
    // That a notification was applied is not the matter here.
    if (result.ok && category !== 'reference' && types !== 'NotificationApplied')
      this.appends.push(`${category}: ${types}`);
    return result;
  }
}

/** A payout at a provider that signs nothing, after its call, and a notification about it. `answer`: to every question. */
function world(report: PayoutReport, answer: PayoutReport, ...history: PayoutEvent[]) {
  const clock = new ManualClock();
  const store = new WatchedStore(clock);
  const says = (): Promise<CallResult<PayoutReport>> => {
    const call = { method: 'GET', path: '/', requestBody: null, status: 200, fault: null };
    const exchanges = [{ ...call, answerBody: answer.kind, answerHash: 'h' }];
    return Promise.resolve({ outcome: answer, exchanges, retryAfterMs: null, provider: 'up' });
  };
  const parsed: ParsedNotification = {
    identity: { eventType: 'x', providerId: '', endToEndId: '' },
    providerId: null,
    externalReference: 'withdrawal-1',
    paymentEndToEndId: null,
    report,
    warnings: [],
  };
  const provider: Provider = {
    name: 'ntxpay',
    currency: 'BRL',
    notificationProof: 'sender',
    webhookUrl: () => null,
    submit: () => Promise.reject(new Error('Nothing is sent here')),
    pollPayout: says,
    pollReturn: says,
    verifyNotification: () => true,
    parseNotification: () => parsed,
  };
  const payouts = new PayoutRepository({ store, clock });
  const names = referencesOver(store, clock, payouts);
  const gate = new ProviderGate({ clock, random: { below: () => 0, uuid: () => '' }, logger: silentLogger });
  const providers = new Map([[provider.name, provider]]);
  const applier = createNotificationApplier({
    ...{ store, clock, payouts, ...names, providers, logger: silentLogger },
    reports: new ReportRecorder(payouts, names.references),
    exchanges: new ExchangeLog(store, clock, systemRandom),
    lookups: new LookupRecorder(payouts),
    gated: new GatedProviders(gate, providers, new Map(), silentLogger),
    ...{ unknownReferenceMs: 600_000, retryMs: 30_000, callMs: CALL_MS },
  });
  const append = (stream: string, ...bodies: EventBody[]) =>
    store.appendNow(stream, 'no_stream', newEvents(stream, bodies, CAUSE, clock.now()));
  const apply = async () => {
    await names.references.reserve(
      { kind: 'provider', owner: 'ntxpay', reference: 'withdrawal-1' },
      'payout-1',
      CAUSE,
    );
    return applier.apply(NOTICE);
  };
  append(PAYOUT, REQUESTED, started, ...history);
  const personal = { encoding: 'utf8', rawBody: 'body' } as const;
  const data = { provider: 'ntxpay', eventType: 'x', bodyHash: 'body', personal };
  append(NOTICE, { type: 'ProviderNotificationReceived', data });
  clock.advance(CALL_MS);
  return { clock, store, apply };
}

const QUARANTINED = 'notification: NotificationQuarantined';

describe('the answer that was to confirm a notification', () => {
  it.each<[string, PayoutReport, PayoutReport, string[]]>([
    ['a failure is one append with it', FAILED, FAILED, ['payout: ProviderExchanged + PayoutFailed']],
    [
      'a completion is one append with it',
      COMPLETED,
      COMPLETED,
      ['payout: ProviderExchanged + PayoutCompleted'],
    ],
    [
      'a contradicted failure is one append with what is true',
      FAILED,
      COMPLETED,
      ['payout: ProviderExchanged + PayoutCompleted', QUARANTINED],
    ],
    [
      'a contradicted completion stands alone before the verdict, for no event rests on it',
      COMPLETED,
      FAILED,
      ['exchange: ProviderExchanged', QUARANTINED],
    ],
    [
      'a report that names another reference stands alone before the verdict',
      FAILED,
      { ...COMPLETED, externalReference: 'withdrawal-2' },
      ['exchange: ProviderExchanged', QUARANTINED],
    ],
    [
      'a failure that is not decided stands alone',
      FAILED,
      { kind: 'processing' },
      ['exchange: ProviderExchanged'],
    ],
  ])('of %s', async (_name, report, answer, appends) => {
    const { store, apply } = world(report, answer);
    await apply();
    expect(store.appends).toEqual(appends);
  });

  it('of a return is one append with it', async () => {
    const paid = completed({ endToEndId: 'E1' });
    const { store, apply } = world(RETURNED, RETURNED, TAKEN, paid);
    await apply();
    expect(store.appends).toEqual(['payout: ProviderExchanged + PayoutReturned']);
  });

  it('of a missing order is one append with each lookup', async () => {
    const { store, apply, clock } = world(FAILED, { kind: 'not_found' }, TAKEN);
    await apply();
    clock.advance(120_000);
    await apply();
    expect(store.appends).toEqual([
      'payout: ProviderExchanged + PayoutLookedFor',
      'payout: ProviderExchanged + PayoutLookedFor',
      'payout: PayoutFailed',
    ]);
  });

  it('that decides nothing is recorded once while it stays the same', async () => {
    const { store, apply, clock } = world(FAILED, { kind: 'processing' });
    for (let time = 0; time < 3; time += 1) {
      await apply();
      clock.advance(1_000);
    }
    expect(store.appends).toEqual(['exchange: ProviderExchanged']);
  });

  it('is on disk also when the claim of the payment’s id fails', async () => {
    const { store, apply } = world(COMPLETED, COMPLETED);
    store.refusesClaimsOf = 'end-to-end-id';
    await expect(apply()).rejects.toThrow('away');
    expect(store.appends).toEqual(['exchange: ProviderExchanged']);
  });
});
