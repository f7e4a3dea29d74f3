import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { EdgeLimits } from '../../../shared/settings/edge-limits';
import type { Refusals } from './refusals';
import { addressGroup } from './remote-address';

/** A request whose head or whole text takes longer than this is cut, in milliseconds. */
export interface SlowSenders {
  readonly headersMs: number;
  readonly requestMs: number;
}
const SLOW_SENDERS: SlowSenders = { headersMs: 15_000, requestMs: 60_000 };

type Limits = Pick<EdgeLimits, 'maxConnections' | 'maxConnectionsPerAddress'>;

/** Caps the connections of the server, in all and of one address, and cuts those who send too slowly. */
export function guardConnections(
  server: Server,
  { maxConnections, maxConnectionsPerAddress }: Limits,
  refusals: Refusals,
  slow: SlowSenders = SLOW_SENDERS,
): void {
  if (maxConnections > 0) server.maxConnections = maxConnections;
  server.headersTimeout = slow.headersMs;
  server.requestTimeout = slow.requestMs;
  const open = new Map<string, number>();
  server.on('drop', () => refusals.note('connections', {}));
  server.on('connection', (socket: Socket) => {
    const address = addressGroup(socket.remoteAddress ?? '');
    const count = (open.get(address) ?? 0) + 1;
    if (maxConnectionsPerAddress > 0 && count > maxConnectionsPerAddress) {
      refusals.note('connections', { address });
      return void socket.destroy();
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
