import type { EventStoreDBClient } from '@eventstore/db-client';

import { invariant } from '../../../shared/invariant';

/** What is needed of a stream that the client writes to. */
interface WrittenStream {
  write(...given: unknown[]): boolean;
}

type CreateStream = (channel: unknown) => WrittenStream;

/** How the client opens its streams. It shows this to its own subclasses only. */
interface StreamOpener {
  GRPCStreamCreator:
    | ((
        service: unknown,
        call: string,
        create: CreateStream,
        cache?: unknown,
      ) => () => Promise<WrittenStream>)
    | undefined;
}

/**
 * Lets the client's stream of appends take every append that it is given. Otherwise the stream takes 16, and the client
 * keeps the others in a queue. If the server died then, the client would reject promises that no code holds, and such a
 * rejection ends the process. How much the stream holds is for the caller to limit.
 */
export function acceptAllAppends(client: EventStoreDBClient): EventStoreDBClient {
  const opener = client as unknown as StreamOpener;
  const open = opener.GRPCStreamCreator;
  invariant(open, 'The client opens its streams in another way than before');
  opener.GRPCStreamCreator = (service, call, create, cache) =>
    open(service, call, call === 'appendToStream' ? channel => acceptAll(create(channel)) : create, cache);
  return client;
}

/** The stream keeps what it cannot send yet, as every stream of Node does. It only stops asking its writer to wait. */
function acceptAll(stream: WrittenStream): WrittenStream {
  const write = stream.write.bind(stream);
  stream.write = (...given) => {
    write(...given);
    return true;
  };
  return stream;
}
