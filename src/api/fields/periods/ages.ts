import { parseTime } from '../times';

const DURATION = /^P(?=\d|T\d)(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/;

const durationMs = (text: string): number | undefined => {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  const [days, hours, minutes, seconds] = match.slice(1).map(part => Number(part ?? 0));
  return (((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!) * 1_000;
};

export const isAge = (value: unknown): boolean =>
  typeof value === 'string' && (durationMs(value) ?? parseTime(value)) !== undefined;

/** The age in milliseconds that a text means, or the time that it names. */
export const ageOf = (text: string): Date | number => parseTime(text) ?? durationMs(text) ?? 0;
