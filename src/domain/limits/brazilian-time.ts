const FORMAT = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Sao_Paulo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  hourCycle: 'h23',
});

/** A time as a clock in São Paulo shows it. */
export interface BrazilianTime {
  /** `2026-11-29`. */
  readonly day: string;
  /** 0 to 23. */
  readonly hour: number;
}

/** `at`: RFC 3339. */
export function brazilianTime(at: string): BrazilianTime {
  const parts = new Map(FORMAT.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '';
  return { day: `${part('year')}-${part('month')}-${part('day')}`, hour: Number(part('hour')) };
}

export const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** Whole hours from one to the other, past midnight where the second is smaller. The same hour twice is a whole day. */
export function hoursOf(fromHour: number, toHour: number): number[] {
  const count = (toHour - fromHour + 24) % 24 || 24;
  return Array.from({ length: count }, (_, index) => (fromHour + index) % 24);
}

/** The day on which the night began that this time is in. Returns undefined when it is in none. */
export function nightOf(time: BrazilianTime, fromHour: number, toHour: number): string | undefined {
  if (!hoursOf(fromHour, toHour).includes(time.hour)) return undefined;
  return time.hour < fromHour ? dayBefore(time.day) : time.day;
}
