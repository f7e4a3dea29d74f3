import { join } from 'node:path';
import { EventLog } from '../src/storage/event-log';
import { DiskFullError, freeBytesOf, KEEP_FREE_BYTES, requireRoom } from '../src/storage/free-space';
import { statusOf } from '../src/services/errors';
import { CommitSignal } from '../src/write/commit-signal';
import { GroupWriter } from '../src/write/group-writer';
import { systemClock } from '../src/core/clock';
import { systemRandom } from '../src/core/random';
import { temporaryFolder } from './support';

const folder = temporaryFolder('disk-full');
afterAll(() => folder.remove());

function append(stream: string) {
  const empty = new Uint8Array();
  const event = { id: systemRandom.uuid(), type: 'T', contentType: 'c', data: empty, metadata: empty };
  return { kind: 'append', stream, expected: { kind: 'no_stream' }, events: [event] } as const;
}

describe('a full disk', () => {
  it('refuses writes and says why, changes nothing, and takes writes again when there is room', async () => {
    const path = join(folder.path, 'store');
    const log = await EventLog.open(path);
    let free = KEEP_FREE_BYTES;
    const stops: Error[] = [];
    const writer = new GroupWriter({
      log,
      commits: new CommitSignal(),
      clock: systemClock,
      random: systemRandom,
      requireRoom: () => requireRoom(path, () => free),
      onStopped: error => void stops.push(error),
    });
    expect(await writer.submit(append('a'))).toMatchObject({ kind: 'written' });
    free -= 1;
    const refused = await Promise.allSettled([writer.submit(append('b')), writer.submit(append('c'))]);
    for (const result of refused)
      expect(result).toMatchObject({ reason: expect.any(DiskFullError) as Error });
    await expect(writer.submit(append('b'))).rejects.toThrow(/The disk is full: \d+ bytes are free/);
    expect(log.lastPosition).toBe(1);
    expect((await log.readForwards(1, 1)).length).toBe(1);
    free += 1;
    expect(await writer.submit(append('b'))).toMatchObject({ kind: 'written', revision: 0 });
    expect(stops).toEqual([]);
    await log.close();
  });

  it('is told to the caller as a lack of resources', () => {
    expect(statusOf(new DiskFullError('The disk is full.'))).toMatchObject({
      code: 8,
      details: 'The disk is full.',
    });
  });

  it('is asked of the disk that holds the folder', () => {
    expect(freeBytesOf(folder.path)).toBeGreaterThan(0);
    expect(() => requireRoom(folder.path, () => 0)).toThrow(DiskFullError);
  });
});
