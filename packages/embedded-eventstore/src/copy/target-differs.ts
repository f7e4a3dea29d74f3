/** A stream of the target is not what it would be as a copy. Nothing of the target was changed or taken away for it. */
export class TargetDiffersError extends Error {
  override name = 'TargetDiffersError';
}
