import { DerivedIds } from '../../../src/audit/rules/derived-ids';
import { PayoutRepository } from '../../../src/commands/payouts/payout-repository';
import { References } from '../../../src/commands/references';
import type { PayoutEvent } from '../../../src/domain/payout/events';
import type { AppendResult, ExpectedRevision, NewEvent } from '../../../src/event-store/event-store';
import { appendEvents } from '../../../src/event-store/append-events';
import { exchangeStream, payoutStream } from '../../../src/event-store/stream-names';
import type { CallResult, Exchange, PayoutReport, Provider } from '../../../src/providers/port/provider';
import { ExchangeLog } from '../../../src/saga/exchanges/exchange-log';
import { OutcomeRecorder } from '../../../src/saga/exchanges/outcome-recorder';
import { ReportRecorder } from '../../../src/saga/exchanges/report-recorder';
import { Fault } from '../../../src/shared/fault';
import { silentLogger } from '../../../src/shared/logging';
import { systemRandom } from '../../../src/shared/random';
import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';
import { completed, request, requested, started, submitted } from '../../domain/payout/payout-examples';
import { exchanged, hashOf } from '../../support/history';
import { InMemoryEventStore } from '../../support/in-memory-event-store';

const ID = 'payout-1';
const CAUSE = { causationId: 'test', correlationId: ID, actor: 'test' };

/** Writes down what each append wrote and how often a stream was read; loses answers and fails as the test says. */
class WatchedStore extends InMemoryEventStore {
  readonly appends: string[] = [];
  reads = 0;
  losesAnswerOf = '';
  failsAt = '';

  override async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    if (this.failsAt !== '' && stream.startsWith(this.failsAt)) throw new Fault('event store', 'away');
    const result = await super.append(stream, expected, events);
    const category = stream.slice(0, stream.indexOf('-'));
    if (result.ok) this.appends.push(`${category}: ${events.map(({ body }) => body.type).join(' + ')}`);
    if (this.losesAnswerOf === '' || !stream.startsWith(this.losesAnswerOf)) return result;
    this.losesAnswerOf = '';
    throw new Fault('event store', 'the answer was lost');
  }

  override readStream(...args: Parameters<InMemoryEventStore['readStream']>) {
    this.reads += 1;
    return super.readStream(...args);
  }

  override readLast(streamId: string) {
    this.reads += 1;
    return super.readLast(streamId);
  }
}

const clock = new ManualClock(Date.parse('2026-03-01T12:00:00Z'));
let store: WatchedStore;

/** One process on the store. */
function process() {
  const payouts = new PayoutRepository({ store, clock });
  const references = new References(store, clock);
  const reports = new ReportRecorder(payouts, references);
  const outcomes = new OutcomeRecorder({ payouts, references, reports, logger: silentLogger });
  return { payouts, outcomes, log: new ExchangeLog(store, clock, systemRandom) };
}

const history = async (...events: PayoutEvent[]) => {
  await appendEvents({ store, clock }, payoutStream(ID), 'no_stream', events, CAUSE);
  store.appends.length = 0;
};

const answer = (answerBody: string, method = 'GET'): CallResult<unknown> => {
  const call = { method, path: '/p', status: 200, fault: null, requestBody: null };
  const exchange: Exchange = { ...call, answerBody, answerHash: hashOf(answerBody) };
  return { outcome: null, exchanges: [exchange], retryAfterMs: null, provider: 'up' };
};
const ACCEPTED = {
  kind: 'accepted',
  providerId: 'P1',
  transactionId: null,
  answerHash: hashOf('taken'),
} as const;
const DECLINED = { kind: 'declined', code: 'NO', message: 'No', answerHash: hashOf('no') } as const;
const COMPLETED = {
  kind: 'completed',
  endToEndId: 'E1',
  amountMinor: 5_000n,
  feeAmountMinor: 31n,
  providerTime: null,
  answerHash: hashOf('paid'),
  externalReference: null,
} as const;
const provider = { name: 'connectpsp', currency: 'BRL' } as Provider;

type Process = ReturnType<typeof process>;

const accept = ({ log, outcomes }: Process, over: Partial<typeof ACCEPTED> = {}) => {
  const call = log.unrecorded(request(), answer('taken', 'POST'));
  return log.conclude(call, () => outcomes.recordAccepted(request(), { ...ACCEPTED, ...over }, call));
};
const poll = ({ log, outcomes }: Process, said: string, report: PayoutReport) => {
  const call = log.unrecorded(request(), answer(said));
  const about = { report, provider, providerId: 'P1' };
  return log.conclude(call, () => outcomes.recordAnswer(request(), about, call));
};

beforeEach(() => {
  store = new WatchedStore(clock);
});

describe('an answer that decides something', () => {
  it.each<[string, (tools: Process) => Promise<void>, string[]]>([
    [
      'an acceptance',
      tools => accept(tools),
      ['reference: ReferenceReserved', 'payout: ProviderExchanged + PayoutSubmitted'],
    ],
    [
      'a refusal',
      ({ log, outcomes }) => {
        const call = log.unrecorded(request(), answer('no', 'POST'));
        return log.conclude(call, () => outcomes.recordDecline(request(), DECLINED, call));
      },
      ['payout: ProviderExchanged + PayoutFailed'],
    ],
    [
      'a doubt',
      tools => poll(tools, '?', { kind: 'unclear', reason: 'odd', needsPerson: true }),
      ['payout: ProviderExchanged + PayoutOutcomeUnknown'],
    ],
    [
      'a completion',
      tools => poll(tools, 'paid', COMPLETED),
      ['reference: ReferenceReserved', 'payout: ProviderExchanged + PayoutCompleted'],
    ],
    [
      'a report that cannot be true, with the doubt that it raises',
      tools => poll(tools, 'paid', { ...COMPLETED, amountMinor: 1n }),
      ['payout: ProviderExchanged + PayoutOutcomeUnknown'],
    ],
  ])('is one append with %s', async (_name, conclude, appends) => {
    await history(requested, started);
    await conclude(process());
    expect(store.appends).toEqual(appends);
  });

  it('is one append with the completion that a return proves, and the return follows', async () => {
    await history(requested, started);
    const { completion, ...back } = {
      kind: 'returned',
      returnName: 'r1',
      endToEndId: 'D1',
      amountMinor: 5_000n,
      feeAmountMinor: 0n,
      providerTime: null,
      originalEndToEndId: 'E1',
      answerHash: hashOf('back'),
      externalReference: null,
      completion: COMPLETED,
    } as const;
    await poll(process(), 'back', { ...back, completion: { ...completion, answerHash: hashOf('back') } });
    expect(store.appends.filter(text => text.startsWith('payout'))).toEqual([
      'payout: ProviderExchanged + PayoutCompleted',
      'payout: PayoutReturned',
    ]);
  });

  it('has events whose ids the audit makes again', async () => {
    await history(requested, started);
    await accept(process());
    const ids = new DerivedIds();
    const found: string[] = [];
    for (const event of store.eventsOf(payoutStream(ID)))
      ids.check(event, (_invariant, detail) => found.push(detail));
    expect(found).toEqual([]);
  });

  it('was read from by two processes: both exchanges stay, and one outcome', async () => {
    await history(requested, started);
    await Promise.all([accept(process()), accept(process())]);
    const types = (stream: string) => store.eventsOf(stream).map(({ body }) => body.type);
    expect(types(payoutStream(ID)).slice(2)).toEqual(['ProviderExchanged', 'PayoutSubmitted']);
    expect(types(exchangeStream(ID))).toEqual(['ProviderExchanged']);
  });

  it('is not recorded twice when the answer of the append was lost', async () => {
    await history(requested, started);
    const tools = process();
    store.losesAnswerOf = 'payout-';
    await expect(accept(tools)).rejects.toThrow('lost');
    // The saga asks again: that is another exchange, and the outcome stands.
    await accept(tools);
    expect(store.appends.filter(text => !text.startsWith('reference'))).toEqual([
      'payout: ProviderExchanged + PayoutSubmitted',
      'exchange: ProviderExchanged',
    ]);
  });
});

describe('an answer on which no event rests', () => {
  it('is recorded alone when the payout has moved on', async () => {
    const taken = { ...submitted, data: { ...submitted.data, providerId: 'P1' } } as PayoutEvent;
    await history(requested, started, taken, completed({ endToEndId: 'E1' }));
    await poll(process(), 'paid', { ...COMPLETED, feeAmountMinor: null });
    expect(store.appends).toEqual(['exchange: ProviderExchanged']);
  });

  it('is recorded alone when the claim of the provider’s id fails', async () => {
    await history(requested, started);
    store.failsAt = 'reference-';
    await expect(accept(process())).rejects.toThrow('away');
    expect(store.appends).toEqual(['exchange: ProviderExchanged']);
  });

  it('is recorded once while it stays the same, and costs no read', async () => {
    await history(requested, started);
    const tools = process();
    for (const said of ['busy', 'busy', 'busy', 'later', 'busy'])
      await poll(tools, said, { kind: 'processing' });
    expect(
      store.eventsOf(exchangeStream(ID)).map(({ body }) => (body.data as { answerHash: string }).answerHash),
    ).toEqual(['busy', 'later', 'busy'].map(hashOf));
    expect(store.reads).toBe(0);
  });

  it('is a repeat also of what an older program, or another process, recorded', async () => {
    await history(requested, started);
    const { data } = exchanged(ID, 'busy');
    const older = { type: 'ProviderExchanged', data: { ...data, path: '/p' } } as const;
    await appendEvents({ store, clock }, exchangeStream(ID), 'no_stream', [older], CAUSE);
    await poll(process(), 'busy', { kind: 'processing' });
    expect(store.eventsOf(exchangeStream(ID))).toHaveLength(1);
    expect(store.reads).toBe(1);
  });

  it('of an order is recorded each time: it may have been taken each time', async () => {
    await history(requested, started);
    const { log } = process();
    for (let time = 0; time < 2; time += 1)
      await log.conclude(log.unrecorded(request(), answer('busy', 'POST')), () => Promise.resolve());
    expect(store.eventsOf(exchangeStream(ID))).toHaveLength(2);
  });

  it('leaves nothing where nothing went over the wire', async () => {
    await history(requested, started);
    const { log, outcomes } = process();
    const call = log.unrecorded(request(), { ...answer('x'), exchanges: [] });
    const doubt = { reason: 'TIMEOUT', needsPerson: false };
    await log.conclude(call, () => outcomes.recordUnknown(request(), doubt, call));
    expect(store.appends).toEqual(['payout: PayoutOutcomeUnknown']);
  });
});
