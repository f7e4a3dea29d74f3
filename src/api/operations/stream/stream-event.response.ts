import { ApiSchema } from '@nestjs/swagger';
import { formatPosition, type RecordedEvent } from '../../../event-store/event-store';
import { Choice, OR_NULL, PayoutId, Text, Time } from '../../fields/response-fields';
import type { Place } from './event-places';
import { STREAM_EVENT_TYPES, STREAM_TOPICS, type StreamEventType, type StreamTopic } from './stream-topics';

@ApiSchema({
  name: 'StreamEvent',
  description:
    'Says that something has changed. It has no amount and no personal data: the routes show those',
})
export class StreamEventResponse {
  @Choice([...STREAM_TOPICS])
  readonly topic!: StreamTopic;
  @Choice(STREAM_EVENT_TYPES, { description: 'As the events of a payout name it' })
  readonly type!: StreamEventType;
  @Text('6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d', {
    description: 'Of the payout, account, case, statement, limit scope or approval rule',
  })
  readonly id!: string;
  @Text('merchant-1', OR_NULL)
  readonly accountId!: string | null;
  @PayoutId(OR_NULL)
  readonly payoutId!: string | null;
  @Time()
  readonly at!: string;
  @Text('4711/4711', { description: 'A query with this `Ledger-Position` sees the change' })
  readonly position!: string;

  static from(
    { body, metadata, position }: RecordedEvent,
    topic: StreamTopic,
    { id, accountId, payoutId }: Place,
  ): StreamEventResponse {
    const type = body.type as StreamEventType;
    const at = metadata.occurredAt;
    return { topic, type, id, accountId, payoutId, at, position: formatPosition(position) };
  }
}
