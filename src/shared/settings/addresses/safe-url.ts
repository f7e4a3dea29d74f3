import type { SettingsReader } from '../settings-reader';

/**
 * Reads the address of a service outside. Credentials for real money never travel in the clear, except to this machine itself.
 * Returns null when the setting is unset or wrong; a wrong one is among the reader's faults.
 */
export function safeUrl(reader: SettingsReader, name: string): string | null {
  return reader.url(name, isSafeUrl, 'must be an https:// address (http:// only on the loopback)');
}

/** Whether what is sent there is encrypted, or does not leave this machine. */
export const isSafeUrl = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
