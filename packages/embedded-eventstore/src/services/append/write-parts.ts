import type { Clock } from '../../../../../src/shared/clock';
import type { Guard } from '../../access/guard';
import type { GroupWriter } from '../../write/group-writer';

/** What the services that write are made of. */
export interface WriteParts {
  readonly writer: GroupWriter;
  readonly guard: Guard;
  readonly clock: Clock;
  /** Of one append: data, metadata and types together. */
  readonly maximumBytes: number;
}
