import { CorruptDataError } from '../../storage/corrupt-data';

/** A damaged folder can have a fault for each event. A person reads the first ones. */
const MAX_LISTED = 100;

/** The faults as sentences. Faults beyond the limit of the list are only counted. */
export class Faults {
  readonly listed: string[] = [];
  private total = 0;

  get count(): number {
    return this.total;
  }

  add(fault: string): void {
    this.total += 1;
    if (this.listed.length < MAX_LISTED) this.listed.push(fault);
  }

  /** Runs a read. Returns undefined, and adds a fault, when the value is damaged. */
  attempt<Value>(read: () => Value): Value | undefined {
    try {
      return read();
    } catch (error) {
      if (!(
        error instanceof CorruptDataError ||
        error instanceof SyntaxError ||
        error instanceof RangeError
      )) {
        throw error;
      }
      this.add(error.message);
      return undefined;
    }
  }
}
