import { ReasonField } from '../../fields/request-fields';

export class ClosePeriodDto {
  @ReasonField({
    optional: true,
    description: 'Why the period is closed although something stands on suspense',
  })
  readonly acceptSuspenseBecause?: string | null;
}

export class ReopenPeriodDto {
  @ReasonField()
  readonly reason!: string;
}
