/**
 * What is on disk is not what was written: a checksum does not fit, or something acknowledged is missing. It is told to
 * the reader by name and never served, repaired or skipped.
 */
export class CorruptDataError extends Error {
  override name = 'CorruptDataError';
}
