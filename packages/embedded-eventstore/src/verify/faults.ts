import { CorruptDataError } from '../storage/corrupt-data';

/** A damaged folder may hold a fault per event; a person reads the first ones. */
const MAX_LISTED = 100;

/** What is wrong, as sentences; counted beyond what is listed. */
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

  /** What reading comes to; undefined where what is read is damaged, which is then a fault. */
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
