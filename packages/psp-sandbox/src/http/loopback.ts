import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Whether a simulator may send to an address: only this machine and the hosts of the allow list, whatever a request
 * asks for.
 */
export function maySendTo(address: string, allowedHosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
  if (url.username !== '' || url.password !== '') return false;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(host);
  if (family !== 0 && loopback.check(host, family === 6 ? 'ipv6' : 'ipv4')) return true;
  return host === 'localhost' || allowedHosts.includes(host);
}
