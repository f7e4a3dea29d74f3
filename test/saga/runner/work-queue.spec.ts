import { WorkQueue } from '../../../src/saga/runner/work-queue';

/** A queue whose runs end when the test says so. */
function queueOf(limit: number) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const queue = new WorkQueue<{ key: string }>(
    limit,
    ({ key }) => key,
    ({ key }) => {
      begun.push(key);
      return new Promise(resolve => ends.set(key, resolve));
    },
  );
  const add = (...keys: string[]) => keys.forEach(key => queue.add({ key }));
  const end = async (key: string) => {
    ends.get(key)!();
    await new Promise(setImmediate);
  };
  return { queue, begun, add, end };
}

describe('the work queue', () => {
  it('runs as many keys at once as it may, in order of arrival', async () => {
    const { begun, add, end, queue } = queueOf(2);
    add('a', 'b', 'c', 'd');
    expect([begun, queue.size]).toEqual([['a', 'b'], 4]);
    await end('b');
    expect([begun, queue.size]).toEqual([['a', 'b', 'c'], 3]);
  });

  it('runs a key that waits once, however often it is added', async () => {
    const { begun, add, end, queue } = queueOf(1);
    add('a', 'b', 'b');
    await end('a');
    await end('b');
    expect([begun, queue.size]).toEqual([['a', 'b'], 0]);
  });

  it('runs a key that is added while it runs once more, after it', async () => {
    const { begun, add, end, queue } = queueOf(2);
    add('a', 'a', 'a');
    expect(begun).toEqual(['a']);
    await end('a');
    expect([begun, queue.size]).toEqual([['a', 'a'], 1]);
    await end('a');
    expect([begun, queue.size]).toEqual([['a', 'a'], 0]);
  });

  it('stops when the runs under way have ended, and begins no other', async () => {
    const { begun, add, end, queue } = queueOf(1);
    add('a', 'b');
    let stopped = false;
    const stop = queue.stop().then(() => (stopped = true));
    await new Promise(setImmediate);
    expect(stopped).toBe(false);
    await end('a');
    await stop;
    expect(begun).toEqual(['a']);
  });

  it('leaves the items that match: those that wait are forgotten, those under way are waited for', async () => {
    const { begun, add, end, queue } = queueOf(2);
    add('a', 'b', 'c', 'd');
    let left = false;
    const leaving = queue.leave(({ key }) => key === 'a' || key === 'c').then(() => (left = true));
    await end('b');
    expect([begun, left]).toEqual([['a', 'b', 'd'], false]);
    await end('a');
    await leaving;
    expect([begun, queue.size]).toEqual([['a', 'b', 'd'], 1]);
  });
});
