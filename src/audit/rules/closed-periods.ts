import { createHash } from 'node:crypto';
import { formatPosition, type Position, type RecordedEvent } from '../../event-store/event-store';
import type { ReportDifference } from '../difference';
import { isObject, type EventData } from '../records/event-shape';
import { movesMoney, type BookableEvent, type Ledger, type LedgerTotal } from '../records/ledger';

const PERIODS_STREAM = 'closed-periods';

/** The books as they stood when a month of São Paulo ended. */
interface MonthEnd {
  /** Of the last entry before the end; null where there was none. */
  readonly position: string | null;
  readonly lines: number;
  readonly fingerprint: string;
  readonly sums: string;
}

const NO_BOOKS: MonthEnd = { position: null, lines: 0, fingerprint: sha256(''), sums: '' };

/**
 * I22: what was sealed when a month was closed is the trial balance of its end, and two persons opened it again. The
 * audit makes the trial balance of each month's end itself, when the first entry of a later month comes.
 */
export class ClosedPeriods {
  private readonly ends = new Map<string, MonthEnd>();
  private month: string | undefined;
  private monthEndsAt = -Infinity;
  private last: Position | undefined;
  private readonly closed = new Set<string>();
  private readonly proposals = new Map<string, string>();

  constructor(private readonly ledger: Pick<Ledger, 'sorted'>) {}

  /** Called before an event of an account or a provider is booked: with the first entry after a month's end the month is complete. */
  beginMonthWith(event: BookableEvent, bookedAt: Date): void {
    if (bookedAt.getTime() < this.monthEndsAt || !movesMoney(event)) return;
    if (this.month !== undefined) this.ends.set(this.month, this.endNow());
    this.month = monthOf(bookedAt);
    this.monthEndsAt = endOfMonth(this.month);
  }

  /** Called after each entry. */
  afterEntry({ position }: RecordedEvent): void {
    this.last = position;
  }

  apply({ streamId, body }: RecordedEvent, report: ReportDifference): void {
    if (streamId !== PERIODS_STREAM) return;
    const data: EventData = isObject(body.data) ? body.data : {};
    const period = String(data['period']);
    if (body.type === 'PeriodClosed') this.checkSeal(period, data, report);
    else if (body.type === 'PeriodReopenProposed') this.proposals.set(period, String(data['proposedBy']));
    else if (body.type === 'PeriodReopened') this.checkReopening(period, data, report);
    else report('UNREADABLE', `a period knows no ${body.type}`);
  }

  private checkSeal(period: string, data: EventData, report: ReportDifference): void {
    if (this.closed.has(period)) report('I22', `period ${period} is closed a second time`);
    this.closed.add(period);
    this.proposals.delete(period);
    if (this.month === undefined || this.month <= period)
      return report('I22', `period ${period} is closed, and nothing was booked since it ended`);
    const end = this.endOf(period);
    const sealed: MonthEnd = {
      position: data['position'] === null ? null : String(data['position']),
      lines: Number(data['lines']),
      fingerprint: String(data['fingerprint']),
      sums: sumsText(data['sums']),
    };
    for (const name of ['position', 'lines', 'fingerprint', 'sums'] as const)
      if (sealed[name] !== end[name])
        report(
          'I22',
          `period ${period} was sealed with ${name} ${sealed[name]}, the books have ${end[name]}`,
        );
  }

  private checkReopening(period: string, data: EventData, report: ReportDifference): void {
    const proposedBy = this.proposals.get(period);
    if (!this.closed.delete(period)) report('I22', `period ${period} is opened again and was not closed`);
    if (proposedBy === undefined) report('I22', `period ${period} is opened again without a proposal`);
    if (proposedBy === String(data['confirmedBy'])) report('I22', `one person opened period ${period} again`);
    this.proposals.delete(period);
  }

  /** The end of a month in which nothing was booked is that of the last one before it. */
  private endOf(period: string): MonthEnd {
    const before = [...this.ends.keys()].filter(month => month <= period).sort();
    const last = before.at(-1);
    return last === undefined ? NO_BOOKS : this.ends.get(last)!;
  }

  private endNow(): MonthEnd {
    const totals = this.ledger.sorted();
    const lines = totals
      .map(lineOf)
      .sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
    return {
      position: this.last ? formatPosition(this.last) : null,
      lines: lines.length,
      fingerprint: sha256(lines.join('')),
      sums: sumsOf(totals),
    };
  }
}

const lineOf = ({ ledgerAccount, currency, debitMinor, creditMinor }: LedgerTotal): string =>
  `${ledgerAccount} ${currency} ${debitMinor} ${creditMinor}\n`;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function sumsOf(totals: readonly LedgerTotal[]): string {
  const sums = new Map<string, [debit: bigint, credit: bigint]>();
  for (const { currency, debitMinor, creditMinor } of totals) {
    const [debit, credit] = sums.get(currency) ?? [0n, 0n];
    sums.set(currency, [debit + debitMinor, credit + creditMinor]);
  }
  return [...sums]
    .map(([currency, [debit, credit]]) => `${currency} ${debit} ${credit}`)
    .sort()
    .join(', ');
}

const sumsText = (sums: unknown): string =>
  Array.isArray(sums)
    ? sums
        .map(sum =>
          isObject(sum) &&
          typeof sum['debitTotalMinor'] === 'bigint' &&
          typeof sum['creditTotalMinor'] === 'bigint'
            ? `${String(sum['currency'])} ${sum['debitTotalMinor']} ${sum['creditTotalMinor']}`
            : 'unreadable',
        )
        .sort()
        .join(', ')
    : 'unreadable';

/** The month on a clock that is three hours behind UTC, as in São Paulo since 2019: `2026-11`. */
const monthOf = (time: Date): string => new Date(time.getTime() - 3 * 3_600_000).toISOString().slice(0, 7);

function endOfMonth(month: string): number {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return Date.UTC(year, number, 1, 3);
}
