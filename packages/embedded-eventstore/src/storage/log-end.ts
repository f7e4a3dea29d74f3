import { AcknowledgedMark } from './acknowledged-mark';
import { seal, unseal } from './checksum';
import { CorruptDataError } from './corrupt-data';
import type { Database } from './data-folder';
import { eventKey, FORMAT, FORMAT_KEY, LAST_POSITION_KEY, MAX_NUMBER, numberAt, positionOfKey } from './keys';

/**
 * Checks the format, writes it into a new folder, and checks that the log ends at its recorded position. Returns the
 * last position.
 */
export async function readCheckedEnd(database: Database): Promise<number> {
  const format = await database.get(FORMAT_KEY);
  const [lastKey] = await database
    .keys({ gte: eventKey(0), lte: eventKey(MAX_NUMBER), reverse: true, limit: 1 })
    .all();
  if (format === undefined) {
    const [anything] = await database.keys({ limit: 1 }).all();
    if (anything) throw new Error('The data folder holds something that is not an event store.');
    await database.put(FORMAT_KEY, seal(FORMAT_KEY, Buffer.from(FORMAT)), { sync: true });
    return 0;
  }
  const found = unseal(FORMAT_KEY, format, 'the format of the data folder').toString();
  if (found !== FORMAT) throw new Error(`The data folder has format ${found}; this version knows ${FORMAT}.`);
  return requireSameEnd(lastKey ? positionOfKey(lastKey) : 0, await database.get(LAST_POSITION_KEY));
}

function requireSameEnd(found: number, recorded: Buffer | undefined): number {
  const expected = recorded ? numberAt(unseal(LAST_POSITION_KEY, recorded, 'the last position'), 0) : 0;
  if (found === expected) return found;
  throw new CorruptDataError(`The last event is at position ${found}, but ${expected} were acknowledged.`);
}

/** Opens the mark. The mark shows an end of the database that damage has removed. */
export function openCheckedMark(directory: string, last: number): AcknowledgedMark {
  const mark = AcknowledgedMark.open(directory);
  const acknowledged = mark.value;
  if (acknowledged <= last) {
    if (acknowledged < last) mark.raise(last);
    return mark;
  }
  mark.close();
  throw new CorruptDataError(`The last event is at position ${last}, but ${acknowledged} were acknowledged.`);
}
