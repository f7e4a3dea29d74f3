/** A broken assumption of our own: never caught and carried on from; it stops what is going on. */
export class Bug extends Error {
  override name = 'Bug';
}

export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Bug(message);
}

/** Closes a switch over a union: the compiler proves that no case is missing. */
export function unreachable(value: never): never {
  throw new Bug(`Unreachable: ${JSON.stringify(value)}`);
}
