import { createHash } from 'node:crypto';
import type { AccountEvent } from '../../src/domain/account/events';
import type { CaseEvent } from '../../src/domain/case/events';
import type { ExchangeEvent } from '../../src/domain/exchange/events';
import type { FeeEvent } from '../../src/domain/journal/events';
import type { NotificationEvent } from '../../src/domain/notification/events';
import type { PayoutEvent } from '../../src/domain/payout/events';
import type { RecordedEvent } from '../../src/event-store/event-store';
import { newEvents } from '../../src/event-store/new-events';
import type { AlarmEvent } from '../../src/event-store/log/proof-events';
import {
  accountStream,
  alarmStream,
  caseStream,
  exchangeStream,
  payoutStream,
  providerStream,
} from '../../src/event-store/stream-names';
import { fingerprint } from '../../src/shared/ids';
import { InMemoryEventStore } from './in-memory-event-store';

const NOW = new Date('2026-01-02T03:04:05.000Z');

export type Recordable =
  AccountEvent | PayoutEvent | NotificationEvent | CaseEvent | ExchangeEvent | AlarmEvent | FeeEvent;

/** A store that holds exactly these events, in this order, each in its own stream. */
export function storeOf(events: readonly Recordable[]): InMemoryEventStore {
  const store = new InMemoryEventStore({ now: () => NOW });
  const lengths = new Map<string, number>();
  events.forEach((event, index) => {
    const streamId = streamOf(event);
    const length = lengths.get(streamId) ?? 0;
    const expected = length === 0 ? 'no_stream' : BigInt(length - 1);
    store.appendNow(streamId, expected, asRecorded(event, index));
    lengths.set(streamId, length + 1);
  });
  return store;
}

export const recorded = (events: readonly Recordable[]): readonly RecordedEvent[] => storeOf(events).log;

/** The id that a history gives to the event at this place in it. */
export const idAt = (event: Recordable, index: number): string => asRecorded(event, index)[0]!.id;

function asRecorded(event: Recordable, index: number) {
  const streamId = streamOf(event);
  const cause = { causationId: `cause-${index}`, correlationId: streamId, actor: 'client:test' };
  return newEvents(streamId, [event], cause, NOW);
}

/** An answer of the provider about a payout, as it is kept. */
export const exchanged = (payoutId: string, answerBody: string): ExchangeEvent => ({
  type: 'ProviderExchanged',
  data: {
    payoutId,
    provider: 'connectpsp',
    purpose: 'ASK',
    method: 'GET',
    path: `/payouts/${payoutId}`,
    status: 200,
    fault: null,
    answerHash: hashOf(answerBody),
    personal: { requestBody: null, answerBody },
  },
});

const inPayoutStream = new WeakSet<Recordable>();

/** The exchange where an event of the payout that rests on it stands: in the payout's stream. Elsewhere it is kept apart. */
export function withOutcome(exchange: ExchangeEvent): ExchangeEvent {
  inPayoutStream.add(exchange);
  return exchange;
}

export const hashOf = (answerBody: string): string => createHash('sha256').update(answerBody).digest('hex');

/** A notification as it was received: these bytes. */
export const receivedBody = (rawBody: string): NotificationEvent => ({
  type: 'ProviderNotificationReceived',
  data: {
    provider: 'connectpsp',
    eventType: 'CASHOUT_COMPLETED',
    bodyHash: fingerprint(Buffer.from(rawBody).toString('base64')),
    personal: { encoding: 'utf8', rawBody },
  },
});

const streamOfExchange = (event: ExchangeEvent): string =>
  inPayoutStream.has(event) ? payoutStream(event.data.payoutId) : exchangeStream(event.data.payoutId);

function streamOf(event: Recordable): string {
  const { data } = event;
  if (event.type === 'ProviderExchanged') return streamOfExchange(event);
  if ('settlementId' in data) return providerStream(data.provider);
  if ('checkpoint' in data) return alarmStream([event.type, data.checkpoint]);
  if ('accountId' in data && event.type !== 'PayoutRequested') return accountStream(data.accountId);
  if ('caseId' in data) return caseStream(data.caseId);
  if ('payoutId' in data && !('receivedEventId' in data)) return payoutStream(data.payoutId);
  return 'notification-connectpsp-1';
}
