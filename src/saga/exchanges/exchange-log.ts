import type { ExchangeEvent, ProviderExchanged } from '../../domain/exchange/events';
import type { PayoutRequested } from '../../domain/payout/events';
import { changeAll, type ChangeParts } from '../../event-store/change';
import type { EventStore } from '../../event-store/event-store';
import { KnownStreams } from '../../event-store/known-streams';
import { emptyStream, type StreamDecider } from '../../event-store/load';
import { exchangeStream } from '../../event-store/stream-names';
import type { CallResult, Exchange } from '../../providers/port/provider';
import type { Clock } from '../../shared/clock';
import type { Random } from '../../shared/random';
import { ok } from '../../shared/result';
import { sagaCause } from '../saga-cause';
import { UnrecordedExchanges } from './unrecorded-exchanges';

type Subject = Pick<PayoutRequested, 'payoutId' | 'provider'>;
/** What makes two calls alike. */
type Call = Pick<ProviderExchanged, 'purpose' | 'path' | 'status' | 'answerHash' | 'fault'>;

/** The last exchange is enough: an answer that decides nothing is recorded once while it stays the same. */
const exchangeRecord: StreamDecider<Call | undefined, readonly ExchangeEvent[], ExchangeEvent, never> = {
  initial: undefined,
  readsLastOnly: true,
  evolve: (_, { data: { purpose, path, status, answerHash, fault } }) => ({
    purpose,
    path,
    status,
    answerHash,
    fault,
  }),
  decide: (last, exchanges) => ok(last && isRepeat(last, exchanges) ? [] : exchanges),
};

/** Payouts of which this process knows the last exchange that decided nothing. */
const MAX_KNOWN = 10_000;

/**
 * Sees to it that every exchange is recorded: with the event of the payout that rests on it, or alone in the exchange stream.
 * So the payout's stream, which is read as a whole, does not grow with answers that decide nothing.
 */
export class ExchangeLog {
  private readonly parts: ChangeParts;
  private readonly known = new KnownStreams(exchangeRecord, MAX_KNOWN);

  constructor(
    store: EventStore,
    clock: Clock,
    private readonly random: Random,
  ) {
    this.parts = { store, clock };
  }

  unrecorded(subject: Subject, { exchanges }: CallResult<unknown>): UnrecordedExchanges {
    const events = exchanges.map(exchange => eventOf(subject, exchange));
    // Two processes with the same answer at the same time made two calls: the random part keeps both events.
    const cause = sagaCause(subject, `exchange:${this.random.uuid()}`);
    return new UnrecordedExchanges(subject.payoutId, { events, cause });
  }

  /**
   * Runs `conclude`, whose first event of the payout takes the exchanges along. Exchanges that it leaves are then recorded
   * alone: it decided nothing, was refused, or failed before that.
   * @throws {Fault} The event store does not answer.
   */
  async conclude<Conclusion>(
    exchanges: UnrecordedExchanges,
    conclude: () => Promise<Conclusion>,
  ): Promise<Conclusion> {
    try {
      return await conclude();
    } finally {
      await this.recordLeft(exchanges);
    }
  }

  private async recordLeft(exchanges: UnrecordedExchanges): Promise<void> {
    const left = exchanges.take();
    if (!left) return;
    const stream = exchangeStream(exchanges.payoutId);
    const order = { command: left.events, cause: left.cause };
    const known = this.known.get(stream) ?? emptyStream(exchangeRecord);
    this.known.drop(stream);
    const { after } = await changeAll(this.parts, exchangeRecord, stream, [order], {
      known,
      isCurrent: false,
    });
    this.known.put(stream, after);
  }
}

function eventOf({ payoutId, provider }: Subject, exchange: Exchange): ExchangeEvent {
  const { method, path, status, fault, answerHash, requestBody, answerBody } = exchange;
  // A provider adapter can answer a submission by a GET: it looks an order up that must not be sent twice.
  const purpose = method === 'GET' ? 'ASK' : 'SUBMIT';
  const call = { purpose, method, path, status, fault, answerHash } as const;
  return {
    type: 'ProviderExchanged',
    data: { payoutId, provider, ...call, personal: { requestBody, answerBody } },
  };
}

const isRepeat = (last: Call, bodies: readonly ExchangeEvent[]): boolean =>
  bodies.every(
    ({ data }) =>
      data.purpose === 'ASK' &&
      last.purpose === 'ASK' &&
      data.path === last.path &&
      data.status === last.status &&
      data.answerHash === last.answerHash &&
      data.fault === last.fault,
  );
