import { ApiSchema } from '@nestjs/swagger';
import type { PayoutHour } from '../../../queries/payouts/totals/get-payout-hours';
import { Integer, ListOf, Time } from '../../fields/response-fields';

@ApiSchema({
  name: 'PayoutHour',
  description: 'Payouts that were requested in one hour, by their outcome now',
})
class PayoutHourResponse {
  @Time({ description: 'The beginning of the hour' })
  readonly hour!: string;
  @Integer(120, { description: 'Also those of which money came back later' })
  readonly completed!: number;
  @Integer(3, { description: 'Failed, or rejected' })
  readonly failed!: number;
  @Integer(1, { description: 'Without an outcome' })
  readonly open!: number;
  @Integer(2_300, { nullable: true, description: 'From the request to the completion, the median' })
  readonly settleP50Ms!: number | null;
  @Integer(41_000, { nullable: true, description: 'Of a hundred completed ones, 99 were so quick' })
  readonly settleP99Ms!: number | null;
}

@ApiSchema({ name: 'PayoutHours' })
export class PayoutHoursResponse {
  @Time()
  readonly from!: string;
  @Time({ description: 'Outside the period' })
  readonly to!: string;
  @ListOf(() => PayoutHourResponse, { description: 'An hour without payouts is left out' })
  readonly hours!: readonly PayoutHourResponse[];

  static from(hours: readonly PayoutHour[], { from, to }: { from: Date; to: Date }): PayoutHoursResponse {
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      hours: hours.map(({ hour, ...figures }) => ({ hour: hour.toISOString(), ...figures })),
    };
  }
}
