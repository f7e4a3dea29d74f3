import type { Clock } from '../../core/clock';
import type { Guard } from '../../access/guard';
import type { GroupWriter } from '../../write/group-writer';

/** The parts of the services that write. */
export interface WriteParts {
  readonly writer: GroupWriter;
  readonly guard: Guard;
  readonly clock: Clock;
  /** The most bytes of data in one append. */
  readonly maximumBytes: number;
}
