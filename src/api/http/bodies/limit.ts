const UNITS = { kb: 1024, mb: 1024 * 1024 };

/** The bytes of a limit in the notation of body-parser. */
export function bytesIn(limit: string): number {
  const [, number, unit] = /^(\d+)(kb|mb)$/.exec(limit)!;
  return Number(number) * UNITS[unit as keyof typeof UNITS];
}
