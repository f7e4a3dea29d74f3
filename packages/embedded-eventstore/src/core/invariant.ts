/** @throws {Error} when an assumption of the server's own code is wrong */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Bug: ${message}`);
}
