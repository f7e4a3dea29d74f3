import type { AccountClosed, FundsHeld, HoldCaptured } from '../../src/domain/account/events';
import type { ExchangeEvent } from '../../src/domain/exchange/events';
import type { PayoutEvent, PayoutOutcomeUnknown, PayoutRequested } from '../../src/domain/payout/events';
import type { NewEvent, RecordedEvent } from '../../src/event-store/event-store';
import {
  exchangeStream,
  NOTIFICATION_PREFIX,
  PAYOUT_PREFIX,
  USAGE_PREFIX,
} from '../../src/event-store/stream-names';
import { Fault } from '../../src/shared/fault';
import { MAX_AMOUNT_MINOR } from '../../src/shared/money';
import type { Partitions } from '../../src/saga/partitions/partitions';
import { neededByOne, recordedByNobody } from './falsified-deposits';
import { olderSnapshots } from './older-snapshot';
import { overlaid, withEngine, withProvider, withStore } from './plant-bug';
import type { Mutation } from './simulated-node';

/** Known mistakes, each made at one of the engine's own seams. The simulator must find every one of them. */
export const PLANTED_BUGS: Readonly<Record<string, Mutation>> = {
  'a lease is held by two': ({ partitions, ...parts }) => ({
    ...parts,
    partitions: { ...boundTo(partitions!), owns: () => true },
  }),

  'a return is credited twice': withStore(store => ({
    readStream: async function* (streamId, fromRevision) {
      for await (const event of store.readStream(streamId, fromRevision)) yield underAnotherName(event);
    },
  })),

  'one arrival is a deposit for each client that reports it': withStore(store => ({
    readStream: async function* (streamId, fromRevision) {
      for await (const event of store.readStream(streamId, fromRevision)) yield underAnotherReference(event);
    },
  })),

  'a reference of another payout counts as free': withStore(store => ({
    append: async (streamId, expected, events) => {
      const result = await store.append(streamId, expected, events);
      if (result.ok || !streamId.startsWith('reference-')) return result;
      return { ok: true, revision: 0n, position: { commit: 1n, prepare: 1n } };
    },
  })),

  'a return above the payment is recorded': withStore(store => ({
    readStream: async function* (streamId, fromRevision) {
      for await (const event of store.readStream(streamId, fromRevision)) yield smallReturns(event);
    },
  })),

  'an unsigned failure is recorded without a confirmation': withProvider(() => ({
    notificationProof: 'content',
  })),

  'an unsigned completion is recorded without a confirmation': withProvider(provider => {
    let isPaid = false;
    return {
      parseNotification: rawBody => {
        const reading = provider.parseNotification(rawBody);
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
      pollReturn: async question => {
        for (const externalReference of [question.payment.externalReference, ...seen]) {
          const payment = { ...question.payment, externalReference };
          const called = await provider.pollReturn!({ ...question, payment });
          if (called.outcome.kind === 'returned') return called;
        }
        return provider.pollReturn!(question);
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

  'an order that did not leave counts as failed': withProvider(provider => ({
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

  'a decided outcome does not reach the account': withStore(store => ({
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

  'one way of asking alone counts as not found': withProvider((provider, { random }) => {
    const { lookUpOrder } = provider;
    if (!lookUpOrder) return {};
    return {
      lookUpOrder: async order => {
        const called = await lookUpOrder.call(provider, order);
        // A search that is behind now and then, or a page of a gateway, is believed alone.
        const isBehind = called.outcome.kind === 'unclear' || random.below(2) === 0;
        return isBehind ? { ...called, outcome: { kind: 'not_found' } } : called;
      },
    };
  }),

  'an order with a lost answer is not looked up': withProvider(provider => {
    if (!provider.lookUpOrder) return {};
    const outcome = { kind: 'unclear', reason: 'not asked', needsPerson: false } as const;
    return {
      lookUpOrder: () => Promise.resolve({ outcome, exchanges: [], retryAfterMs: null, provider: 'up' }),
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

  'a 404 counts as proof that nothing was paid': withProvider(provider => ({
    pollPayout: async question => {
      const called = await provider.pollPayout(question);
      if (called.outcome.kind !== 'unclear') return called;
      const words = { code: 'NOT_FOUND', message: '', answerHash: 'none', externalReference: null };
      return { ...called, outcome: { kind: 'failed', ...words } };
    },
  })),

  'a failure is read as a completion': withProvider(provider => ({
    parseNotification: rawBody => provider.parseNotification(rawBody.replace('"FAILED"', '"COMPLETED"')),
  })),

  'every event is appended at any revision': withStore(store => ({
    append: async (streamId, _expected, events) => {
      for (;;) {
        const last = await store.readLast(streamId);
        const result = await store.append(streamId, last ? last.revision : 'no_stream', events);
        if (result.ok) return result;
      }
    },
  })),

  'a snapshot is older than its label says': withOlderSnapshots({ hides: false }),
  'a snapshot is older than its label and its state say': withOlderSnapshots({ hides: true }),

  'an account forgets what its payouts have used of a limit': withStore(store => ({
    readStream: async function* (streamId, fromRevision) {
      for await (const event of store.readStream(streamId, fromRevision)) yield withoutShares(event);
    },
  })),

  'two processes each keep a usage stream of their own': withStore(store => ({
    append: (streamId, expected, events) =>
      streamId.startsWith(USAGE_PREFIX)
        ? Promise.resolve({
            ok: true,
            revision: (expected === 'no_stream' ? -1n : expected) + BigInt(events.length),
            position: { commit: 1n, prepare: 1n },
          })
        : store.append(streamId, expected, events),
  })),

  'an append is answered before it is on disk': withStore((store, { random }) => ({
    append: async (streamId, expected, events) => {
      if (expected === 'no_stream' || random.below(10) > 0) return store.append(streamId, expected, events);
      const place = expected + 1n;
      return { ok: true, revision: place, position: { commit: place, prepare: place } };
    },
  })),

  'an outcome is appended before the answer that it rests on': withStore(store => ({
    append: async (streamId, expected, events) => {
      const exchanges = events.filter(({ body }) => body.type === 'ProviderExchanged');
      const others = events.filter(event => !exchanges.includes(event));
      if (exchanges.length === 0 || others.length === 0) return store.append(streamId, expected, events);
      const result = await store.append(streamId, expected, others);
      const apart = exchangeStream((exchanges[0]!.body as ExchangeEvent).data.payoutId);
      const last = await store.readLast(apart);
      if (result.ok) await store.append(apart, last?.revision ?? 'no_stream', exchanges);
      return result;
    },
  })),

  'a cached state is believed after a lost append': withStore(store => ({
    append: async (streamId, expected, events) => {
      try {
        return await store.append(streamId, expected, events);
      } catch (fault) {
        if (!streamId.startsWith(PAYOUT_PREFIX)) throw fault;
        const revision = (expected === 'no_stream' ? -1n : expected) + BigInt(events.length);
        return { ok: true, revision, position: { commit: 1n, prepare: 1n } };
      }
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

  'a refusal after a repeat counts as a failure': withStore(store => ({
    readStream: async function* (streamId, fromRevision) {
      for await (const event of store.readStream(streamId, fromRevision)) yield uncounted(event);
    },
  })),

  'a payout that waits for people is sent': withStore(store => ({
    readStream: async function* (streamId, fromRevision) {
      for await (const event of store.readStream(streamId, fromRevision)) yield withoutDemand(event);
    },
    subscribe: async function* (options) {
      for await (const item of store.subscribe(options))
        yield item.kind === 'event' ? { ...item, event: withoutDemand(item.event) } : item;
    },
  })),

  'a requester approves its own payout': withStore(store => ({
    readStream: async function* (streamId, fromRevision) {
      for await (const event of store.readStream(streamId, fromRevision)) yield requestedByNobody(event);
    },
    subscribe: async function* (options) {
      for await (const item of store.subscribe(options))
        yield item.kind === 'event' ? { ...item, event: requestedByNobody(item.event) } : item;
    },
  })),

  'a deposit is booked with fewer approvals than its rules ask for': withStore(store => ({
    readStream: async function* (streamId, fromRevision) {
      for await (const event of store.readStream(streamId, fromRevision)) yield neededByOne(event);
    },
  })),

  'a recorder approves its own deposit': withStore(store => ({
    readStream: async function* (streamId, fromRevision) {
      for await (const event of store.readStream(streamId, fromRevision)) yield recordedByNobody(event);
    },
  })),

  'a decision is compared with no evidence': withEngine(({ planner }) => ({
    planner: overlaid(planner, {
      boundFor: () =>
        Promise.resolve({ amountMinor: MAX_AMOUNT_MINOR, currency: 'BRL', restsOn: 'PAYOUT_COST' }),
    }),
  })),

  'a closed account is taken for an open one': withStore(store => ({
    readStream: async function* (streamId, fromRevision) {
      for await (const event of store.readStream(streamId, fromRevision)) yield reopenedAtOnce(event);
    },
  })),

  'a settlement forgets what was settled before it': withStore(store => ({
    readStream: async function* (streamId, fromRevision) {
      for await (const event of store.readStream(streamId, fromRevision)) yield settledNothing(event);
    },
  })),

  'the saga does not see every event': withStore((store, { random }) => ({
    subscribe: async function* (options) {
      for await (const item of store.subscribe(options))
        if (item.kind !== 'event' || random.below(4) > 0) yield item;
    },
  })),
};

/** Found in a world of its own: everything piles up while the provider is away, and goes when it is back. */
export const OUT_OF_ORDER: Mutation = withStore(store => ({
  // A process knows what it has appended. The answer is lost, so it learns from the store what was requested when.
  append: async (streamId, expected, events) => {
    const appended = await store.append(streamId, expected, events);
    if (events.some(({ body }) => body.type === 'PayoutRequested'))
      throw new Fault('event store', 'the answer was lost');
    return appended;
  },
  readStream: async function* (streamId, fromRevision) {
    for await (const event of store.readStream(streamId, fromRevision)) yield askedTheOtherWayRound(event);
  },
  subscribe: async function* (options) {
    for await (const item of store.subscribe(options))
      yield item.kind === 'event' ? { ...item, event: askedTheOtherWayRound(item.event) } : item;
  },
}));

function withOlderSnapshots(options: { hides: boolean }): Mutation {
  return withStore(store => {
    const makeOlder = olderSnapshots(options);
    return {
      append: (streamId, expected, events) =>
        store.append(
          streamId,
          expected,
          events.map(event => makeOlder(streamId, event)),
        ),
    };
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

const withoutShares = (event: RecordedEvent): RecordedEvent => {
  if (event.body.type !== 'FundsHeld') return event;
  const { limits, ...data } = event.body.data as FundsHeld;
  return limits
    ? { ...event, body: { ...event.body, data: { ...data, limits: { ...limits, shares: [] } } } }
    : event;
};

const reopenedAtOnce = (event: RecordedEvent): RecordedEvent => {
  if (event.body.type !== 'AccountClosed') return event;
  const people = { caseId: event.id, reason: '', proposedBy: 'nobody', confirmedBy: 'nobody' };
  const { accountId, currency } = event.body.data as AccountClosed;
  return { ...event, body: { type: 'AccountReopened', data: { accountId, currency, ...people } } };
};

const smallReturns = (event: RecordedEvent): RecordedEvent =>
  event.body.type === 'FundsReturned' || event.body.type === 'PayoutReturned'
    ? { ...event, body: { ...event.body, data: { ...event.body.data, amountMinor: 0n } } }
    : event;

const settledNothing = (event: RecordedEvent): RecordedEvent =>
  event.body.type === 'ProviderFeesSettled'
    ? { ...event, body: { ...event.body, data: { ...event.body.data, amountMinor: 0n } } }
    : event;

const withoutDemand = (event: RecordedEvent): RecordedEvent => {
  if (event.body.type !== 'PayoutRequested') return event;
  const { approval: _demand, ...data } = event.body.data as Partial<PayoutRequested>;
  return { ...event, body: { ...event.body, data } };
};

const requestedByNobody = (event: RecordedEvent): RecordedEvent =>
  event.body.type === 'PayoutRequested'
    ? { ...event, body: { ...event.body, data: { ...event.body.data, clientId: 'nobody' } } }
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

/** The methods of an object, to be spread. */
const boundTo = (partitions: Partitions): Partitions => ({
  owns: partition => partitions.owns(partition),
  start: worker => partitions.start(worker),
  stop: () => partitions.stop(),
});
