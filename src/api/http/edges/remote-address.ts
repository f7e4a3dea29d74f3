import type { IncomingMessage } from 'node:http';

/**
 * Whom a limit counts as one: an IPv4 address, or the 64 bits of an IPv6 address that one caller has to itself. Behind a
 * proxy it is the proxy.
 */
export const callerAddress = ({ socket }: Pick<IncomingMessage, 'socket'>): string =>
  addressGroup(socket.remoteAddress ?? '');

export function addressGroup(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  const groups = [...first, ...new Array<string>(Math.max(0, zeros)).fill('0'), ...last];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
