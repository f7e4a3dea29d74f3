import { ApiSchema } from '@nestjs/swagger';
import { Integer, Text } from '../../fields/response-fields';

@ApiSchema({ name: 'WebhookRangeReplay' })
export class RangeReplayResponse {
  @Integer(42, { description: 'How many deliveries of this part are sent again' })
  readonly asked!: number;
  @Text('cDQyLjk5', { nullable: true, description: 'Of the next part; null: this was the last one' })
  readonly nextCursor!: string | null;
}
