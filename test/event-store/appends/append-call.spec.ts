import { WrongExpectedVersionError, type EventStoreDBClient } from '@eventstore/db-client';
import {
  Empty,
  StreamIdentifier,
  UUID,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { EventEmitter } from 'node:events';
import { AppendCall } from '../../../src/event-store/eventstoredb/appends/append-call';
import { AppendCalls } from '../../../src/event-store/eventstoredb/appends/append-calls';

/** An error with empty details. */
const statusWithDetails = () => Status.deserializeBinary(Buffer.from([26, 0]));

/** A call's stream as gRPC gives it. What is written to it stays here. */
class FakeStream extends EventEmitter {
  readonly requests: Buffer[] = [];
  write(request: Buffer): boolean {
    this.requests.push(request);
    return false;
  }
}

const REQUEST = Buffer.from('request');
const taken = (correlationId: string) => ({ correlationId, revision: 3n, position: undefined });
const answerOf = (correlationId: string) =>
  new BatchAppendResp()
    .setCorrelationId(new UUID().setString(correlationId))
    .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from('s-1')));

function refusedFor(correlationId: string): BatchAppendResp {
  const conflict = new WrongExpectedVersion().setCurrentStreamRevision('5').setExpectedNoStream(new Empty());
  const status = statusWithDetails();
  status.getDetails()!.pack(conflict.serializeBinary(), 'event_store.client.WrongExpectedVersion');
  return answerOf(correlationId).setError(status);
}

function started() {
  const stream = new FakeStream();
  const call = new AppendCall(stream);
  const results = ['a', 'b', 'c'].map(id => call.append(id, REQUEST));
  return { stream, call, results };
}

it('each append gets its own answer, in whatever order they come', async () => {
  const { stream, results } = started();
  stream.emit('data', taken('c'));
  stream.emit('data', refusedFor('a'));
  stream.emit('data', taken('never asked'));
  stream.emit('data', answerOf('b').setSuccess(new BatchAppendResp.Success().setCurrentRevision('9')));
  await expect(results[0]).rejects.toThrow(WrongExpectedVersionError);
  await expect(results[1]).resolves.toMatchObject({ revision: 9n, position: undefined });
  await expect(results[2]).resolves.toMatchObject({ revision: 3n });
  expect(stream.requests).toHaveLength(3);
});

it('an answer that says nothing, or an error without details, fails its append alone', async () => {
  const { stream, call, results } = started();
  stream.emit('data', answerOf('a'));
  stream.emit('data', answerOf('b').setError(new Status().setMessage('odd')));
  await expect(results[0]).rejects.toThrow('neither success nor error');
  await expect(results[1]).rejects.toThrow();
  expect(call.isOver).toBe(false);
  stream.emit('data', taken('c'));
  await expect(results[2]).resolves.toMatchObject({ revision: 3n });
});

it.each([
  ['fails', (stream: FakeStream) => stream.emit('error', new Error('gone')), 'gone'],
  ['is ended by the server', (stream: FakeStream) => stream.emit('end'), 'has ended the call'],
])('when the call %s, no append waits for ever', async (_, end, message) => {
  const { stream, call, results } = started();
  end(stream);
  for (const result of results) await expect(result).rejects.toThrow(message);
  expect(call.isOver).toBe(true);
  await expect(call.append('later', REQUEST)).rejects.toThrow(message);
  expect(stream.requests).toHaveLength(3);
});

/** The client, as far as it opens calls. */
function fakeClient() {
  const opened: FakeStream[] = [];
  const makeBidiStreamRequest = () => new FakeStream();
  const client = {
    callArguments: () => [],
    GRPCStreamCreator:
      (_service: unknown, _name: string, create: (channel: object) => Promise<FakeStream>) => async () => {
        const stream = await create({ makeBidiStreamRequest });
        opened.push(stream);
        return stream;
      },
  };
  return { client: client as unknown as EventStoreDBClient, opened };
}

it('all appends of a client share one call, and one new call takes the place of one that is over', async () => {
  const { client, opened } = fakeClient();
  const calls = new AppendCalls();
  const many = () => Promise.all(Array.from({ length: 20 }, () => calls.currentCall(client)));
  expect(new Set(await many()).size).toBe(1);
  opened[0]!.emit('end');
  const [next, ...others] = await many();
  expect(next!.isOver).toBe(false);
  expect(new Set([next, ...others]).size).toBe(1);
  expect(opened).toHaveLength(2);
});
