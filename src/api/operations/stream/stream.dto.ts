import { parsePosition } from '../../../event-store/event-store';
import { FieldRule } from '../../fields/field-rules';
import { Field } from '../../fields/request-fields';
import { STREAM_TOPICS, type StreamTopic } from './stream-topics';

const MAX_SECONDS = 86_400;

const namesIn = (value: string): string[] => value.split(',');
const areTopics = (value: unknown): boolean =>
  typeof value === 'string' &&
  namesIn(value).every(name => (STREAM_TOPICS as readonly string[]).includes(name));

const isSeconds = (value: unknown): boolean =>
  typeof value === 'string' && /^[1-9]\d{0,4}$/.test(value) && Number(value) <= MAX_SECONDS;

export class StreamDto {
  @Field(
    FieldRule(`must be names with commas between them, of ${STREAM_TOPICS.join(', ')}`, areTopics),
    { type: String, example: 'payouts,cases' },
    { optional: true, description: 'All that the key may see where it is absent' },
  )
  readonly topics?: string;

  @Field(
    FieldRule(
      'must be a position as it was answered, like "123/123"',
      value => typeof value === 'string' && parsePosition(value) !== undefined,
    ),
    { type: String, example: '4711/4711' },
    {
      optional: true,
      description:
        'The place after which the stream begins, where `Last-Event-ID` is absent; now where both are',
    },
  )
  readonly after?: string;

  @Field(
    FieldRule(`must be a whole number from 1 to ${MAX_SECONDS}`, isSeconds),
    { type: 'integer', minimum: 1, maximum: MAX_SECONDS },
    { optional: true, description: 'The stream ends after so many seconds' },
  )
  readonly maxSeconds?: string;
}

/** Undefined: all. */
export const topicsOf = ({ topics }: StreamDto): readonly StreamTopic[] | undefined =>
  topics === undefined ? undefined : (namesIn(topics) as StreamTopic[]);
