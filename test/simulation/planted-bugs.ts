import type { EngineParts } from '../../src/composition/engine';
import type { HoldCaptured } from '../../src/domain/account/events';
import type { PayoutEvent, PayoutOutcomeUnknown } from '../../src/domain/payout/events';
import type { EventStore, NewEvent, RecordedEvent } from '../../src/event-store/event-store';
import { NOTIFICATION_PREFIX } from '../../src/event-store/stream-names';
import type { Provider } from '../../src/providers/port/provider';
import type { Mutation } from './simulated-node';

/** Known mistakes, each made at one of the engine's own seams. The simulator must find every one of them. */
export const PLANTED_BUGS: Readonly<Record<string, Mutation>> = {
  'a return is credited twice': withStore(store => ({
    readStream: async function* (streamId, fromRevision) {
      for await (const event of store.readStream(streamId, fromRevision)) yield underAnotherName(event);
    },
  })),

  'one arrival is one deposit for each who tells of it': withStore(store => ({
    readStream: async function* (streamId, fromRevision) {
      for await (const event of store.readStream(streamId, fromRevision)) yield underAnotherReference(event);
    },
  })),

  'a reference that somebody else has taken is believed to be free': withStore(store => ({
    append: async (streamId, expected, events) => {
      const result = await store.append(streamId, expected, events);
      if (result.ok || !streamId.startsWith('reference-')) return result;
      return { ok: true, revision: 0n, position: { commit: 1n, prepare: 1n } };
    },
  })),

  'more comes back than was paid': withStore(store => ({
    readStream: async function* (streamId, fromRevision) {
      for await (const event of store.readStream(streamId, fromRevision)) yield smallReturns(event);
    },
  })),

  'whoever knows the secret is believed that a payout has failed': withProvider(() => ({
    notificationProof: 'content',
  })),

  'the sender’s word of a completion is booked': withProvider(provider => {
    let isPaid = false;
    return {
      read: rawBody => {
        const reading = provider.read(rawBody);
        isPaid = reading.report.kind === 'completed';
        return reading;
      },
      get notificationProof() {
        return isPaid ? ('content' as const) : provider.notificationProof;
      },
    };
  }),

  'an answer about another transaction confirms a return': withProvider(provider => {
    const seen = new Set<string>();
    return {
      submit: order => {
        seen.add(order.externalReference);
        return provider.submit(order);
      },
      askReturn: async question => {
        for (const externalReference of [question.payment.externalReference, ...seen]) {
          const payment = { ...question.payment, externalReference };
          const called = await provider.askReturn!({ ...question, payment });
          if (called.outcome.kind === 'returned') return called;
        }
        return provider.askReturn!(question);
      },
    };
  }),

  'a second acceptance is dropped': withStore(store => ({
    readStream: async function* (streamId, fromRevision) {
      for await (const event of store.readStream(streamId, fromRevision)) yield withoutFurtherId(event);
    },
  })),

  'a fee above the hold is charged to the customer': withStore(store => ({
    append: (streamId, expected, events) => store.append(streamId, expected, events.map(withoutExcess)),
  })),

  'what cannot be sent fails': withProvider(provider => ({
    submit: async order => {
      const called = await provider.submit(order);
      if (called.outcome.kind !== 'unknown' || called.outcome.sent) return called;
      const outcome = { kind: 'declined', code: 'AWAY', message: 'Away', answerHash: 'none' } as const;
      return { ...called, outcome };
    },
  })),

  'one person decides alone': withStore(store => ({
    readStream: async function* (streamId, fromRevision) {
      for await (const event of store.readStream(streamId, fromRevision)) yield proposedByNobody(event);
    },
  })),

  'a case is forgotten when the process dies before it is open': withStore(store => ({
    append: (streamId, expected, events) => {
      const forgets = streamId.startsWith('checkpoint-');
      return store.append(streamId, expected, forgets ? events.map(forgetfulOfCases) : events);
    },
  })),

  'an outcome that people decided does not reach the account': withStore(store => ({
    subscribe: async function* (options) {
      for await (const item of store.subscribe(options))
        if (item.kind !== 'event' || !isDecidedOutcome(item.event)) yield item;
    },
  })),

  'an order is posted a second time below the level at which repeats are recorded': withProvider(
    provider => ({
      submit: async order => {
        const first = await provider.submit(order);
        if (first.exchanges.length === 0) return first;
        const second = await provider.submit(order);
        return { ...second, exchanges: [...first.exchanges, ...second.exchanges] };
      },
    }),
  ),

  'what one way of asking does not show is taken for not found': withProvider((provider, { random }) => {
    const { find } = provider;
    if (!find) return {};
    return {
      find: async order => {
        const called = await find.call(provider, order);
        // A search that is behind now and then, or a page of a gateway, is believed alone.
        const isBehind = called.outcome.kind === 'unclear' || random.below(2) === 0;
        return isBehind ? { ...called, outcome: { kind: 'not_found' } } : called;
      },
    };
  }),

  'nobody looks for an order whose answer was lost': withProvider(provider => {
    if (!provider.find) return {};
    const outcome = { kind: 'unclear', reason: 'not asked', needsPerson: false } as const;
    return {
      find: () => Promise.resolve({ outcome, exchanges: [], retryAfterMs: null, provider: 'up' }),
    };
  }),

  'a new provider key on every call': withProvider((provider, { random }) => ({
    submit: order => provider.submit({ ...order, providerKey: random.uuid() }),
  })),

  'an unknown outcome is read as a refusal': withProvider(provider => ({
    submit: async order => {
      const called = await provider.submit(order);
      if (called.outcome.kind !== 'unknown') return called;
      const outcome = {
        kind: 'declined',
        code: 'TIMEOUT',
        message: 'No answer',
        answerHash: 'none',
      } as const;
      return { ...called, outcome };
    },
  })),

  'a 404 is taken for proof that nothing was paid': withProvider(provider => ({
    ask: async question => {
      const called = await provider.ask(question);
      if (called.outcome.kind !== 'unclear') return called;
      const words = { code: 'NOT_FOUND', message: '', answerHash: 'none', externalReference: null };
      return { ...called, outcome: { kind: 'failed', ...words } };
    },
  })),

  'a failure is read as a completion': withProvider(provider => ({
    read: rawBody => provider.read(rawBody.replace('"FAILED"', '"COMPLETED"')),
  })),

  'every event is appended whatever the revision': withStore(store => ({
    append: async (streamId, _expected, events) => {
      for (;;) {
        const last = await store.readLast(streamId);
        const result = await store.append(streamId, last ? last.revision : 'no_stream', events);
        if (result.ok) return result;
      }
    },
  })),

  'an append is answered before it is on disk': withStore((store, { random }) => ({
    append: async (streamId, expected, events) => {
      if (expected === 'no_stream' || random.below(10) > 0) return store.append(streamId, expected, events);
      const place = expected + 1n;
      return { ok: true, revision: place, position: { commit: place, prepare: place } };
    },
  })),

  'a notification is answered before it is stored': withStore((store, { random }) => ({
    append: async (streamId, expected, events) => {
      const lose =
        streamId.startsWith(NOTIFICATION_PREFIX) && expected === 'no_stream' && random.below(3) === 0;
      if (!lose) return store.append(streamId, expected, events);
      return { ok: true, revision: 0n, position: { commit: 1n, prepare: 1n } };
    },
  })),

  'the checkpoint forgets what is unfinished': withStore(store => ({
    append: (streamId, expected, events) =>
      store.append(streamId, expected, streamId.startsWith('checkpoint-') ? events.map(forgetful) : events),
  })),

  'a refusal is believed although the order was sent more than once': withStore(store => ({
    readStream: async function* (streamId, fromRevision) {
      for await (const event of store.readStream(streamId, fromRevision)) yield uncounted(event);
    },
  })),

  'the saga is not told of every event': withStore((store, { random }) => ({
    subscribe: async function* (options) {
      for await (const item of store.subscribe(options))
        if (item.kind !== 'event' || random.below(4) > 0) yield item;
    },
  })),
};

/** Found in a world of its own: everything piles up while the provider is away, and goes when it is back. */
export const OUT_OF_ORDER: Mutation = withStore(store => ({
  readStream: async function* (streamId, fromRevision) {
    for await (const event of store.readStream(streamId, fromRevision)) yield askedTheOtherWayRound(event);
  },
}));

function withProvider(change: (provider: Provider, parts: EngineParts) => Partial<Provider>): Mutation {
  return parts => {
    const changed = [...parts.providers].map(
      ([name, provider]) => [name, overlaid(provider, change(provider, parts))] as const,
    );
    return { ...parts, providers: new Map(changed) };
  };
}

function withStore(change: (store: EventStore, parts: EngineParts) => Partial<EventStore>): Mutation {
  return parts => ({ ...parts, store: overlaid(parts.store, change(parts.store, parts)) });
}

/** The object with some of its methods replaced. */
function overlaid<Base extends object>(base: Base, changes: Partial<Base>): Base {
  return new Proxy(base, {
    get: (target, name) => {
      const own: unknown = Reflect.get(changes, name) ?? Reflect.get(target, name);
      return typeof own === 'function' ? (own.bind(target) as unknown) : own;
    },
  });
}

const askedTheOtherWayRound = (event: RecordedEvent): RecordedEvent => {
  if (event.body.type !== 'PayoutRequested') return event;
  const { data } = event.body as Extract<PayoutEvent, { type: 'PayoutRequested' }>;
  const requestedAt = new Date(4e12 - Date.parse(data.requestedAt)).toISOString();
  return { ...event, body: { ...event.body, data: { ...data, requestedAt } } };
};

const underAnotherName = (event: RecordedEvent): RecordedEvent =>
  event.body.type === 'FundsReturned'
    ? { ...event, body: { ...event.body, data: { ...event.body.data, returnId: event.id } } }
    : event;

const underAnotherReference = (event: RecordedEvent): RecordedEvent =>
  event.body.type === 'FundsDeposited'
    ? { ...event, body: { ...event.body, data: { ...event.body.data, reference: event.id } } }
    : event;

const smallReturns = (event: RecordedEvent): RecordedEvent =>
  event.body.type === 'FundsReturned' || event.body.type === 'PayoutReturned'
    ? { ...event, body: { ...event.body, data: { ...event.body.data, amountMinor: 0n } } }
    : event;

const proposedByNobody = (event: RecordedEvent): RecordedEvent =>
  event.body.type === 'CaseDecisionProposed'
    ? { ...event, body: { ...event.body, data: { ...event.body.data, proposedBy: 'nobody' } } }
    : event;

const isDecidedOutcome = ({ body }: RecordedEvent): boolean =>
  (body.type === 'PayoutCompleted' || body.type === 'PayoutFailed') &&
  (body as Extract<PayoutEvent, { type: 'PayoutFailed' }>).data.evidence.kind === 'case';

const forgetfulOfCases = (event: NewEvent): NewEvent => {
  const { openStreams } = event.body.data as { openStreams: readonly string[] };
  const kept = openStreams.filter(stream => !stream.startsWith('cause:'));
  return { ...event, body: { ...event.body, data: { ...event.body.data, openStreams: kept } } };
};

const uncounted = (event: RecordedEvent): RecordedEvent =>
  event.body.type === 'PayoutSubmissionRepeated'
    ? { ...event, body: { ...event.body, data: { ...event.body.data, submission: 1 } } }
    : event;

const withoutFurtherId = (event: RecordedEvent): RecordedEvent => {
  if (event.body.type !== 'PayoutOutcomeUnknown' && event.body.type !== 'PayoutOutcomeContradicted')
    return event;
  const { providerId: _further, ...data } = event.body.data as Partial<PayoutOutcomeUnknown>;
  return { ...event, body: { ...event.body, data } };
};

/** As it was written before the suspense carried what is above a hold. */
function withoutExcess(event: NewEvent): NewEvent {
  if (event.body.type !== 'HoldCaptured' && event.body.type !== 'ReleaseReversed') return event;
  const { excessMinor: _excess, ...data } = event.body.data as Partial<HoldCaptured>;
  return { ...event, body: { ...event.body, data } };
}

const forgetful = (event: NewEvent): NewEvent => ({
  ...event,
  body: { ...event.body, data: { ...event.body.data, openStreams: [] } },
});
