import { UUID, Pattern } from '../../fields/field-rules';
import { PageDto } from '../../fields/page.dto';
import { ChoiceField, Field } from '../../fields/request-fields';
import { DELIVERY_STATUSES, type DeliveryStatus } from './delivery.response';

const ID = { type: String, format: 'uuid' };

export class ListDeliveriesDto extends PageDto {
  @Field(Pattern(UUID, 'the id of a payout'), ID)
  readonly payoutId!: string;
  @Field(Pattern(UUID, 'the id of an endpoint'), ID, { optional: true })
  readonly endpointId?: string;
  @ChoiceField(DELIVERY_STATUSES, { optional: true })
  readonly status?: DeliveryStatus;
}
