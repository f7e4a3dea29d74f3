import { ApiSchema } from '@nestjs/swagger';
import { formatPosition, type RecordedEvent } from '../../event-store/event-store';
import { PageOf } from '../fields/page.response';
import { EventId, Integer, LogPosition, OpenObject, Text, Time } from '../fields/response-fields';

/** An event exactly as it is recorded: amounts in its data are minor units. */
@ApiSchema({ name: 'Event' })
export class EventResponse {
  @EventId()
  readonly id!: string;
  @Text('PayoutRequested')
  readonly type!: string;
  @Text('payout-6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d')
  readonly stream!: string;
  @Integer(0)
  readonly revision!: number;
  @LogPosition()
  readonly position!: string;
  @Time()
  readonly recordedAt!: string;
  @OpenObject({ description: 'As recorded; amounts in minor units' })
  readonly data!: unknown;
  @OpenObject()
  readonly metadata!: unknown;

  static from(event: RecordedEvent): EventResponse {
    return {
      id: event.id,
      type: event.body.type,
      stream: event.streamId,
      revision: Number(event.revision),
      position: formatPosition(event.position),
      recordedAt: event.recordedAt.toISOString(),
      data: asRecorded(event.body.data),
      metadata: event.metadata,
    };
  }
}

@ApiSchema({ name: 'EventPage' })
export class EventPageResponse extends PageOf(EventResponse) {}

/** Amounts are bigint in code and safe integers on disk; an answer shows them as on disk. */
const asRecorded = (data: object): unknown =>
  JSON.parse(
    JSON.stringify(data, (_name, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
  );
