import { BlockList, isIP } from 'node:net';
import { isWithin } from '../../shared/system/networks';

/** Special-purpose networks of IPv4, by IANA's registry, and the addresses at which clouds answer their own machines. */
const CLOSED_IPV4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24'],
  ...['192.168.0.0/16', '192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  // Multicast, reserved and broadcast; then Azure's own address, which is in no private network.
  ...['224.0.0.0/4', '240.0.0.0/4', '168.63.129.16/32'],
];

/** Of IPv6 only what IANA has given out as global unicast is open. These networks in it are not. */
const OPEN_IPV6 = '2000::/3';
const CLOSED_IPV6 = [
  // Protocol assignments with Teredo, ORCHID and benchmarking; documentation; 6to4, which carries an IPv4 address.
  ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '2620:4f:8000::/48'],
];

const closed = listOf(CLOSED_IPV4, CLOSED_IPV6);
const open = listOf([], [OPEN_IPV6]);

/**
 * Whether a message may go to the address: it is public, or in one of the networks that a setting allows. IPv6 addresses
 * that carry an IPv4 address (mapped, NAT64, 6to4) are not public, because a gateway can lead them inside.
 */
export function mayReach(address: string, allowed: readonly string[]): boolean {
  const plain = address.replace(/^\[(.*)\]$/, '$1');
  const version = isIP(plain);
  // A zone names a link: the address is of this machine's own network.
  if (version === 0 || plain.includes('%')) return false;
  if (allowed.length > 0 && isWithin(plain, allowed)) return true;
  if (version === 4) return !closed.check(plain, 'ipv4');
  return open.check(plain, 'ipv6') && !closed.check(plain, 'ipv6');
}

function listOf(ipv4: readonly string[], ipv6: readonly string[]): BlockList {
  const list = new BlockList();
  const add = (network: string, family: 'ipv4' | 'ipv6') => {
    const [address = '', prefix = ''] = network.split('/');
    list.addSubnet(address, Number(prefix), family);
  };
  for (const network of ipv4) add(network, 'ipv4');
  for (const network of ipv6) add(network, 'ipv6');
  return list;
}
