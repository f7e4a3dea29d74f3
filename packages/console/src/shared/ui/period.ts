import { ZONE } from '../format/time';

const DAY_MS = 86_400_000;

const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);

/** A period of days of the books as the routes take it. A person names its last day, and a route the day after it. */
export const periodOf = (from: string, to: string) =>
  from === '' && to === '' ? {} : { from, to: to === '' ? '' : dayAfter(to), timeZone: ZONE };

/** The end of a day of the books. An empty day is now. */
export const endOfDay = (day: string) => (day === '' ? {} : { asOf: day, timeZone: ZONE });

/** The last day that is over on the clock of the books. */
export const yesterday = (): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(Date.now() - DAY_MS);
