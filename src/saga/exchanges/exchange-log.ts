import type { ExchangeEvent, ProviderExchanged } from '../../domain/exchange/events';
import type { PayoutRequested } from '../../domain/payout/events';
import type { EventStore } from '../../event-store/event-store';
import { newEvents, type Cause } from '../../event-store/new-events';
import { exchangeStream } from '../../event-store/stream-names';
import type { Called, Exchange } from '../../providers/port/provider';
import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import type { Random } from '../../shared/random';
import { causeOf } from '../saga-cause';

type Subject = Pick<PayoutRequested, 'payoutId' | 'provider'>;

const MAX_CONFLICTS = 20;

/** Keeps what went over the wire for a payout, before anything is concluded from it. */
export class ExchangeLog {
  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /**
   * `decides`: something is about to be recorded that rests on it. A question that decides nothing, and was answered as
   * the one before, is not written down again.
   * @throws {Fault} it is not known to be on disk: nothing may be concluded from it
   */
  async record(subject: Subject, { exchanges }: Called<unknown>, decides: boolean): Promise<void> {
    if (exchanges.length === 0) return;
    const bodies = exchanges.map(exchange => eventOf(subject, exchange));
    // Two processes that were answered alike at the same moment are two calls, not one that was recorded twice.
    const cause = causeOf(subject, `exchange:${this.random.uuid()}`);
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts += 1)
      if (await this.recorded(subject, bodies, decides, cause)) return;
    throw new Fault('event store', `Exchanges of payout ${subject.payoutId} are written by too many at once`);
  }

  /** False if somebody else wrote between the read and the append. */
  private async recorded(
    subject: Subject,
    bodies: readonly ExchangeEvent[],
    decides: boolean,
    cause: Cause,
  ): Promise<boolean> {
    const streamId = exchangeStream(subject.payoutId);
    const last = await this.store.readLast(streamId);
    if (!decides && last && isRepeat(last.body.data as ProviderExchanged, bodies)) return true;
    const revision = last ? last.revision : 'no_stream';
    const events = newEvents(streamId, bodies, cause, this.clock.now(), String(revision));
    return (await this.store.append(streamId, revision, events)).ok;
  }
}

function eventOf({ payoutId, provider }: Subject, exchange: Exchange): ExchangeEvent {
  const { method, path, status, fault, answerHash, requestBody, answerBody } = exchange;
  // An order that may not be repeated is asked about instead, whoever meant to send it.
  const purpose = method === 'GET' ? 'ASK' : 'SUBMIT';
  const call = { purpose, method, path, status, fault, answerHash } as const;
  return {
    type: 'ProviderExchanged',
    data: { payoutId, provider, ...call, personal: { requestBody, answerBody } },
  };
}

const isRepeat = (last: ProviderExchanged, bodies: readonly ExchangeEvent[]): boolean =>
  bodies.every(
    ({ data }) =>
      data.purpose === 'ASK' &&
      last.purpose === 'ASK' &&
      data.path === last.path &&
      data.status === last.status &&
      data.answerHash === last.answerHash &&
      data.fault === last.fault,
  );
