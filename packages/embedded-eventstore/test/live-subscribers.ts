import { Writable } from 'node:stream';
import { Empty, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { EventEmitter, once } from 'node:events';
import { OPEN_GUARD } from '../src/access/guard';
import { systemClock } from '../src/core/clock';
import { systemRandom } from '../src/core/random';
import { handleRead } from '../src/services/read/read';
import { SlowReaders, type ReadCall } from '../src/services/read/read-output';
import { EventLog } from '../src/storage/event-log';
import { CommitSignal } from '../src/write/commit-signal';
import { GroupWriter } from '../src/write/group-writer';
import type { WriteOutcome } from '../src/write/requests';
import { dataOf, summaryOf } from '../src/wire/recorded-event';

/** The inside of a server, with as much memory for recent events as a test wants. */
export class LogUnderTest {
  readonly commits = new CommitSignal();
  readonly stops: Error[] = [];
  readonly writer: GroupWriter;
  private readonly slow = new SlowReaders();

  private constructor(readonly log: EventLog) {
    this.writer = new GroupWriter({
      log,
      commits: this.commits,
      clock: systemClock,
      random: systemRandom,
      onStopped: error => void this.stops.push(error),
    });
  }

  static async open(path: string, recentBytes?: number): Promise<LogUnderTest> {
    return new LogUnderTest(await EventLog.open(path, recentBytes));
  }

  append(stream: string, data: readonly Buffer[], type = 'T'): Promise<WriteOutcome> {
    const events = data.map(bytes => ({
      id: systemRandom.uuid(),
      type,
      contentType: 'application/octet-stream',
      data: bytes,
      metadata: Buffer.alloc(0),
    }));
    return this.writer.submit({ kind: 'append', stream, expected: { kind: 'any' }, events });
  }

  subscribe(target: Target, delay?: () => number): Subscriber {
    const subscriber = new Subscriber(target, delay);
    const { log, commits, slow } = this;
    const parts = {
      log,
      commits,
      slow,
      clock: systemClock,
      guard: OPEN_GUARD,
      newId: () => systemRandom.uuid(),
    };
    void handleRead(parts, subscriber.call);
    return subscriber;
  }
}

export interface Target {
  /** Undefined for `$all`. */
  readonly stream?: string;
  /** A position, or a revision. */
  readonly after: number | 'start' | 'end';
  /** Only events whose type begins with it. */
  readonly typePrefix?: string;
}

export interface Heard {
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  readonly data: string;
}

/**
 * A subscription without a network. It takes each message after a number of turns of the event loop. After an infinite
 * number, it takes the next message only when `resume` is called.
 */
export class Subscriber {
  readonly events: Heard[] = [];
  /** `after` is the number of events that were heard before it. */
  readonly checkpoints: { commit: number; prepare: number; after: number }[] = [];
  readonly call: ReadCall;
  resume: () => void = () => undefined;
  private readonly heard = new EventEmitter().setMaxListeners(0);
  private hasCaughtUp = false;

  constructor(target: Target, delay: () => number = () => 0) {
    const output = new Writable({
      objectMode: true,
      highWaterMark: 1,
      write: (frame: Buffer, _encoding, taken: () => void) => {
        this.take(frame);
        const turns = delay();
        if (turns < Infinity) afterTurns(turns, taken);
        else this.resume = taken;
      },
    });
    output.on('error', error => this.heard.emit('error', error));
    this.call = Object.assign(output, { request: requestOf(target), metadata: {} }) as unknown as ReadCall;
  }

  caughtUp(): Promise<void> {
    return this.until(() => this.hasCaughtUp);
  }

  /** Rejects when the subscription fails. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await once(this.heard, 'message');
  }

  end(): void {
    this.call.emit('cancelled', 'The test has ended.');
  }

  private take(frame: Buffer): void {
    const message = ReadResp.deserializeBinary(frame);
    const event = message.getEvent()?.getEvent();
    const checkpoint = message.getCheckpoint();
    if (event) {
      this.events.push({
        stream: Buffer.from(event.getStreamIdentifier()!.getStreamName_asU8()).toString(),
        revision: Number(event.getStreamRevision()),
        position: Number(event.getCommitPosition()),
        data: Buffer.from(event.getData_asU8()).toString(),
      });
    }
    if (checkpoint) {
      const [commit, prepare] = [checkpoint.getCommitPosition(), checkpoint.getPreparePosition()].map(Number);
      this.checkpoints.push({ commit: commit!, prepare: prepare!, after: this.events.length });
    }
    if (message.hasCaughtUp()) this.hasCaughtUp = true;
    this.heard.emit('message');
  }
}

function afterTurns(turns: number, done: () => void): void {
  if (turns === 0) done();
  else setImmediate(() => afterTurns(turns - 1, done));
}

function requestOf({ stream, after, typePrefix }: Target): ReadReq {
  const options = new ReadReq.Options();
  options.setSubscription(new ReadReq.Options.SubscriptionOptions());
  options.setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()));
  if (stream === undefined) options.setAll(allFrom(after));
  else options.setStream(streamFrom(stream, after));
  if (typePrefix === undefined) options.setNoFilter(new Empty());
  else {
    const expression = new ReadReq.Options.FilterOptions.Expression().setPrefixList([typePrefix]);
    const filter = new ReadReq.Options.FilterOptions().setEventType(expression);
    options.setFilter(filter.setMax(CHECKPOINT_EVERY).setCheckpointintervalmultiplier(1));
  }
  return new ReadReq().setOptions(options);
}

/** The number of examined events between two checkpoints of a filtered subscription. */
export const CHECKPOINT_EVERY = 7;

function allFrom(after: Target['after']): ReadReq.Options.AllOptions {
  const options = new ReadReq.Options.AllOptions();
  if (after === 'start') return options.setStart(new Empty());
  if (after === 'end') return options.setEnd(new Empty());
  const text = String(after);
  return options.setPosition(new ReadReq.Options.Position().setCommitPosition(text).setPreparePosition(text));
}

function streamFrom(stream: string, after: Target['after']): ReadReq.Options.StreamOptions {
  const name = new StreamIdentifier().setStreamName(Buffer.from(stream));
  const options = new ReadReq.Options.StreamOptions().setStreamIdentifier(name);
  if (after === 'start') return options.setStart(new Empty());
  return after === 'end' ? options.setEnd(new Empty()) : options.setRevision(String(after));
}

/** An event as the log has it. */
export type Recorded = Heard & { readonly type: string };

export async function everythingIn(log: EventLog): Promise<Recorded[]> {
  const all: Recorded[] = [];
  while (all.length < log.lastPosition) {
    const events = await log.readForwards(all.length + 1, log.lastPosition);
    for (const { bytes, position } of events) {
      const { stream, revision, type } = summaryOf(bytes);
      all.push({ stream, revision, position, type, data: dataOf(bytes).toString() });
    }
  }
  return all;
}

let written = 0;
/** Data that no other event of the file has. */
export const dataOfSize = (size: number): Buffer => Buffer.from(`${(written += 1)} ${'x'.repeat(size)}`);
