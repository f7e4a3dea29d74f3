import { answer, localServer, type Seen } from './local-server';

/** A webhook's receiving end: remembers what came, answers as told. */
export interface Receiver {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Resolves with the delivery of that number, 0 the first. */
  delivery(index: number): Promise<Seen>;
  stop(): Promise<void>;
}

export async function receiver(status: (index: number) => number = () => 200): Promise<Receiver> {
  const server = await localServer((_, response) => answer(response, status(server.seen.length - 1), ''));
  return {
    url: `${server.url}/webhooks/connectpsp`,
    seen: server.seen,
    delivery: server.request,
    stop: server.stop,
  };
}
