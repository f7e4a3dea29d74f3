/** The options of the official client (6.2.1), which takes them in any case of letters. */
const CLIENT_OPTIONS = [
  'userCertFile',
  'userKeyFile',
  'maxDiscoverAttempts',
  'connectionName',
  'defaultDeadline',
  'discoveryInterval',
  'gossipTimeout',
  'nodePreference',
  'tls',
  'tlsVerifyCert',
  'tlsCAFile',
  'throwOnAppendFailure',
  'keepAliveInterval',
  'keepAliveTimeout',
];
const KNOWN = new Set(CLIENT_OPTIONS.map(name => name.toLowerCase()));
/** Scheme, user and password, hosts, options. */
const SHAPE = /^esdb(?:\+discover)?:\/\/(?:([^:@/?]+):([^:@/?]+)@)?[^@?/\s]+\/?(?:\?(.*))?$/;

/**
 * What is wrong with the address of an event store; undefined where nothing is. The client would print the whole address,
 * with its password, for an option that it does not know. Of a password with a colon it would send a part. So no fault
 * repeats a part of the address.
 */
export function eventStoreAddressFault(address: string): string | undefined {
  const [whole, user = '', password = '', options] = SHAPE.exec(address) ?? [];
  if (whole === undefined || !isDecodable(user) || !isDecodable(password))
    return 'must be an address like esdb://user:password@host:2113?tls=true; %-encode the characters :@/?% of a password';
  const names = options === undefined ? [] : options.split(/[&?]/).map(option => option.split('=')[0] ?? '');
  if (names.some(name => !KNOWN.has(name.toLowerCase())))
    return `has an option that the client does not know; it knows ${CLIENT_OPTIONS.join(', ')}`;
  return undefined;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
