import { BlockList, isIP } from 'node:net';

const privateAddresses = new BlockList();
privateAddresses.addSubnet('127.0.0.0', 8, 'ipv4');
privateAddresses.addSubnet('10.0.0.0', 8, 'ipv4');
privateAddresses.addSubnet('172.16.0.0', 12, 'ipv4');
privateAddresses.addSubnet('192.168.0.0', 16, 'ipv4');
privateAddresses.addAddress('::1', 'ipv6');
privateAddresses.addSubnet('fc00::', 7, 'ipv6');

/**
 * Whether a URL's host stays within this machine or a private network. Such a host is a private address or a name of one
 * label (`localhost`, a container's name). No public name server answers such a name. Only to such a host may secrets
 * travel unencrypted.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(host);
  if (family === 0) return /^[a-z0-9_-]+$/i.test(host);
  return privateAddresses.check(host, family === 6 ? 'ipv6' : 'ipv4');
}
