/** A stream of the target is no copy of the source. The copy has not changed or removed any event because of it. */
export class TargetDiffersError extends Error {
  override name = 'TargetDiffersError';
}
