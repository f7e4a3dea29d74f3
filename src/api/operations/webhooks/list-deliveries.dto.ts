import { UUID, Pattern } from '../../fields/field-rules';
import { PageDto } from '../../fields/page.dto';
import { ChoiceField, Field } from '../../fields/request-fields';
import { DELIVERY_STATUSES, type DeliveryStatus } from './delivery.response';

const ID = { type: String, format: 'uuid' };

export class ListDeliveriesDto extends PageDto {
  @Field(Pattern(UUID, 'the id of a payout'), ID, {
    optional: true,
    description: 'What was sent about it, in order. Without it `endpointId` is needed',
  })
  readonly payoutId?: string;
  @Field(Pattern(UUID, 'the id of an endpoint'), ID, {
    optional: true,
    description: 'Without `payoutId`: what it was sent, the newest first',
  })
  readonly endpointId?: string;
  @ChoiceField(DELIVERY_STATUSES, { optional: true })
  readonly status?: DeliveryStatus;
}
