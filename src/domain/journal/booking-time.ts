/**
 * When an entry counts as booked: when the store recorded it, but never before the entry that was booked before it. So
 * the order of time is the order of the books whatever the store's clock does, and it follows from the streams alone.
 * `previous`: the booking time of the entry before it in `$all`; undefined for the first.
 */
export const bookingTime = (recordedAt: Date, previous: Date | undefined): Date =>
  previous !== undefined && previous > recordedAt ? previous : recordedAt;
