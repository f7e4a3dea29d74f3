import { TextField, TimeField } from '../../fields/request-fields';

export class RangeReplayDto {
  @TimeField({ description: 'The event was recorded at or after' })
  readonly from!: string;
  @TimeField({ description: 'The event was recorded before' })
  readonly to!: string;
  @TextField(1, 200, { optional: true, description: 'The nextCursor of the part before' })
  readonly cursor?: string | null;
}
