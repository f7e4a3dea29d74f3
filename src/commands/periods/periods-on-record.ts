import type { PeriodReopenProposed, PeriodSeal } from '../../domain/journal/events';
import { parseMonth, type Month } from '../../domain/journal/periods/month';
import { periods, sealOf, type Periods } from '../../domain/journal/periods/periods';
import type { EventStore } from '../../event-store/event-store';
import { load, type Loaded } from '../../event-store/load';
import { PERIODS_STREAM } from '../../event-store/stream-names';
import { invariant } from '../../shared/invariant';

export { BOOKS_TIME_ZONE, parseMonth, type Month } from '../../domain/journal/periods/month';
export type { PeriodSeal } from '../../domain/journal/events';

/** A month as it stands. */
export interface PeriodOnRecord {
  readonly month: Month;
  /** Undefined for an open period. */
  readonly seal: PeriodSeal | undefined;
  /** One person wants it open again. */
  readonly proposal: PeriodReopenProposed | undefined;
}

/** Every period as the disk has it now. @throws {Fault} */
export const loadPeriods = (store: EventStore): Promise<Loaded<Periods>> =>
  load(store, PERIODS_STREAM, periods);

/** @throws {Fault} */
export async function periodOnRecord(store: EventStore, month: Month): Promise<PeriodOnRecord> {
  return onRecord((await loadPeriods(store)).state, month);
}

/** Every period that was ever closed, the latest first. @throws {Fault} */
export async function periodsOnRecord(store: EventStore): Promise<PeriodOnRecord[]> {
  const { state } = await loadPeriods(store);
  return [...state.keys()]
    .sort()
    .reverse()
    .map(period => {
      const month = parseMonth(period);
      invariant(month, `${period} is no month`);
      return onRecord(state, month);
    });
}

const onRecord = (state: Periods, month: Month): PeriodOnRecord => ({
  month,
  seal: sealOf(state, month.period),
  proposal: state.get(month.period)?.proposal,
});
