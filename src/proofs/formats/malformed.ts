/** A text is not what its format says. The message names the format and the fault. */
export class Malformed extends Error {
  override name = 'Malformed';
}
