const FIRST_CAPACITY = 256;
const NOWHERE = 0;

/**
 * Finds the number of a key by its hash: 8 bytes for each key, and no text. Different keys can have one hash, so the
 * caller has to look at each candidate. Open addressing; a place holds a number plus one, and zero is an empty place.
 */
export class PackedKeys {
  private places = new Uint32Array(FIRST_CAPACITY);
  private hashes = new Uint32Array(FIRST_CAPACITY);
  private count = 0;

  add(key: string, number: number): void {
    if (this.count * 4 >= this.places.length * 3) this.grow();
    this.insert(hashOf(key), number);
    this.count += 1;
  }

  /** The numbers whose key may be this one. */
  *candidates(key: string): Generator<number> {
    const hash = hashOf(key);
    const mask = this.places.length - 1;
    for (let place = hash & mask; this.places[place] !== NOWHERE; place = (place + 1) & mask)
      if (this.hashes[place] === hash) yield this.places[place]! - 1;
  }

  private insert(hash: number, number: number): void {
    const mask = this.places.length - 1;
    let place = hash & mask;
    while (this.places[place] !== NOWHERE) place = (place + 1) & mask;
    this.places[place] = number + 1;
    this.hashes[place] = hash;
  }

  private grow(): void {
    const { places, hashes } = this;
    this.places = new Uint32Array(places.length * 2);
    this.hashes = new Uint32Array(places.length * 2);
    places.forEach((number, place) => {
      if (number !== NOWHERE) this.insert(hashes[place]!, number - 1);
    });
  }
}

/** FNV-1a over the code units, mixed once more, so that the low bits differ too. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0;
}
