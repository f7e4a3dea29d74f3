/**
 * The disk does not have what the server wrote: a checksum is wrong, or an acknowledged event is missing. The server
 * reports it by name and never serves, repairs or skips it.
 */
export class CorruptDataError extends Error {
  override name = 'CorruptDataError';
}
