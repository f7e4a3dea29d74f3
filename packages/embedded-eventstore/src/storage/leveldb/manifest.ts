import { VarintReader } from './varints';

/** The checked part of the database's state, from its manifest. */
export interface Manifest {
  /** The number of the oldest log whose batches are not in tables yet. */
  logNumber: number;
  /** The number of the last operation at the last write of the manifest. */
  lastSequence: number;
  /** The bytes of each live table, by its number. */
  readonly tables: Map<number, number>;
}

/**
 * Applies the records of a manifest in their order.
 * @throws {RangeError} when a record is invalid
 */
export function readManifest(records: readonly Buffer[]): Manifest {
  const manifest: Manifest = { logNumber: 0, lastSequence: 0, tables: new Map() };
  for (const record of records) {
    const reader = new VarintReader(record);
    while (!reader.isAtEnd) readField(manifest, reader);
  }
  return manifest;
}

/** These numbers are LevelDB's tags of a version edit. */
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
