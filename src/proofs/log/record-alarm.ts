import { appendEvents } from '../../event-store/append-events';
import type { EventStore } from '../../event-store/event-store';
import type { AlarmEvent } from '../../event-store/log/proof-events';
import { alarmStream } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';

/**
 * Records an alarm, which opens a case. The same subject again, from any process, changes nothing.
 * @throws {Fault} it may or may not be recorded: repeat it
 */
export async function recordAlarm(
  writer: { readonly store: Pick<EventStore, 'append'>; readonly clock: Clock },
  subject: readonly string[],
  alarm: AlarmEvent,
): Promise<void> {
  const stream = alarmStream([alarm.type, ...subject]);
  const cause = { causationId: derivedId(stream), correlationId: stream, actor: 'proof-log' };
  // Where the stream is there already, so is the alarm.
  await appendEvents(writer, stream, 'no_stream', [alarm], cause);
}
