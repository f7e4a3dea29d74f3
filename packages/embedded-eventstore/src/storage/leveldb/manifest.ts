import { VarintReader } from './varints';

/** What a manifest says is the state of the database, as far as it is checked. */
export interface Manifest {
  /** The oldest log whose batches are not in tables yet. */
  logNumber: number;
  /** Of the last operation that was known when the manifest was last written. */
  lastSequence: number;
  /** Bytes of each live table, by its number. */
  readonly tables: Map<number, number>;
}

/** Puts the manifest's records in force one after another. @throws {RangeError} a record does not make sense */
export function readManifest(records: readonly Buffer[]): Manifest {
  const manifest: Manifest = { logNumber: 0, lastSequence: 0, tables: new Map() };
  for (const record of records) {
    const reader = new VarintReader(record);
    while (!reader.isAtEnd) readField(manifest, reader);
  }
  return manifest;
}

/** The numbers are LevelDB's own tags of a version edit. */
function readField(manifest: Manifest, reader: VarintReader): void {
  const tag = reader.number();
  if (tag === 1) return reader.skipString();
  if (tag === 2) return void (manifest.logNumber = reader.number());
  if (tag === 3 || tag === 9) return void reader.number();
  if (tag === 4) return void (manifest.lastSequence = reader.number());
  if (tag < 5 || tag > 7) throw new RangeError(`A field of kind ${tag} is not known.`);
  reader.number();
  if (tag === 5) return reader.skipString();
  const table = reader.number();
  if (tag === 6) return void manifest.tables.delete(table);
  manifest.tables.set(table, reader.number());
  reader.skipString();
  reader.skipString();
}
