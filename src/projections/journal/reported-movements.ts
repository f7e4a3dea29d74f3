import type { Transaction } from 'kysely';
import type { BookedEvent } from '../../domain/journal/journal';
import { isAccountEvent } from '../../domain/journal/known-events';
import type { EventBody, RecordedEvent } from '../../event-store/event-store';
import { storable, type LedgerBody } from '../engine/projection';
import { asJson, run, upsertInto } from '../engine/statements';
import type { ReportedTimeTable, Tables } from '../schema';

const PAYMENT = 'payment';
const LOAD = `select payout_id, movement, provider_time, end_to_end_id from reported_time
  where payout_id = any($1::text[])`;
const SAVE = upsertInto(
  'reported_time',
  { payoutId: 'text', movement: 'text', providerTime: 'text', endToEndId: 'text' },
  ['payoutId', 'movement'],
  ['providerTime', 'endToEndId'],
);

/** What the provider said of a movement; null: it said nothing. */
export type ReportedMovement = Pick<ReportedTimeTable, 'providerTime' | 'endToEndId'>;

const NOTHING: ReportedMovement = { providerTime: null, endToEndId: null };

const keyOf = (payoutId: string, movement: string): string => `${payoutId} ${movement}`;

/**
 * The provider's times and EndToEndIds of movements. A payout's event has them. The account's event that books the
 * movement comes later, perhaps in another batch. This class keeps them until then.
 */
export class ReportedMovements {
  private readonly reported = new Map<string, ReportedTimeTable>();

  private constructor(private readonly movements: Map<string, ReportedMovement>) {}

  /** Knows what earlier batches reported of the payouts whose movements these events report or book. */
  static async load(
    transaction: Transaction<Tables>,
    events: readonly RecordedEvent[],
  ): Promise<ReportedMovements> {
    const payoutIds = new Set(events.flatMap(({ body }) => payoutOf(body)));
    if (payoutIds.size === 0) return new ReportedMovements(new Map());
    const rows = await run<ReportedTimeTable>(transaction, LOAD, [...payoutIds]);
    return new ReportedMovements(new Map(rows.map(row => [keyOf(row.payoutId, row.movement), row])));
  }

  note(body: LedgerBody): void {
    if (body.type !== 'PayoutCompleted' && body.type !== 'PayoutReturned') return;
    const { payoutId, providerTime, endToEndId } = body.data;
    if (providerTime === null && endToEndId === null) return;
    const movement = body.type === 'PayoutCompleted' ? PAYMENT : body.data.returnId;
    const before = this.movements.get(keyOf(payoutId, movement)) ?? NOTHING;
    const row = {
      payoutId,
      movement,
      providerTime: providerTime === null ? before.providerTime : storable(providerTime),
      endToEndId: endToEndId === null ? before.endToEndId : storable(endToEndId),
    };
    this.movements.set(keyOf(payoutId, movement), row);
    this.reported.set(keyOf(payoutId, movement), row);
  }

  /** What was said of the movement that an event books. Says nothing of an event that books none. */
  findReport(body: BookedEvent): ReportedMovement {
    switch (body.type) {
      case 'HoldCaptured':
      case 'ReleaseReversed':
        return this.movements.get(keyOf(body.data.payoutId, PAYMENT)) ?? NOTHING;
      case 'FundsReturned':
        return this.movements.get(keyOf(body.data.payoutId, body.data.returnId)) ?? NOTHING;
      default:
        return NOTHING;
    }
  }

  async save(transaction: Transaction<Tables>): Promise<void> {
    if (this.reported.size === 0) return;
    await run(transaction, SAVE, asJson([...this.reported.values()]));
  }
}

const REPORTS: ReadonlySet<string> = new Set(['PayoutCompleted', 'PayoutReturned']);

const payoutOf = (body: EventBody): string[] => {
  const isOne = isAccountEvent(body) || REPORTS.has(body.type);
  return isOne && 'payoutId' in body.data ? [(body.data as { payoutId: string }).payoutId] : [];
};
