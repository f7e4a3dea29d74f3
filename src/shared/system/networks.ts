import { BlockList, isIP } from 'node:net';

const lists = new WeakMap<readonly string[], BlockList>();

/** Whether the text is a CIDR block, like 192.0.2.0/24 or 2001:db8::/32. An IPv4 block is never written as IPv6. */
export function isNetwork(text: unknown): text is string {
  if (typeof text !== 'string') return false;
  const [, address = '', prefix = ''] = /^([0-9a-fA-F.:]{2,45})\/(\d{1,3})$/.exec(text) ?? [];
  const version = isIP(address);
  if (version === 6 && /^::ffff:/i.test(address)) return false;
  return version !== 0 && Number(prefix) <= (version === 4 ? 32 : 128);
}

/**
 * Whether the address is in one of the blocks; in no block: every address. The address is the socket's own. A header that
 * names another one is not believed.
 */
export function isWithin(address: string | undefined, networks: readonly string[]): boolean {
  if (networks.length === 0) return true;
  // An IPv4 client of a socket for both versions has an address like ::ffff:192.0.2.1.
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  const version = isIP(plain);
  return version !== 0 && listOf(networks).check(plain, version === 4 ? 'ipv4' : 'ipv6');
}

function listOf(networks: readonly string[]): BlockList {
  const known = lists.get(networks);
  if (known) return known;
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix = ''] = network.split('/');
    list.addSubnet(address, Number(prefix), isIP(address) === 4 ? 'ipv4' : 'ipv6');
  }
  lists.set(networks, list);
  return list;
}
