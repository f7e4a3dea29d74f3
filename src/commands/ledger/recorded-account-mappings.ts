import type { AccountMappingVersion } from '../../domain/journal/events';
import type { EventStore, Position } from '../../event-store/event-store';
import { readEvents } from '../../event-store/read-events';
import { ACCOUNT_MAPPINGS_STREAM } from '../../event-store/stream-names';

export { AccountCodes } from '../../domain/journal/codes/account-codes';

export interface RecordedMapping extends AccountMappingVersion {
  /** Of its event. */
  readonly position: Position;
}

/** Every version of every mapping, in the order of the log, as the disk has it now. @throws {Fault} */
export async function recordedAccountMappings(
  store: Pick<EventStore, 'readStream'>,
): Promise<readonly RecordedMapping[]> {
  const recorded: RecordedMapping[] = [];
  for await (const { body, position } of readEvents(store, ACCOUNT_MAPPINGS_STREAM))
    recorded.push({ ...body.data, position });
  return recorded;
}
