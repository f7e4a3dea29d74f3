import fc from 'fast-check';
import { CallQueue, type QueuedCall } from '../../../src/providers/gate/call-queue';

const call = (key: string, second: number, kind: QueuedCall['kind'] = 'query'): QueuedCall => ({
  key,
  kind,
  requestedAt: new Date(second * 1_000).toISOString(),
});

function queueOf(...calls: readonly QueuedCall[]): CallQueue {
  const queue = new CallQueue();
  for (const each of calls) queue.add(each);
  return queue;
}

function drain(queue: CallQueue): string[] {
  const keys: string[] = [];
  for (let next = queue.takeFirst(); next; next = queue.takeFirst()) keys.push(next.key);
  return keys;
}

describe('the queue of calls', () => {
  it.each<[string, CallQueue, string[]]>([
    ['is empty at first', queueOf(), []],
    ['has the oldest payout first', queueOf(call('b', 2), call('a', 3), call('c', 1)), ['c', 'b', 'a']],
    [
      'orders payouts of one time by their keys',
      queueOf(call('b', 1), call('c', 1), call('a', 1)),
      ['a', 'b', 'c'],
    ],
    [
      'keeps a key that is added twice once, as it was first',
      queueOf(call('a', 2), call('b', 3), call('a', 4)),
      ['a', 'b'],
    ],
  ])('%s', (_name, queue, keys) => {
    expect(queue.size).toBe(keys.length);
    expect(drain(queue)).toEqual(keys);
    expect(queue.size).toBe(0);
  });

  it('forgets a key that is removed, and takes it again later', () => {
    const queue = queueOf(call('a', 1), call('b', 2), call('c', 3));
    queue.remove('b');
    queue.remove('unknown');
    expect(queue.size).toBe(2);
    queue.add(call('b', 4));
    expect(drain(queue)).toEqual(['a', 'c', 'b']);
  });

  it('takes a key again after it was taken', () => {
    const queue = queueOf(call('a', 1));
    expect(queue.takeFirst()).toEqual(call('a', 1));
    queue.add(call('a', 1));
    expect(drain(queue)).toEqual(['a']);
  });

  it('is the sorted list of the keys that were added and not removed', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const step = fc.tuple(fc.boolean(), key, fc.nat(5));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), steps => {
        const queue = new CallQueue();
        const model = new Map<string, number>();
        for (const [adds, name, second] of steps) {
          if (adds) queue.add(call(name, second));
          else queue.remove(name);
          if (!adds) model.delete(name);
          else if (!model.has(name)) model.set(name, second);
        }
        const sorted = [...model].sort(([a, at], [b, bt]) => at - bt || a.localeCompare(b));
        expect(drain(queue)).toEqual(sorted.map(([name]) => name));
      }),
    );
  });
});
