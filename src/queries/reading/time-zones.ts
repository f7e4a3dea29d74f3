/** The time zones in which days can begin: UTC, and those in which Brazil's clocks are set. */
export const TIME_ZONES = [
  'UTC',
  'America/Sao_Paulo',
  'America/Noronha',
  'America/Manaus',
  'America/Rio_Branco',
] as const;
export type TimeZone = (typeof TIME_ZONES)[number];
