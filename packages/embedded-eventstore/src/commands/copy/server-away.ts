/** A server of the copy does not answer, or it refuses. The copy can be started again. */
export class ServerAwayError extends Error {
  override name = 'ServerAwayError';
}
