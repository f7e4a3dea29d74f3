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

/** The part has answered, and will answer the same until a person changes something: rights, or the server itself. */
export class Refused extends Fault {
  override name = 'Refused';
}

/** The part's disk is full: nothing is written until there is room. What was asked has not happened. */
export class DiskFull extends Fault {
  override name = 'DiskFull';
  constructor(part: Fault['part'], options?: ErrorOptions) {
    super(part, `The disk of the ${part} is full: nothing is written until there is room`, options);
  }
}
