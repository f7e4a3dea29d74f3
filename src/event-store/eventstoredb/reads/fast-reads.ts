import type { EventStoreDBClient, ResolvedEvent } from '@eventstore/db-client';

import { invariant } from '../../../shared/invariant';
import { decodeEvent } from './decode-event';

/** What the client asks of gRPC to open a read. */
interface ReadChannel {
  makeServerStreamRequest(
    path: string,
    serialize: unknown,
    deserialize: (message: Buffer) => unknown,
    ...call: readonly unknown[]
  ): unknown;
}

interface ReadMethod {
  readonly path: string;
  readonly requestSerialize: unknown;
  readonly responseDeserialize: (message: Buffer) => unknown;
}

type CreateStream = (channel: unknown) => unknown;
type Take = (answer: unknown, encoding: BufferEncoding, next: (error: null, item: unknown) => void) => void;
type OpenRead = (...options: unknown[]) => { _transform: Take };

/** How the client opens its streams. It shows this to its own subclasses only. */
interface StreamOpener extends Record<ReadCall, OpenRead> {
  GRPCStreamCreator:
    | ((service: unknown, call: string, create: CreateStream, cache?: unknown) => () => Promise<unknown>)
    | undefined;
}

type ReadCall = (typeof READ_CALLS)[number];
const READ_CALLS = ['readAll', 'readStream', 'subscribeToAll'] as const;
const isReadCall = (call: string): boolean => READ_CALLS.some(name => name === call);

/** An answer that is decoded already, in the form in which the client gives events. */
class DecodedEvent implements Pick<ResolvedEvent, 'event'> {
  constructor(readonly event: NonNullable<ResolvedEvent['event']>) {}
}

/**
 * Lets the client decode events in another way, because its generated classes take most of the time of a long read. All else
 * stays the client's: the requests, the connection, the errors, and every answer that is no ordinary event.
 */
export function decodeEventsFast(client: EventStoreDBClient): EventStoreDBClient {
  const opener = client as unknown as StreamOpener;
  const open = opener.GRPCStreamCreator;
  invariant(open, 'The client opens its streams in another way than before');
  opener.GRPCStreamCreator = (service, call, create, cache) =>
    open(service, call, isReadCall(call) ? channel => create(decoding(channel, service)) : create, cache);
  for (const call of READ_CALLS) {
    const openRead = opener[call].bind(client);
    opener[call] = (...options) => passDecoded(openRead(...options));
  }
  return client;
}

/** The channel as far as the client uses it to read. */
function decoding(channel: unknown, service: unknown): { read: (...call: readonly unknown[]) => unknown } {
  const decode = (message: Buffer): DecodedEvent | undefined => {
    const event = decodeEvent(message);
    return event && new DecodedEvent(event);
  };
  return { read: (...call) => startRead(channel, service, decode, call) };
}

/**
 * Starts a read whose answers are decoded by `decode` first, and by the client's generated classes where it returns undefined.
 * `channel` is a client of the service.
 */
export function startRead(
  channel: unknown,
  service: unknown,
  decode: (message: Buffer) => object | undefined,
  call: readonly unknown[],
): unknown {
  const method = (service as { service?: { read?: ReadMethod } }).service?.read;
  invariant(method, 'The client reads in another way than before');
  const { path, requestSerialize, responseDeserialize } = method;
  const deserialize = (message: Buffer): unknown => decode(message) ?? responseDeserialize(message);
  return (channel as ReadChannel).makeServerStreamRequest(path, requestSerialize, deserialize, ...call);
}

/** The stream passes on what is decoded, and takes every other answer as before. */
function passDecoded<Stream extends { _transform: Take }>(stream: Stream): Stream {
  const take = stream._transform.bind(stream);
  stream._transform = (answer, encoding, next) =>
    answer instanceof DecodedEvent ? next(null, answer) : take(answer, encoding, next);
  return stream;
}
