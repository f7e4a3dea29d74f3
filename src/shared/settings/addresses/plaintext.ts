import { isIP } from 'node:net';
import type { SettingsReader } from '../settings-reader';

const LOOPBACK = /^(localhost|::1|\[::1\]|127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i;

/** An IP address or a name. */
export const isHost = (text: string): boolean =>
  isIP(text) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(text);

/** Whether a host is this machine by its loopback, where nothing leaves it. */
const isLoopbackHost = (host: string): boolean => LOOPBACK.test(host);

/**
 * Refuses what would go in clear text outside the loopback: what the service listens on, and what it talks to. Call it when
 * every setting has been read. A provider's address is https in any case.
 */
export function refusePlaintext(reader: SettingsReader): void {
  for (const name of ['HOST', 'OPERATIONS_HOST']) {
    const host = reader.optional(name);
    if (host !== undefined && isHost(host) && !isLoopbackHost(host))
      refuse(reader, name, 'is outside the loopback, and HTTP has no TLS');
  }
  if (isPlainStore(reader.optional('EVENTSTORE_URL'))) refuse(reader, 'EVENTSTORE_URL', 'has tls=false');
  if (isPlainDatabase(reader.optional('DATABASE_URL')))
    refuse(reader, 'DATABASE_URL', 'needs sslmode=verify-full, or verify-ca with sslrootcert');
}

const refuse = (reader: SettingsReader, name: string, why: string): void =>
  void reader.faults.push(`${name} ${why}; ALLOW_PLAINTEXT=true allows clear text outside the loopback`);

function isPlainStore(address: string | undefined): boolean {
  if (address === undefined) return false;
  return /[?&]tls=false(&|$)/i.test(address) && !hostsIn(address).every(isLoopbackHost);
}

function isPlainDatabase(address: string | undefined): boolean {
  if (address === undefined) return false;
  const options = new URLSearchParams(/\?(.*)$/s.exec(address)?.[1] ?? '');
  const hosts = [...hostsIn(address), ...options.getAll('host')].filter(
    host => host !== '' && !host.startsWith('/'),
  );
  if (hosts.every(isLoopbackHost)) return false;
  const mode = options.get('sslmode');
  return mode !== 'verify-full' && !(mode === 'verify-ca' && options.has('sslrootcert'));
}

/** The hosts of an address, which can be several; without user, password and port. */
function hostsIn(address: string): string[] {
  const authority = /^[a-z+]+:\/\/([^/?#]*)/i.exec(address)?.[1] ?? '';
  const hosts = authority.slice(authority.lastIndexOf('@') + 1).split(',');
  return hosts.map(host => host.replace(/:\d+$/, ''));
}
