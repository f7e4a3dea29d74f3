import { randomUUID } from 'node:crypto';
import { AppendsInProgress } from '../../../src/event-store/eventstoredb/appends/appends-in-progress';
import type { Appended } from '../../../src/event-store/eventstoredb/appends/decode-answer';
import type { Append } from '../../../src/event-store/eventstoredb/appends/encode-append';
import type { ExpectedRevision } from '../../../src/event-store/event-store';
import { some } from '../event-store.contract';

const DONE: Appended = { revision: 0n, position: { commit: 7n, prepare: 7n } };

/** Sends that stay without an answer until the test gives one. */
class Sends {
  readonly answers: PromiseWithResolvers<Appended>[] = [];
  readonly send = (): Promise<Appended> => {
    const answer = deferred();
    this.answers.push(answer);
    return answer.promise;
  };
}

interface PromiseWithResolvers<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: Error) => void;
}

function deferred(): PromiseWithResolvers<Appended> {
  let resolve!: (value: Appended) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<Appended>((onDone, onFailed) => {
    resolve = onDone;
    reject = onFailed;
  });
  return { promise, resolve, reject };
}

const appendOf = (streamId: string, expected: ExpectedRevision, events = some(2)): Append => ({
  streamId,
  expected,
  events,
});

describe('appends in progress', () => {
  const append = appendOf('s-1', 'no_stream');
  let inProgress: AppendsInProgress;
  let sends: Sends;
  beforeEach(() => {
    inProgress = new AppendsInProgress();
    sends = new Sends();
  });

  it('of the same events to the same place are sent once, and all hear the answer', async () => {
    const repeat = { ...append, events: append.events.map(event => ({ ...event })) };
    const heard = [append, repeat, append].map(each => inProgress.join(each, sends.send));
    expect(sends.answers).toHaveLength(1);
    sends.answers[0]!.resolve(DONE);
    expect(await Promise.all(heard)).toEqual([DONE, DONE, DONE]);
  });

  it.each([
    ['in another stream', appendOf('s-2', 'no_stream', [...append.events])],
    ['at another revision', appendOf('s-1', 1n, [...append.events])],
    ['of other events', appendOf('s-1', 'no_stream')],
    ['of fewer events', appendOf('s-1', 'no_stream', append.events.slice(0, 1))],
    ['of events in another order', appendOf('s-1', 'no_stream', [...append.events].reverse())],
    ['in a stream with a line end', appendOf(`s-1\nno_stream\n${randomUUID()}`, 'no_stream')],
  ])('%s are sent for themselves', (_, other) => {
    void inProgress.join(append, sends.send);
    void inProgress.join(other, sends.send);
    expect(sends.answers).toHaveLength(2);
  });

  it('fail together, and a repeat afterwards is sent', async () => {
    const heard = [1, 2].map(() => inProgress.join(append, sends.send));
    sends.answers[0]!.reject(new Error('lost'));
    for (const each of heard) await expect(each).rejects.toThrow('lost');
    const repeat = inProgress.join(append, sends.send);
    expect(sends.answers).toHaveLength(2);
    sends.answers[1]!.resolve(DONE);
    expect(await repeat).toEqual(DONE);
  });
});
