import { join } from 'node:path';
import { EventLog, FolderInUseError } from '../src/storage/event-log';
import { DiskFullError } from '../src/storage/free-space';
import { CommitSignal } from '../src/write/commit-signal';
import { GroupWriter } from '../src/write/group-writer';
import { BusyError, WritingStoppedError, type WriteRequest } from '../src/write/requests';
import { systemClock } from '../src/core/clock';
import { systemRandom } from '../src/core/random';
import { temporaryFolder } from './support';

const folder = temporaryFolder('writer');
let count = 0;

async function openWriter(requireRoom = (): void => undefined) {
  const log = await EventLog.open(join(folder.path, String((count += 1))));
  const commits = new CommitSignal();
  const stops: Error[] = [];
  const onStopped = (error: Error) => void stops.push(error);
  const writer = new GroupWriter({
    log,
    commits,
    clock: systemClock,
    random: systemRandom,
    requireRoom,
    onStopped,
  });
  return { log, commits, stops, writer };
}

afterAll(() => folder.remove());

describe('the writer', () => {
  it('writes what arrives together as few groups, in the order of arrival', async () => {
    const { log, commits, writer } = await openWriter();
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, index) => writer.submit(append('s', index - 1))),
    );
    expect(outcomes.map(outcome => outcome.kind === 'written' && outcome.revision)).toEqual(
      Array.from({ length: 200 }, (_, index) => index),
    );
    expect(commits.version).toBeLessThanOrEqual(3);
    expect(await log.head('s')).toEqual({ revision: 199, position: 200 });
    await log.close();
  });

  it('refuses within a group what an earlier request of the group made wrong', async () => {
    const { log, writer } = await openWriter();
    const outcomes = await Promise.all(
      [append('s', -1), append('s', -1), append('s', 0)].map(r => writer.submit(r)),
    );
    expect(outcomes.map(outcome => outcome.kind)).toEqual(['written', 'wrong_expected', 'written']);
    await log.close();
  });

  it('refuses a request whose deadline has passed, and writes nothing', async () => {
    const { log, writer } = await openWriter();
    expect(await writer.submit({ ...append('s', -1), deadlineMs: 1 })).toEqual({ kind: 'too_late' });
    expect(log.lastPosition).toBe(0);
    await log.close();
  });

  it('stops for good when a write fails: whoever waits is told that the outcome is not known', async () => {
    const { log, writer, commits, stops } = await openWriter();
    await writer.submit(append('s', -1));
    await log.close();
    const failed = await Promise.allSettled([writer.submit(append('s', 0)), writer.submit(append('s', 1))]);
    for (const result of failed)
      expect(result).toMatchObject({ reason: expect.any(WritingStoppedError) as Error });
    await expect(writer.submit(append('t', -1))).rejects.toThrow(WritingStoppedError);
    expect(stops).toHaveLength(1);
    expect(commits.version).toBe(1);
    expect(log.lastPosition).toBe(1);
  });

  it('refuses what would make too many bytes wait, and knows when they do not wait any more', async () => {
    let room = true;
    const { log, writer } = await openWriter(() => {
      if (!room) throw new DiskFullError('Nothing is written here.');
    });
    const large = { ...append('s', -1), events: [eventOf(new Uint8Array(1024 * 1024))] } as const;
    for (let round = 0; round < 2; round += 1) {
      room = true;
      await writer.submit({ ...large, stream: `s-${round}` });
      room = false;
      const results = await Promise.allSettled(Array.from({ length: 260 }, () => writer.submit(large)));
      const errors = results.map(result =>
        result.status === 'rejected' ? (result.reason as Error).name : '',
      );
      const expected = Array.from({ length: 260 }, (_, n) => (n < 256 ? DiskFullError : BusyError));
      expect(errors).toEqual(expected.map(({ name }) => name));
    }
    expect(log.lastPosition).toBe(2);
    await log.close();
  });

  it('on closing writes what it has accepted, and accepts no more', async () => {
    const { log, writer } = await openWriter();
    const accepted = writer.submit(append('s', -1));
    const closed = writer.close();
    await expect(writer.submit(append('s', 0))).rejects.toThrow(WritingStoppedError);
    expect((await accepted).kind).toBe('written');
    await closed;
    expect(log.lastPosition).toBe(1);
    await log.close();
  });
});

describe('the data folder', () => {
  it('belongs to one at a time, and to nothing else', async () => {
    const path = join(folder.path, 'held');
    const log = await EventLog.open(path);
    await expect(EventLog.open(path)).rejects.toThrow(FolderInUseError);
    await log.close();
    await (await EventLog.open(path)).close();
  });
});

const eventOf = (data: Uint8Array) => ({
  id: systemRandom.uuid(),
  type: 'T',
  contentType: 'application/json',
  data,
  metadata: new Uint8Array(),
});

const append = (stream: string, expected: number): Extract<WriteRequest, { kind: 'append' }> => ({
  kind: 'append',
  stream,
  expected: expected < 0 ? { kind: 'no_stream' } : { kind: 'exact', revision: expected },
  events: [eventOf(new Uint8Array())],
});
