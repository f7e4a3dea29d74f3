import type { Type } from '@nestjs/common';
import { parsePosition } from '../../../event-store/event-store';
import { TIME_ZONES, type TimeZone } from '../../../queries/reading/time-zones';
import { FieldRule } from '../field-rules';
import { ChoiceField, Field } from '../request-fields';
import { parseTime } from '../times';
import { parseDay } from './days';

const DAY_OR_TIME = 'a day (its beginning in `timeZone`) or an RFC 3339 time';

const isDayOrTime = (value: unknown): boolean =>
  typeof value === 'string' && (parseDay(value) ?? parseTime(value)) !== undefined;

/** One end of a period. `more`: what its description says besides. */
export const DayOrTimeField = (
  description: string,
  example: string,
  optional: boolean,
  more = '',
): PropertyDecorator =>
  Field(
    FieldRule('must be a day, like 2026-03-01, or an RFC 3339 time, like 2026-03-01T12:00:00Z', isDayOrTime),
    { type: String, example, description: `${description}: ${DAY_OR_TIME}${more}` },
    { optional },
  );

const isAsOf = (value: unknown): boolean =>
  isDayOrTime(value) || (typeof value === 'string' && parsePosition(value) !== undefined);

const AsOfField = (): PropertyDecorator =>
  Field(
    FieldRule(
      'must be a day, an RFC 3339 time or a position, like 2026-03-01, 2026-03-01T12:00:00Z or 4711/4711',
      isAsOf,
    ),
    {
      type: String,
      example: '2026-03-01',
      description:
        'A day (up to its end in `timeZone`), an RFC 3339 time (booked up to it) or a position; now where absent',
    },
    { optional: true },
  );

const TimeZoneField = (): PropertyDecorator =>
  ChoiceField(TIME_ZONES, {
    optional: true,
    default: 'UTC',
    description: 'In which days begin, and in which a CSV file writes its times',
  });

const OldTimeZoneField = (): PropertyDecorator =>
  ChoiceField(TIME_ZONES, { optional: true, deprecated: true, description: 'The same as `timeZone`' });

/** A query class without fields, to begin with. */
export class NoFields {}

/** The class of a query that names a time zone, for `extends`. */
export function WithTimeZone<Base extends Type<object>>(base: Base) {
  class TimeZoneDto extends base {
    @TimeZoneField()
    readonly timeZone?: TimeZone;
    @OldTimeZoneField()
    readonly timezone?: TimeZone;
  }
  return TimeZoneDto;
}

/** The class of a query that is about a period, for `extends`. `what`: what lies in the period, like `Booked`. */
export function WithPeriod<Base extends Type<object>>(base: Base, what: string, more = '') {
  class PeriodDto extends WithTimeZone(base) {
    @DayOrTimeField(`${what} at or after`, '2026-03-01', true)
    readonly from?: string;
    @DayOrTimeField(`${what} before`, '2026-04-01', true, `. It is outside the period${more}`)
    readonly to?: string;
  }
  return PeriodDto;
}

/** The class of a query that can be answered as of a past moment, for `extends`. */
export function WithAsOf<Base extends Type<object>>(base: Base) {
  class AsOfDto extends WithTimeZone(base) {
    @AsOfField()
    readonly asOf?: string;
  }
  return AsOfDto;
}
