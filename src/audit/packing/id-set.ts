const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const FIRST_CAPACITY = 1024;

/** A UUID is four words of 32 bits. */
const WORDS = 4;

type Id = readonly [number, number, number, number];

/**
 * A set of UUIDs in 16 bytes each, exact: an audit remembers every event id of years, which as texts would not fit.
 * Open addressing; four words of zero are an empty place, so the nil UUID is kept apart.
 */
export class IdSet {
  private words = new Uint32Array(FIRST_CAPACITY * WORDS);
  private count = 0;
  private hasNil = false;

  /** True if the id is new; undefined if it is no UUID. */
  add(id: string): boolean | undefined {
    if (!UUID.test(id)) return undefined;
    const words = wordsOf(id);
    if (words.every(word => word === 0)) return this.addNil();
    if (this.count * WORDS * 4 >= this.words.length * 3) this.grow();
    return this.insert(words);
  }

  private addNil(): boolean {
    const isNew = !this.hasNil;
    this.hasNil = true;
    return isNew;
  }

  private insert(id: Id): boolean {
    const places = this.words.length / WORDS;
    let place = ((id[1] ^ id[3]) >>> 0) % places;
    while (!this.isEmpty(place)) {
      if (this.isAt(place, id)) return false;
      place = (place + 1) % places;
    }
    this.words.set(id, place * WORDS);
    this.count += 1;
    return true;
  }

  private isEmpty(place: number): boolean {
    return this.isAt(place, NIL);
  }

  private isAt(place: number, [first, second, third, fourth]: Id): boolean {
    const { words } = this;
    const at = place * WORDS;
    if (words[at] !== first || words[at + 1] !== second) return false;
    return words[at + 2] === third && words[at + 3] === fourth;
  }

  private grow(): void {
    const old = this.words;
    this.words = new Uint32Array(old.length * 2);
    this.count = 0;
    for (let at = 0; at < old.length; at += WORDS) {
      const id = [old[at]!, old[at + 1]!, old[at + 2]!, old[at + 3]!] as const;
      if (id.some(word => word !== 0)) this.insert(id);
    }
  }
}

const NIL: Id = [0, 0, 0, 0];

const wordsOf = (id: string): Id => [
  parseInt(id.slice(0, 8), 16),
  parseInt(id.slice(9, 13) + id.slice(14, 18), 16),
  parseInt(id.slice(19, 23) + id.slice(24, 28), 16),
  parseInt(id.slice(28), 16),
];
