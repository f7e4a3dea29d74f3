import type { LimitShareRefused, LimitShareTaken, UsageEvent } from '../../domain/limits/events';
import type { RecordedEvent } from '../../event-store/event-store';
import type { ReportDifference } from '../difference';

interface UsageRecord {
  usedMinor: bigint;
  readonly answers: Map<string, { kind: 'taken' | 'refused' | 'returned'; limits: readonly string[] }>;
}

/** Whether a payout has a hold that counts on a share of this stream. */
export type HasHoldOn = (payoutId: string, usage: string) => boolean;

/** The usage streams: what clients and payees have used of limits that span accounts. */
export class UsageRecords {
  private readonly records = new Map<string, UsageRecord>();

  apply({ streamId, body }: RecordedEvent, hasHoldOn: HasHoldOn, report: ReportDifference): void {
    if (!streamId.startsWith('usage-')) return;
    const record = this.records.get(streamId) ?? { usedMinor: 0n, answers: new Map() };
    this.records.set(streamId, record);
    const event = body as UsageEvent;
    if (event.data.usage !== streamId) report('UNREADABLE', `speaks of ${event.data.usage}`);
    switch (event.type) {
      case 'LimitShareTaken':
        return take(record, event.data, report);
      case 'LimitShareRefused':
        return refuse(record, event.data, report);
      case 'LimitShareReturned': {
        const { payoutId, amountMinor } = event.data;
        const answer = record.answers.get(payoutId);
        if (answer?.kind !== 'taken')
          return report('I17', `payout ${payoutId} gives back what it never took`);
        if (hasHoldOn(payoutId, streamId))
          report('I17', `payout ${payoutId} gives its share back and keeps its hold`);
        record.answers.set(payoutId, { kind: 'returned', limits: answer.limits });
        record.usedMinor -= amountMinor;
      }
    }
  }

  /** Whether the payout has a share of the limit in this stream. */
  hasTaken(usage: string, payoutId: string, limit: string): boolean {
    const answer = this.records.get(usage)?.answers.get(payoutId);
    return answer?.kind === 'taken' && answer.limits.includes(limit);
  }

  hasRefused(payoutId: string, limit: string): boolean {
    return [...this.records.values()].some(({ answers }) => {
      const answer = answers.get(payoutId);
      return answer?.kind === 'refused' && answer.limits.includes(limit);
    });
  }
}

function take(record: UsageRecord, data: LimitShareTaken, report: ReportDifference): void {
  const { payoutId, amountMinor, shares } = data;
  if (record.answers.has(payoutId)) report('I17', `payout ${payoutId} is answered a second time`);
  record.usedMinor += amountMinor;
  for (const { limit, figureMinor } of shares)
    if (figureMinor === null || record.usedMinor > figureMinor)
      report('I17', `payout ${payoutId} takes ${limit} to ${record.usedMinor}; it is ${figureMinor}`);
  record.answers.set(payoutId, { kind: 'taken', limits: shares.map(({ limit }) => limit) });
}

function refuse(record: UsageRecord, data: LimitShareRefused, report: ReportDifference): void {
  const { payoutId, amountMinor, refusal } = data;
  if (record.answers.has(payoutId)) report('I17', `payout ${payoutId} is answered a second time`);
  if (record.usedMinor + amountMinor <= (refusal.figureMinor ?? 0n))
    report('I17', `payout ${payoutId} is refused by ${refusal.limit} with ${record.usedMinor} of it used`);
  record.answers.set(payoutId, { kind: 'refused', limits: [refusal.limit] });
}
