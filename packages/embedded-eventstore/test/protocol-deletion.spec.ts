import {
  BACKWARDS,
  END,
  NO_STREAM,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { connectToAnyServer } from './servers-under-test';
import { collect, failure, newStream, some } from './protocol-support';
import { until } from './support';

const served = connectToAnyServer();

/** Every deletion with a wrong or a right expectation; 'ok' when it is done. */
const DELETIONS = [
  ['deleteStream', 'missing', 'any', '-2', '-1'],
  ['deleteStream', 'missing', 'no_stream', '-1', '-1'],
  ['deleteStream', 'missing', 3n, '3', '-1'],
  ['deleteStream', 'there', 0n, '0', '1'],
  ['deleteStream', 'there', 'no_stream', '-1', '1'],
  ['deleteStream', 'there', 1n, 'ok', ''],
  ['deleteStream', 'deleted', 'any', 'ok', ''],
  ['deleteStream', 'deleted', 'no_stream', 'ok', ''],
  ['deleteStream', 'described', 'any', 'ok', ''],
  ['tombstoneStream', 'missing', 'any', 'ok', ''],
  ['tombstoneStream', 'missing', 'no_stream', 'ok', ''],
  ['tombstoneStream', 'missing', 3n, '3', '-1'],
  ['tombstoneStream', 'there', 0n, '0', '1'],
  ['tombstoneStream', 'there', 1n, 'ok', ''],
  ['tombstoneStream', 'deleted', 1n, 'ok', ''],
] as const;

/** EventStoreDB shows a stream again a moment after it has answered. */
const isThere = async (stream: string): Promise<boolean> =>
  collect(served.client.readStream(stream)).then(
    () => true,
    (error: unknown) => {
      if (error instanceof StreamNotFoundError) return false;
      throw error;
    },
  );

describe('deletion and metadata', () => {
  it.each(DELETIONS)(
    '%s of a stream that is %s, expected %s',
    async (call, state, expected, says, actual) => {
      const stream = newStream();
      if (state === 'there' || state === 'deleted') await served.client.appendToStream(stream, some(2));
      if (state === 'deleted') await served.client.deleteStream(stream);
      if (state === 'described') await served.client.setStreamMetadata(stream, { owner: 'me' });
      const deletion = served.client[call](stream, { expectedRevision: expected });
      if (says === 'ok') return expect((await deletion).position).toBeDefined();
      const error = await failure(deletion);
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
      expect(error).toMatchObject({ streamName: stream });
      expect((error as Error).message).toContain(
        `Delete failed due to WrongExpectedVersion. Stream: ${stream}, ` +
          `Expected version: ${says}, Actual version: ${actual}`,
      );
    },
  );

  it('soft: the stream is gone, and goes on with its revisions when it is appended to', async () => {
    const stream = newStream();
    await served.client.setStreamMetadata(stream, { owner: 'me' });
    await served.client.appendToStream(stream, some(3), { expectedRevision: NO_STREAM });
    const wrong = await failure(served.client.deleteStream(stream, { expectedRevision: 0n }));
    expect(wrong).toBeInstanceOf(WrongExpectedVersionError);
    expect(wrong).toMatchObject({ streamName: stream, expectedVersion: 0n, actualVersion: 2n });
    const hidden = { truncateBefore: expect.any(Number) as number };
    expect((await served.client.deleteStream(stream, { expectedRevision: 2n })).position).toBeDefined();
    expect((await served.client.getStreamMetadata(stream)).metadata).toEqual(hidden);
    expect(await failure(collect(served.client.readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
    const again = await served.client.appendToStream(stream, some(2), { expectedRevision: NO_STREAM });
    expect(again.nextExpectedRevision).toBe(4n);
    const read = await collect(served.client.readStream(stream));
    expect(read.map(item => item.event!.revision)).toEqual([3n, 4n]);
    const { metadata } = await served.client.getStreamMetadata(stream);
    expect(metadata).toEqual({ truncateBefore: 3 });
  });

  it('soft: metadata brings the stream back too, without what was deleted', async () => {
    const stream = newStream();
    await served.client.appendToStream(stream, some(3));
    await served.client.deleteStream(stream);
    await served.client.setStreamMetadata(stream, { owner: 'me' });
    await until(() => isThere(stream), 'the stream is back');
    expect(await collect(served.client.readStream(stream))).toEqual([]);
    const { metadata } = await served.client.getStreamMetadata(stream);
    expect(metadata).toEqual({ truncateBefore: 3, owner: 'me' });
    await served.client.appendToStream(stream, some(1), { expectedRevision: 2n });
    expect((await collect(served.client.readStream(stream))).map(item => item.event!.revision)).toEqual([3n]);
  });

  it('soft: an append of nothing brings the stream back, without what was deleted', async () => {
    const stream = newStream();
    await served.client.appendToStream(stream, some(2));
    await served.client.deleteStream(stream);
    const refused = served.client.appendToStream(stream, [], { expectedRevision: NO_STREAM });
    expect(await failure(refused)).toBeInstanceOf(WrongExpectedVersionError);
    await served.client.appendToStream(stream, []);
    await until(() => isThere(stream), 'the stream is back');
    expect(await collect(served.client.readStream(stream))).toEqual([]);
    expect((await served.client.getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: 2 });
  });

  it('hard: the stream is gone for ever', async () => {
    const stream = newStream();
    await served.client.appendToStream(stream, some(1));
    await served.client.tombstoneStream(stream, { expectedRevision: 0n });
    expect(await failure(collect(served.client.readStream(stream)))).toBeInstanceOf(StreamDeletedError);
    expect(await failure(served.client.tombstoneStream(stream))).toBeInstanceOf(StreamDeletedError);
    expect(await failure(served.client.deleteStream(stream))).toBeInstanceOf(StreamDeletedError);
    const [last] = await collect(
      served.client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }),
    );
    expect(last!.event).toMatchObject({ type: '$streamDeleted', streamId: stream, isJson: false });
    expect((last!.event!.data as Uint8Array).length).toBe(0);
    const deleted = { type: 'stream-deleted', streamName: `$$${stream}` };
    expect(await failure(served.client.getStreamMetadata(stream))).toMatchObject(deleted);
    expect(await failure(served.client.setStreamMetadata(stream, {}))).toMatchObject(deleted);
  });

  it('metadata: $maxCount and $tb hide events, and what was set is read back', async () => {
    const stream = newStream();
    await served.client.appendToStream(stream, some(10));
    const revisions = async () =>
      (await collect(served.client.readStream(stream))).map(item => Number(item.event!.revision));
    await served.client.setStreamMetadata(stream, { maxCount: 3, custom: { deep: [1] } });
    expect(await revisions()).toEqual([7, 8, 9]);
    await served.client.appendToStream(stream, some(1));
    expect(await revisions()).toEqual([8, 9, 10]);
    expect((await served.client.getStreamMetadata(stream)).metadata).toEqual({
      maxCount: 3,
      custom: { deep: [1] },
    });
    await served.client.setStreamMetadata(stream, { truncateBefore: 9 });
    expect(await revisions()).toEqual([9, 10]);
    await served.client.setStreamMetadata(stream, {});
    expect(await revisions()).toHaveLength(11);
    expect((await served.client.getStreamMetadata(newStream())).metadata).toBeUndefined();
  });
});
