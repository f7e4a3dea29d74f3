import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { PayoutTraces } from '../../../src/composition/telemetry/payout-traces';
import { TraceIds, traceOf } from '../../../src/composition/telemetry/payout-trace';
import { derivedId } from '../../../src/shared/ids';
import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';

const PAYOUT = derivedId('payout', 'client', 'key-1');
const OTHER = derivedId('payout', 'client', 'key-2');
const CALLER = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** The traces of one process. */
function traces() {
  const exporter = new InMemorySpanExporter();
  const ids = new TraceIds();
  const spanProcessors = [new SimpleSpanProcessor(exporter)];
  const provider = new NodeTracerProvider({ idGenerator: ids, spanProcessors });
  const clock = new ManualClock();
  return { clock, told: new PayoutTraces(provider.getTracer('test'), ids, clock), exporter };
}

type Told = ReturnType<typeof traces>;

const spans = ({ exporter }: Told) =>
  exporter.getFinishedSpans().map(span => ({
    name: span.name,
    traceId: span.spanContext().traceId,
    spanId: span.spanContext().spanId,
    parent: span.parentSpanContext?.spanId,
    links: span.links.map(({ context }) => context.traceId),
    status: span.status.code,
    ms: span.duration[0] * 1_000 + span.duration[1] / 1e6,
  }));

const request = { method: 'POST', route: '/v1/payouts', status: 202, durationMs: 30 };
const event = (type: string, $correlationId: string) => ({ body: { type }, metadata: { $correlationId } });

describe('the traces of payouts', () => {
  it('are one for each payout, also where several processes tell of it', () => {
    const [api, saga] = [traces(), traces()];
    api.told.requestAnswered({ ...request, payoutId: PAYOUT, traceParent: null });
    saga.told.providerCalled({
      provider: 'connectpsp',
      call: 'submit',
      health: 'up',
      durationMs: 120,
      payoutId: PAYOUT,
    });
    const at = saga.clock.now();
    const requestedAt = new Date(at.getTime() - 2_000);
    saga.told.payoutChanged({
      payoutId: PAYOUT,
      provider: 'connectpsp',
      type: 'PayoutCompleted',
      requestedAt,
      at,
    });
    const all = [...spans(api), ...spans(saga)];
    const { traceId, spanId } = traceOf(PAYOUT);
    expect(traceId).toBe(PAYOUT.replaceAll('-', ''));
    expect(all.map(({ name, parent, ms }) => [name, parent, ms])).toEqual([
      ['POST /v1/payouts', spanId, 30],
      ['connectpsp submit', spanId, 120],
      ['payout', undefined, 2_000],
    ]);
    expect(new Set(all.map(span => span.traceId))).toEqual(new Set([traceId]));
    expect(all[2]!.spanId).toBe(spanId);
  });

  it("link the request to the caller's trace, where its header is well formed", () => {
    const api = traces();
    for (const traceParent of [CALLER, 'nonsense', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`])
      api.told.requestAnswered({ ...request, payoutId: PAYOUT, traceParent });
    expect(spans(api).map(({ links }) => links)).toEqual([['0af7651916cd43dd8448eb211c80319c'], [], []]);
  });

  it('share an append between the payouts whose events it has, and leave out what belongs to none', () => {
    const saga = traces();
    const events = [
      event('FundsHeld', PAYOUT),
      event('FundsHeld', OTHER),
      event('FundsDeposited', 'merchant-1'),
    ];
    saga.told.appended({ result: 'fault', durationMs: 5, events });
    expect(spans(saga).map(({ traceId, status }) => [traceId, status])).toEqual([
      [traceOf(PAYOUT).traceId, 2],
      [traceOf(OTHER).traceId, 2],
    ]);
  });

  it('tell how long events wait for the read models, and nothing of a rebuild', () => {
    const process = traces();
    const now = process.clock.now().getTime();
    const at = (ms: number) => ({ ...event('PayoutRequested', PAYOUT), recordedAt: new Date(now - ms) });
    process.told.projected({ events: [at(40)] });
    process.told.projected({ events: [at(3_600_000)] });
    expect(spans(process).map(({ name, ms }) => [name, ms])).toEqual([['read models', 40]]);
  });

  it('have a first span only once the payout has an end', () => {
    const saga = traces();
    const change = { payoutId: PAYOUT, provider: 'connectpsp', requestedAt: new Date(0), at: new Date(1) };
    saga.told.payoutChanged({ ...change, type: 'PayoutOutcomeUnknown' });
    saga.told.payoutChanged({ ...change, type: 'PayoutReturned' });
    expect(spans(saga)).toEqual([]);
  });
});
