const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const FIRST_CAPACITY = 1024;

/**
 * A set of UUIDs in 16 bytes each, exact: an audit remembers every event id of years, which as texts would not fit.
 * Open addressing over pairs of 64-bit halves; a pair of zeros is an empty place, so the nil UUID is kept apart.
 */
export class IdSet {
  private halves = new BigUint64Array(FIRST_CAPACITY * 2);
  private count = 0;
  private hasNil = false;

  /** True if the id is new; undefined if it is no UUID. */
  add(id: string): boolean | undefined {
    if (!UUID.test(id)) return undefined;
    const hex = id.replaceAll('-', '');
    const high = BigInt(`0x${hex.slice(0, 16)}`);
    const low = BigInt(`0x${hex.slice(16)}`);
    if (high === 0n && low === 0n) return this.addNil();
    if (this.count * 4 >= this.halves.length) this.grow();
    return this.insert(high, low);
  }

  private addNil(): boolean {
    const isNew = !this.hasNil;
    this.hasNil = true;
    return isNew;
  }

  private insert(high: bigint, low: bigint): boolean {
    const places = this.halves.length / 2;
    let place = Number((high ^ low) & 0xffff_ffffn) % places;
    for (;;) {
      const [knownHigh, knownLow] = [this.halves[place * 2]!, this.halves[place * 2 + 1]!];
      if (knownHigh === high && knownLow === low) return false;
      if (knownHigh === 0n && knownLow === 0n) break;
      place = (place + 1) % places;
    }
    this.halves[place * 2] = high;
    this.halves[place * 2 + 1] = low;
    this.count += 1;
    return true;
  }

  private grow(): void {
    const old = this.halves;
    this.halves = new BigUint64Array(old.length * 2);
    this.count = 0;
    for (let index = 0; index < old.length; index += 2) {
      const [high, low] = [old[index]!, old[index + 1]!];
      if (high !== 0n || low !== 0n) this.insert(high, low);
    }
  }
}
