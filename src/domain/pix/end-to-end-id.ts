const LENGTH = 32;
const SHAPE = /^([ED])([0-9A-Z]{8})(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})([0-9A-Za-z]{11})$/;

/**
 * Returns, in one sentence, what is unusual about an end-to-end id (`E…`) or a return's id (`D…`). The usual shape has
 * 32 characters. They are the letter, the ISPB of the bank that made it, the minute in UTC, and 11 letters or digits.
 * Returns undefined for the usual shape. This is only a warning. The text is kept and used as it is, because it is the
 * provider's own, and an unusual id makes no payment less true.
 */
export function shapeWarning(text: string): string | undefined {
  const parts = SHAPE.exec(text);
  if (!parts) return departure(text);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.slice(3, 8).map(Number);
  return isMinute(year, month, day, hour, minute) ? undefined : 'its characters 10 to 21 are no time';
}

/** The first place in which a text departs from the shape. */
function departure(text: string): string {
  if (text.length !== LENGTH) return `it has ${text.length} characters, not ${LENGTH}`;
  if (!/^[ED]/.test(text)) return 'it starts with neither E nor D';
  if (!/^.[0-9A-Z]{8}/.test(text)) return 'its characters 2 to 9 are no ISPB';
  if (!/^.{9}\d{12}/.test(text)) return 'its characters 10 to 21 are no time';
  return 'its last 11 characters are not letters and digits';
}

const isMinute = (year: number, month: number, day: number, hour: number, minute: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month) && hour < 24 && minute < 60;

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
