import type { EventLog } from '../../storage/event-log';
import { metastreamOf, parseObject } from '../../storage/heads/stream-head';
import { dataOf } from '../../wire/recorded-event';
import { DEFAULT_ACL, isSystemStream, parseAcl, type StreamAction } from './acl';

const SETTINGS_STREAM = '$settings';

/**
 * The roles that may do an action on a stream. The stream's metadata decides, else the last event of `$settings`
 * (`$userStreamAcl`, `$systemStreamAcl`). The defaults are all users for user streams and administrators for system
 * streams. Each call reads the lists again, so a change is in force with its acknowledgement.
 * @throws {CorruptDataError} when a stored list is damaged
 */
export async function rolesAllowed(
  log: EventLog,
  stream: string,
  action: StreamAction,
): Promise<readonly string[]> {
  const own = parseAcl((await readLastObject(log, metastreamOf(stream)))['$acl'])?.[action];
  if (own) return own;
  const isSystem = isSystemStream(stream);
  const settings = await readLastObject(log, SETTINGS_STREAM);
  const general = parseAcl(settings[isSystem ? '$systemStreamAcl' : '$userStreamAcl']);
  return general?.[action] ?? DEFAULT_ACL[isSystem ? 'system' : 'user'][action];
}

/** The JSON object in the last event of a stream. Returns an empty object when there is none. */
async function readLastObject(log: EventLog, stream: string): Promise<Record<string, unknown>> {
  const { revision } = await log.head(stream);
  if (revision < 0) return {};
  const [event] = await log.readStreamForwards(stream, revision, revision);
  return event ? parseObject(dataOf(event.bytes)) : {};
}
