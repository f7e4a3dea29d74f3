import { mayReach } from '../../src/outbound/sending/public-address';
import { targetFault } from '../../src/outbound/sending/target-url';

const PUBLIC = [
  '8.8.8.8',
  '1.1.1.1',
  '200.160.2.3',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700::1111',
  '2a00::1',
];

const CLOSED: Readonly<Record<string, readonly string[]>> = {
  'this network': ['0.0.0.0', '0.1.2.3', '::'],
  loopback: ['127.0.0.1', '127.255.255.254', '::1'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1'],
  'link-local, and the metadata of clouds': [
    ...['169.254.169.254', '169.254.0.1', 'fe80::1', 'fe80::1%eth0', 'fd00:ec2::254', '168.63.129.16'],
    ...['100.100.100.200', '192.0.0.192'],
  ],
  'carrier-grade NAT': ['100.64.0.1', '100.127.255.255'],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1'],
  'broadcast and reserved': ['255.255.255.255', '240.0.0.1', '198.18.0.1', '198.19.255.255'],
  documentation: ['192.0.2.1', '198.51.100.7', '203.0.113.9', '2001:db8::1', '3fff::1'],
  'IPv4 inside IPv6': [
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '::127.0.0.1', '::ffff:0:127.0.0.1'],
    ...['64:ff9b::7f00:1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::1', '2002:7f00:1::', '2001:0:7f00:1::'],
  ],
  'old IPv6': ['fec0::1', '100::1', '5f00::1', '4000::1'],
  'no address': ['', 'localhost', '127.1', '0x7f000001', '2130706433', '8.8.8.8.8'],
};

describe('addresses that messages may go to', () => {
  it.each(PUBLIC)('%s is public', address => {
    expect(mayReach(address, [])).toBe(true);
  });

  it.each(Object.entries(CLOSED).flatMap(([kind, list]) => list.map(each => [each, kind])))(
    '%s is closed: %s',
    address => {
      expect(mayReach(address, [])).toBe(false);
    },
  );

  it('are more where a setting allows a network, and only that network', () => {
    const allowed = ['10.1.0.0/16', 'fd00::/8'];
    expect(mayReach('10.1.2.3', allowed)).toBe(true);
    expect(mayReach('fd00::1', allowed)).toBe(true);
    expect(mayReach('10.2.0.1', allowed)).toBe(false);
    expect(mayReach('127.0.0.1', allowed)).toBe(false);
    expect(mayReach('64:ff9b::a01:203', allowed)).toBe(false);
  });
});

describe('the address of an endpoint', () => {
  const rules = { allowedNetworks: [], allowsPlaintext: false };
  const loopback = { allowedNetworks: ['127.0.0.0/8'], allowsPlaintext: false };

  it.each([
    'https://example.com/hook',
    'https://example.com:8443/a?b=c',
    'https://8.8.8.8/x',
    'https://例え.jp/',
  ])('%s is taken', url => {
    expect(targetFault(url, rules)).toBeUndefined();
  });

  it.each([
    'http://example.com/hook',
    'ftp://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user@example.com/',
    'https://user:word@example.com/',
    'https://example.com/#part',
    'https://example.com:22/',
    'https://example.com:80/',
    'https://localhost/',
    'https://a.localhost:8080/',
    'https://LOCALHOST./',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://１２７.０.０.１/',
    'https://',
    'example.com',
    '',
    `https://example.com/${'x'.repeat(2_048)}`,
  ])('%s is refused', url => {
    expect(targetFault(url, rules)).toBeDefined();
  });

  it('may be plain http on the loopback where its network is open', () => {
    expect(targetFault('http://127.0.0.1:8080/', loopback)).toBeUndefined();
    expect(targetFault('http://localhost:8080/', loopback)).toBeUndefined();
    expect(
      targetFault('http://10.0.0.1:8080/', { ...loopback, allowedNetworks: ['10.0.0.0/8'] }),
    ).toBeDefined();
    expect(targetFault('http://example.com/', { ...rules, allowsPlaintext: true })).toBeUndefined();
  });
});
