/**
 * What a provider charges per payout, as an operator writes it: a fixed part and/or a percentage, in versions by date.
 *
 * `0.50` is a fixed part.
 * `1.5%` is a percentage of the amount, with up to 4 decimals.
 * `0.50+1.5%` is both.
 * `2026-01-01=0.50+1%;2026-07-01=0.60` has versions, oldest first, each from midnight UTC of its day.
 */
export interface FeeSchedule {
  /** At least one, oldest first. The first also holds for every moment before it. */
  readonly versions: readonly FeeVersion[];
}

interface FeeVersion {
  /** Milliseconds since the epoch, UTC; null where the schedule names no date. */
  readonly fromMs: number | null;
  readonly fixedMinor: bigint;
  /** The percentage in millionths of the amount: 1.5 % is 15,000. */
  readonly partsPerMillion: bigint;
}

const MILLION = 1_000_000n;
const MAX_VERSIONS = 100;

/** The schedule of the text, or undefined where it is not one. Two digits of minor unit (BRL). */
export function parseFeeSchedule(text: string): FeeSchedule | undefined {
  const parts = text.split(';');
  if (parts.length > MAX_VERSIONS) return undefined;
  const versions: FeeVersion[] = [];
  for (const part of parts) {
    const version = parseVersion(part.trim());
    if (!version || !follows(version, versions.at(-1), parts.length)) return undefined;
    versions.push(version);
  }
  return { versions };
}

/** The fee in minor units of a payout of `amountMinor` at that moment; the percentage is rounded half up. */
export function feeFor(schedule: FeeSchedule, amountMinor: bigint, at: Date): bigint {
  return feeOf(schedule.versions[indexAt(schedule, at)]!, amountMinor);
}

/**
 * The highest fee in minor units that the version in force at `from` or any later one charges. A payout is settled some
 * time after its request. A hold that reserves this fee is never too small for the schedule.
 */
export function highestFee(schedule: FeeSchedule, amountMinor: bigint, from: Date): bigint {
  const fees = schedule.versions.slice(indexAt(schedule, from)).map(version => feeOf(version, amountMinor));
  return fees.reduce((highest, fee) => (fee > highest ? fee : highest));
}

function feeOf(version: FeeVersion, amountMinor: bigint): bigint {
  return version.fixedMinor + (amountMinor * version.partsPerMillion + MILLION / 2n) / MILLION;
}

function indexAt(schedule: FeeSchedule, at: Date): number {
  const index = schedule.versions.findLastIndex(version => (version.fromMs ?? 0) <= at.getTime());
  return index === -1 ? 0 : index;
}

function parseVersion(text: string): FeeVersion | undefined {
  const match =
    /^(?:(\d{4}-\d{2}-\d{2})=)?([\d.]+)(?:\+([\d.]+%))?$|^(?:(\d{4}-\d{2}-\d{2})=)?([\d.]+%)$/.exec(text);
  if (!match) return undefined;
  const date = match[1] ?? match[4];
  const fromMs = date === undefined ? null : parseDay(date);
  const fixedMinor = parseFixed(match[2] ?? '0.00');
  const partsPerMillion = parsePercent(match[3] ?? match[5] ?? '0%');
  if (fromMs === undefined || fixedMinor === undefined || partsPerMillion === undefined) return undefined;
  return { fromMs, fixedMinor, partsPerMillion };
}

function parseFixed(text: string): bigint | undefined {
  return /^(0|[1-9]\d{0,8})\.\d{2}$/.test(text) ? BigInt(text.replace('.', '')) : undefined;
}

function parsePercent(text: string): bigint | undefined {
  const match = /^(0|[1-9]\d{0,2})(?:\.(\d{1,4}))?%$/.exec(text);
  if (!match) return undefined;
  const partsPerMillion = BigInt(match[1]! + (match[2] ?? '').padEnd(4, '0'));
  return partsPerMillion <= MILLION ? partsPerMillion : undefined;
}

/** A day that exists: Date.parse alone turns the 31st of February into a day in March. */
function parseDay(text: string): number | undefined {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text ? undefined : ms;
}

/** One version may stand without a date; several each need one, in order. */
function follows(version: FeeVersion, previous: FeeVersion | undefined, count: number): boolean {
  if (count === 1) return true;
  if (version.fromMs === null) return false;
  return previous === undefined || (previous.fromMs !== null && previous.fromMs < version.fromMs);
}
