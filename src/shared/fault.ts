/**
 * I/O that failed or whose outcome is not known. Not a refusal (a value with a code) and not a bug.
 * `part` says what is away, in words an operator knows.
 */
export class Fault extends Error {
  override name = 'Fault';
  constructor(
    readonly part: 'event store' | 'database' | 'provider',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
