import type { Clock } from '../shared/clock';
import { Fault } from '../shared/fault';
import { ok, type Result } from '../shared/result';
import { Aggregate, type Announce } from './aggregate';
import type { AppendResult, EventBody, EventStore } from './event-store';
import { load, type Loaded, type StreamDecider } from './load';
import { newEvents, type Cause } from './new-events';
import type { StreamName } from './stream-names';

export interface ChangeParts {
  readonly store: EventStore;
  readonly clock: Clock;
  /** Left out where no reader in this process waits for the events. */
  readonly announce?: Announce;
}

/** A command with what caused it. */
export interface Order<Command> {
  readonly command: Command;
  readonly cause: Cause;
}

/** What the caller knows of the stream, so that an ordinary change appends without a read. */
export interface Start<State> {
  readonly known: Loaded<State>;
  /** True where it was read for this very change: a refusal may rest on it. */
  readonly isCurrent: boolean;
}

export interface Changed<State, Refusal> {
  /** For each order, in their order, the state after it or its refusal. */
  readonly decisions: readonly Result<State, Refusal>[];
  /** The stream after the append. */
  readonly after: Loaded<State>;
  /** False where the orders decided nothing, or were refused. */
  readonly isAppended: boolean;
  /** False where nothing was appended and nothing was read: the stream may have more than the caller knows. */
  readonly isProven: boolean;
}

/**
 * How often a change decides again before it gives up. A conflict means that another writer made progress, so twenty in
 * a row mean overload. The caller then repeats the whole command, which takes effect once.
 */
const MAX_CONFLICTS = 20;

/**
 * The one way to change a stream: read, decide, append at the revision that was read; after a conflict read on and decide
 * again. Event ids are derived from stream, cause and content, so a repeat after a lost answer appends the same events.
 * @throws {Fault} the store is away, its answer was lost, or too many writers are faster: repeat the command
 */
export async function change<State, Command, Event extends EventBody, Refusal>(
  parts: ChangeParts,
  decider: StreamDecider<State, Command, Event, Refusal>,
  stream: StreamName<Event>,
  command: Command,
  cause: Cause,
): Promise<Result<Loaded<State>, Refusal>> {
  const { decisions, after } = await changeAll(parts, decider, stream, [{ command, cause }]);
  const decision = decisions[0]!;
  return decision.ok ? ok(after) : decision;
}

/**
 * The same for several commands on one stream: they are decided one after another and appended together, or not at all.
 * A refusal never rests on `start` alone, unless that is current: another process may have changed the stream since.
 * @throws {Fault} as `change`
 */
export async function changeAll<State, Command, Event extends EventBody, Refusal>(
  parts: ChangeParts,
  decider: StreamDecider<State, Command, Event, Refusal>,
  stream: StreamName<Event>,
  orders: readonly Order<Command>[],
  start?: Start<State>,
): Promise<Changed<State, Refusal>> {
  let before = start?.known ?? (await load(parts.store, stream, decider));
  let isCurrent = start?.isCurrent ?? true;
  for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts += 1) {
    const aggregate = new Aggregate(decider, before.state, parts.announce ?? ignore);
    const decisions = decideAll(parts, decider, stream, aggregate, orders, before.revision);
    const isFinal = isCurrent || decisions.every(decision => decision.ok);
    const after = isFinal && (await append(parts, stream, before, aggregate));
    const isAppended = aggregate.events.length > 0;
    if (after) return { decisions, after, isAppended, isProven: isCurrent || isAppended };
    before = await load(parts.store, stream, decider, before);
    isCurrent = true;
  }
  throw new Fault('event store', `The stream ${stream} is written by too many at once`);
}

const ignore: Announce = () => undefined;

function decideAll<State, Command, Event extends EventBody, Refusal>(
  { clock }: ChangeParts,
  { eventIds }: StreamDecider<State, Command, Event, Refusal>,
  stream: StreamName<Event>,
  aggregate: Aggregate<State, Command, Event, Refusal>,
  orders: readonly Order<Command>[],
  revision: bigint,
): Result<State, Refusal>[] {
  const now = clock.now();
  return orders.map(({ command, cause }) => {
    // Each order is decided on the events of those before it.
    const decidedOn = revision + BigInt(aggregate.events.length);
    const occurrence = eventIds === 'PER_CAUSE' ? 'once' : String(decidedOn);
    return aggregate.run(command, bodies => newEvents(stream, bodies, cause, now, occurrence));
  });
}

/** The stream with the decided events; undefined where another writer was faster. */
async function append<State, Command, Event extends EventBody, Refusal>(
  { store }: ChangeParts,
  stream: StreamName<Event>,
  before: Loaded<State>,
  aggregate: Aggregate<State, Command, Event, Refusal>,
): Promise<Loaded<State> | undefined> {
  if (aggregate.events.length === 0) return before;
  const expected = before.revision < 0n ? 'no_stream' : before.revision;
  const appended: AppendResult = await store.append(stream, expected, aggregate.events);
  if (!appended.ok) return undefined;
  aggregate.commit();
  const { revision, position } = appended;
  return { state: aggregate.state, revision, position };
}
