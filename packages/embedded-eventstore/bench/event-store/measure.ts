/** A line of the table: what was measured, the value, and the ratio that it is about. */
export interface Row {
  readonly what: string;
  readonly value: string;
  readonly ratio?: string;
}

/** Seconds that the work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

export const perSecond = (count: number, seconds: number): string =>
  `${Math.round(count / seconds).toLocaleString('en')}/s`;

export const ratio = (part: number, whole: number): string => (part / whole).toFixed(2);
