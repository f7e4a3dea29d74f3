import type { EventLog } from '../../storage/event-log';
import { metastreamOf, parseObject } from '../../storage/heads/stream-head';
import { dataOf } from '../../wire/recorded-event';
import { DEFAULT_ACL, isSystemStream, parseAcl, type StreamAction } from './acl';

const SETTINGS_STREAM = '$settings';

/**
 * Who may do this with this stream: as its own metadata says, else as the last event of `$settings` says
 * (`$userStreamAcl`, `$systemStreamAcl`), else everybody for user streams and administrators for system streams.
 * Looked up at each call, so a change is in force with its acknowledgement.
 * @throws {CorruptDataError}
 */
export async function rolesAllowed(
  log: EventLog,
  stream: string,
  action: StreamAction,
): Promise<readonly string[]> {
  const own = parseAcl((await lastObject(log, metastreamOf(stream)))['$acl'])?.[action];
  if (own) return own;
  const isSystem = isSystemStream(stream);
  const settings = await lastObject(log, SETTINGS_STREAM);
  const general = parseAcl(settings[isSystem ? '$systemStreamAcl' : '$userStreamAcl']);
  return general?.[action] ?? DEFAULT_ACL[isSystem ? 'system' : 'user'][action];
}

/** The JSON object in the last event of a stream; an empty one where there is none. */
async function lastObject(log: EventLog, stream: string): Promise<Record<string, unknown>> {
  const { revision } = await log.head(stream);
  if (revision < 0) return {};
  const [event] = await log.readStreamForwards(stream, revision, revision);
  return event ? parseObject(dataOf(event.bytes)) : {};
}
